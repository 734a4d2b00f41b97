import { TODAY, type Hands } from './plant-customers.ts';

/** Of the advance of the payment, in fen. */
export const REFUNDED_BY_SUPPLIER = 10;
/** What the supplier is owed of the old document, in fen. */
export const OWED_TO_SUPPLIER = 70_000;
const PAID = 3_000;
const USED = 700;

interface Account {
  items: { id: number; kind: string }[];
  allocations: { id: number }[];
}

/** Of the supplier: an old document that a payment settles in part, one that is free, and a draft. */
export async function plantPayables(
  { plant, get, boss }: Hands,
  { supplierId, accountId }: { supplierId: number; accountId: number },
) {
  const path = `/suppliers/${supplierId}/payables`;
  const old = async (oldNo: string, amountFen: number) => {
    const body = { kind: 'opening', supplierId, oldNo, businessDate: '2026-09-01', amountFen };
    return (await plant(boss, 'POST', '/ap-adjustments', body)).id;
  };
  const payment = async (lines: object[]) => {
    const body = { supplierId, accountId, businessDate: TODAY, amountFen: PAID, lines };
    return (await plant(boss, 'POST', '/payments', body)).id;
  };
  await old('M1', OWED_TO_SUPPLIER);
  const owed = (await get<Account>(boss, path)).items[0]!.id;
  const paymentId = await payment([{ itemId: owed, amountFen: USED }]);
  await plant(boss, 'POST', `/payments/${paymentId}/confirm`, { version: 1 });
  const { items, allocations } = await get<Account>(boss, path);
  const paid = items.find(({ kind }) => kind === 'advance')!.id;
  const refund = {
    supplierId,
    accountId,
    businessDate: TODAY,
    lines: [{ itemId: paid, amountFen: REFUNDED_BY_SUPPLIER }],
  };
  const free = await old('M2', 1);
  const september = { from: '2026-09-01', to: '2026-09-30', supplierIds: [supplierId] };
  await plant(boss, 'POST', '/supplier-statements', september);
  const made = await get<{ rows: { id: number }[] }>(boss, '/supplier-statements');
  return {
    statement: made.rows[0]!.id,
    owed,
    paid,
    refund,
    refunded: (await plant(boss, 'POST', '/supplier-refunds', refund)).id,
    allocation: allocations[0]!.id,
    free,
    payment: paymentId,
    draft: await payment([]),
    correction: {
      kind: 'priceDifference',
      supplierId,
      businessDate: TODAY,
      amountFen: -5,
      note: '矩阵',
    },
  };
}
