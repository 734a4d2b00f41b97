import { addDays, businessDate } from '@xinhang/shared/business-date.ts';
import type { Deps } from '../deps.ts';
import { runCommand } from '../http/command.ts';
import type { WriteContext } from '../http/context.ts';
import type { EventHub } from '../http/events.ts';
import { describeBill } from '../modules/finance/bills/describe.ts';
import { moveBill } from '../modules/finance/bills/move.ts';
import { listCashAccounts } from '../modules/finance/cash-accounts.ts';
import { payablesOf } from '../modules/finance/payables/list.ts';
import { confirmPayment } from '../modules/finance/payments/confirm.ts';
import { createPayment } from '../modules/finance/payments/drafts.ts';
import { confirmReceipt } from '../modules/finance/receipts/confirm.ts';
import { createReceipt } from '../modules/finance/receipts/drafts.ts';
import { receivablesOf } from '../modules/finance/receivables/list.ts';
import { propose } from '../modules/finance/settling.ts';
import { customers, suppliers } from '../modules/finance/sides.ts';
import { DEMO_ZONE } from './make-plan.ts';
import { actorFor, demoContext, type Cast } from './play.ts';

const DAY_MS = 86_400_000;
const ACCOUNTANT = 'songlihua';
const YUAN = 100;
/** Which of them has a range. */
const SPLITTABLE = 1;
/** Days ago it came and days until it is due, who accepted it, and what became of it. */
const came = [
  [20, 5, 'bank', '中国工商银行苏州工业园区支行', 'held'],
  [40, 120, 'bank', '招商银行上海分行', 'held'],
  [12, 75, 'commercial', '江苏恒立液压股份有限公司', 'held'],
  [30, 60, 'bank', '宁波银行苏州分行', 'discount'],
  [25, 90, 'bank', '交通银行无锡分行', 'endorse'],
  [18, -6, 'commercial', '昆山联发纺织有限公司', 'dishonour'],
] as const;

/** Bills that customers gave, what became of them, and one that a supplier was given. */
export async function makeBills(deps: Deps, hub: EventHub, cast: Cast, now: number): Promise<void> {
  const actor = await actorFor(deps.db.read, cast, ACCOUNTANT);
  const as = async <T>(days: number, work: (ctx: WriteContext) => Promise<T>) =>
    await runCommand(deps.db, hub, async (_tx, context) => {
      return await work(context(demoContext(deps, actor, now - days * DAY_MS)));
    });
  const today = businessDate(now, DEMO_ZONE);
  const paper = (at: number, due: number, kind: 'bank' | 'commercial', acceptor: string) => ({
    kind,
    no: `${kind === 'bank' ? '5' : '6'}102584000${String(20_261_100 + at).padStart(21, '0')}`,
    drawer: kind === 'bank' ? '苏州恒达机械有限公司' : acceptor,
    acceptor,
    issuedOn: addDays(today, due - 180),
    dueOn: addDays(today, due),
  });
  const { owing, owed, accountId } = await as(0, async (ctx) => {
    const bank = (await listCashAccounts(ctx)).find((one) => one.kind === 'bank' && one.active);
    return {
      owing: (await receivablesOf(ctx, {}, today)).rows.filter((row) => row.balanceFen > 0),
      owed: (await payablesOf(ctx, {}, today)).rows.filter((row) => row.balanceFen > 0),
      accountId: bank!.id,
    };
  });
  for (const [at, [ago, due, kind, acceptor, then]] of came.entries()) {
    const customer = owing[at]?.customer;
    if (!customer) continue;
    const bill = paper(at, due, kind, acceptor);
    const cameOn = addDays(today, -ago);
    const id = await as(ago, async (ctx) => {
      const amountFen = (3 + at * 2) * 10_000 * YUAN;
      const proposed = await propose(ctx, customers, customer.id, amountFen);
      const row = await createReceipt(ctx, {
        customerId: customer.id,
        payer: '',
        accountId: null,
        // Of the new system, which splits them, where the bank keeps it.
        bill: {
          ...bill,
          subFrom: at === SPLITTABLE ? 1 : null,
          subTo: at === SPLITTABLE ? amountFen : null,
          transferable: true,
        },
        method: 'bill',
        businessDate: cameOn,
        amountFen,
        feeFen: 0,
        note: '',
        lines: proposed.rows.filter((line) => line.amountFen > 0 && line.businessDate <= cameOn),
      });
      const done = await confirmReceipt(ctx, row.id, row.version);
      return done.bill_id!;
    });
    await after(as, { id, later: then, ago, today, accountId, supplierId: owed[0]?.supplier.id });
  }
  const [, second] = owed;
  if (!second) return;
  await as(15, async (ctx) => {
    const amountFen = 40_000 * YUAN;
    const row = await createPayment(ctx, {
      ...head(second.supplier.id, addDays(today, -15), amountFen),
      billId: null,
      bill: {
        ...paper(9, 4, 'bank', '中国银行苏州分行'),
        drawer: '本公司',
        subFrom: null,
        subTo: null,
        transferable: true,
      },
      lines: await linesOf(ctx, second.supplier.id, amountFen, addDays(today, -15)),
    });
    await confirmPayment(ctx, row.id, row.version);
  });
}

const head = (supplierId: number, businessDate: string, amountFen: number) => ({
  supplierId,
  accountId: null,
  method: 'bill' as const,
  businessDate,
  amountFen,
  feeFen: 0,
  note: '',
});

async function linesOf(ctx: WriteContext, supplierId: number, amountFen: number, on: string) {
  const { rows } = await propose(ctx, suppliers, supplierId, amountFen);
  return rows.filter((line) => line.amountFen > 0 && line.businessDate <= on);
}

interface Later {
  id: number;
  later: (typeof came)[number][4];
  ago: number;
  today: string;
  accountId: number;
  supplierId: number | undefined;
}

/** What became of one of them, some days after it came. */
async function after(
  as: <T>(days: number, work: (ctx: WriteContext) => Promise<T>) => Promise<T>,
  { id, later, ago, today, accountId, supplierId }: Later,
): Promise<void> {
  if (later === 'held') return;
  const days = later === 'dishonour' ? 2 : ago - 5;
  const on = addDays(today, -days);
  await as(days, async (ctx) => {
    const { version, amountFen } = await describeBill(ctx, id);
    if (later === 'endorse') {
      if (supplierId === undefined) return;
      const row = await createPayment(ctx, {
        ...head(supplierId, on, amountFen),
        billId: id,
        bill: null,
        lines: await linesOf(ctx, supplierId, amountFen, on),
      });
      await confirmPayment(ctx, row.id, row.version);
      return;
    }
    const fee = later === 'discount' ? Math.round(amountFen * 0.006) : 0;
    await moveBill(ctx, id, {
      version,
      kind: later,
      businessDate: on,
      accountId: later === 'discount' ? accountId : null,
      feeFen: fee,
      note: later === 'dishonour' ? '承兑人账户余额不足' : '',
    });
  });
}
