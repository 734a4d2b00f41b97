import { positions } from './expectation.ts';
import { NOBODY, TODAY, type Hands, type Target } from './plant-customers.ts';

/** Of the advance of each receipt, in fen. */
export const REFUNDED = 100;
/** What each customer owes of the old documents, in fen. */
export const OWED = 50_000;
const PAID = 2_000;
/** Long before everything that is planted. */
export const CLOSED = '2025-01';
const USED = 500;

interface Item {
  id: number;
  kind: string;
}
interface Account {
  items: Item[];
  allocations: { id: number }[];
}

/** At each position: an old document that something pays, one that is free, a receipt, and a draft. */
export async function plantFinance({ plant, get, boss }: Hands, targets: readonly Target[]) {
  const account = { name: '矩阵银行', kind: 'bank' };
  const { id: accountId } = await plant(boss, 'POST', '/cash-accounts', account);
  const lines = [{ shareBp: 10_000, trigger: 'monthEnd', days: 30, fixedDay: null }];
  const term = await plant(boss, 'POST', '/payment-terms', { name: '矩阵月结', lines });
  const billNo = (index: number) => ({
    accountId: null,
    method: 'bill',
    bill: {
      kind: 'bank',
      no: `M${index}`,
      drawer: '矩阵',
      acceptor: '矩阵银行',
      issuedOn: '2026-09-01',
      dueOn: '2099-09-01',
    },
  });
  const receipt = async (
    customerId: number | null,
    amountFen: number,
    settles: object[] = [],
    way: object = {},
  ) => {
    const body = {
      customerId,
      payer: '矩阵',
      accountId,
      businessDate: TODAY,
      amountFen,
      lines: settles,
      ...way,
    };
    return (await plant(boss, 'POST', '/receipts', body)).id;
  };
  const confirmed = async (id: number) => {
    await plant(boss, 'POST', `/receipts/${id}/confirm`, { version: 1 });
    return id;
  };
  for (const area of ['stock', 'arap', 'finance']) {
    await plant(boss, 'POST', '/period-closings/close', { area, month: CLOSED, leaveDrafts: true });
  }
  const notes: number[] = [];
  const refunds: number[] = [];
  const bills: number[] = [];
  const statements: number[] = [];
  const rows: {
    owed: number;
    paid: number;
    allocation: number;
    free: number;
    draft: number;
    receipt: number;
  }[] = [];
  for (const [index, row] of positions.entries()) {
    if (!row.exists) {
      const none = NOBODY;
      notes.push(none);
      refunds.push(none);
      bills.push(none);
      statements.push(none);
      rows.push({
        owed: none,
        paid: none,
        allocation: none,
        free: none,
        draft: none,
        receipt: none,
      });
      continue;
    }
    const { customerId } = targets[index]!;
    const old = (oldNo: string, amountFen: number) => ({
      kind: 'opening',
      customerId,
      oldNo,
      businessDate: '2026-09-01',
      amountFen,
    });
    await plant(boss, 'POST', '/ar-adjustments', old('M1', OWED));
    const path = `/customers/${customerId}/receivables`;
    const [owed] = (await get<Account>(boss, path)).items as [Item];
    const said = { result: '下周付', promisedOn: TODAY, promisedFen: OWED };
    notes.push((await plant(boss, 'POST', `/customers/${customerId}/collection-notes`, said)).id);
    const used = [{ itemId: owed.id, amountFen: USED }];
    // Paid by a bill that is due long after everything.
    const paid = await confirmed(await receipt(customerId, PAID, used, billNo(index)));
    const { bill } = await get<{ bill: Item }>(boss, `/receipts/${paid}`);
    bills.push(bill.id);
    const now = await get<Account>(boss, path);
    const advance = now.items.find((item) => item.kind === 'advance')!.id;
    const back = {
      accountId,
      businessDate: TODAY,
      lines: [{ itemId: advance, amountFen: REFUNDED }],
    };
    refunds.push((await plant(boss, 'POST', '/customer-refunds', { customerId, ...back })).id);
    const september = { from: '2026-09-01', to: '2026-09-30', customerIds: [customerId] };
    await plant(boss, 'POST', '/statements', september);
    const made = await get<{ rows: Item[] }>(boss, `/statements?customerId=${customerId}`);
    statements.push(made.rows[0]!.id);
    rows.push({
      owed: owed.id,
      paid: advance,
      allocation: now.allocations[0]!.id,
      free: (await plant(boss, 'POST', '/ar-adjustments', old('M2', 1))).id,
      draft: await receipt(customerId, PAID),
      receipt: paid,
    });
  }
  const vouchers: number[] = [];
  for (const { free } of rows) {
    const query = `/vouchers?docKind=arAdjustment&docId=${free}`;
    const found = free === NOBODY ? [] : (await get<{ rows: Item[] }>(boss, query)).rows;
    vouchers.push(found[0]?.id ?? NOBODY);
  }
  return {
    vouchers,
    accountId,
    termId: term.id,
    rows,
    /** Of talks about what is owed, each with a promise for today. */
    notes,
    refunds,
    /** Held, of the receipts. */
    bills,
    /** Of a month that is over, and not sent yet. */
    statements,
    unknownId: await confirmed(await receipt(null, PAID)),
  };
}
