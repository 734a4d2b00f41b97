import { customerById } from '@xinhang/db/repositories/customer-keys.ts';
import { addDays, businessDate } from '@xinhang/shared/business-date.ts';
import type { Deps } from '../deps.ts';
import { runCommand } from '../http/command.ts';
import type { WriteContext } from '../http/context.ts';
import type { EventHub } from '../http/events.ts';
import { addCashAccount } from '../modules/finance/cash-accounts.ts';
import { confirmReceipt } from '../modules/finance/receipts/confirm.ts';
import { createReceipt } from '../modules/finance/receipts/drafts.ts';
import { propose } from '../modules/finance/settling.ts';
import { customers } from '../modules/finance/sides.ts';
import { addTerm, setTermsOfCustomer } from '../modules/ledgers/terms.ts';
import { adjust } from '../modules/finance/receivables/adjust.ts';
import { Dice } from './dice.ts';
import { BEGUN, firstDay } from './first-day.ts';
import { DEMO_ZONE } from './make-plan.ts';
import { actorFor, demoContext, type Cast } from './play.ts';

const DAY_MS = 86_400_000;
const ACCOUNTANT = 'songlihua';
/** So many of a hundred customers come with old debts, and of those so many pay something. */
const OWING = 0.12;
const PAYING = 0.6;

const accounts = [
  {
    name: '工行基本户',
    kind: 'bank',
    bankName: '工商银行苏州园区支行',
    bankNo: '1102021209000882',
  },
  { name: '建行一般户', kind: 'bank', bankName: '建设银行苏州分行', bankNo: '3220198826360051' },
  { name: '现金', kind: 'cash', bankName: '', bankNo: '' },
  { name: '微信收款', kind: 'wallet', bankName: '', bankNo: '' },
] as const;
const terms = [
  ['月结30天', [[100, 'monthEnd', 30]]],
  ['月结60天', [[100, 'monthEnd', 60]]],
  ['票到30天', [[100, 'fapiao', 30]]],
  ['款到发货', [[100, 'order', 0]]],
  [
    '30/60/10',
    [
      [30, 'order', 0],
      [60, 'shipment', 7],
      [10, 'acceptance', 90],
    ],
  ],
] as const;
const WITH_TERMS = 0.3;
/** Unpaid documents of the old books: days before the first one here, and days to pay. */
const old = [
  [95, 30],
  [64, 60],
  [38, 30],
  [21, 90],
] as const;

/** Accounts of money, unpaid documents of the old books, and what was paid since. */
export async function makeFinance(
  deps: Deps,
  hub: EventHub,
  cast: Cast,
  { seed, now }: { seed: number; now: number },
): Promise<void> {
  const dice = new Dice(seed + 23);
  const as = async <T>(days: number, work: (ctx: WriteContext) => Promise<T>): Promise<T> => {
    const actor = await actorFor(deps.db.read, cast, ACCOUNTANT);
    const at = demoContext(deps, actor, now - days * DAY_MS);
    return await runCommand(deps.db, hub, async (_tx, context) => await work(context(at)));
  };
  const accountIds = await as(BEGUN, async (ctx) => {
    const ids: number[] = [];
    for (const [at, account] of accounts.entries()) {
      ids.push((await addCashAccount(ctx, { ...account, sort: at * 10 })).id);
    }
    return ids;
  });
  await as(BEGUN, (ctx) => agreeTerms(ctx, dice, cast));
  const owing = await as(BEGUN, (ctx) => openBooks(ctx, dice, cast, firstDay(now)));
  for (const customerId of owing) {
    if (!dice.chance(PAYING)) continue;
    const days = dice.int(2, BEGUN - 5);
    await as(days, (ctx) => pay(ctx, dice, { customerId, accountId: dice.pick(accountIds) }));
  }
  const [bank] = accountIds as [number];
  await as(1, async (ctx) => {
    const said = { payer: '苏州市相城区元和恒达机电经营部', amountFen: 1_268_000 };
    const row = await createReceipt(ctx, {
      ...head(ctx, bank),
      ...said,
      customerId: null,
      lines: [],
    });
    await confirmReceipt(ctx, row.id, row.version);
  });
  await as(0, async (ctx) => {
    const [customerId] = owing as [number];
    const { rows } = await propose(ctx, customers, customerId, 500_000);
    const lines = rows.filter((line) => line.amountFen > 0);
    const said = { customerId, amountFen: 500_000, note: '客户说今天到账，等银行回单', lines };
    await createReceipt(ctx, { ...head(ctx, bank), ...said });
  });
}

const head = (ctx: WriteContext, accountId: number) => ({
  payer: '',
  accountId,
  bill: null,
  businessDate: businessDate(ctx.now, DEMO_ZONE),
  method: 'transfer' as const,
  feeFen: 0,
  note: '',
});

/** Most pay by the month; a few in parts, or before anything is delivered. */
async function agreeTerms(ctx: WriteContext, dice: Dice, cast: Cast): Promise<void> {
  const ids: number[] = [];
  for (const [at, [name, lines]] of terms.entries()) {
    const whole = lines.map(([percent, trigger, days]) => ({
      shareBp: percent * 100,
      trigger,
      days,
      fixedDay: null,
    }));
    ids.push((await addTerm(ctx, { name, sort: at * 10, lines: whole })).id);
  }
  for (const customerId of cast.customers.values()) {
    const customer = await customerById(ctx.tx, customerId);
    if (!customer || customer.archived_at !== null || customer.owner_id === null) continue;
    if (!dice.chance(WITH_TERMS)) continue;
    const overdueDays = dice.chance(0.5) ? 30 : null;
    await setTermsOfCustomer(ctx, customerId, { termId: dice.pick(ids), overdueDays });
  }
}

async function openBooks(
  ctx: WriteContext,
  dice: Dice,
  cast: Cast,
  first: string,
): Promise<number[]> {
  const owing: number[] = [];
  for (const customerId of cast.customers.values()) {
    const customer = await customerById(ctx.tx, customerId);
    if (!customer || customer.archived_at !== null || customer.owner_id === null) continue;
    if (!dice.chance(OWING)) continue;
    owing.push(customerId);
    for (const [before, term] of old) {
      if (!dice.chance(0.5)) continue;
      const day = addDays(first, -before);
      await adjust(ctx, {
        kind: 'opening',
        customerId,
        oldNo: `XS-${day.replaceAll('-', '')}-${String(dice.int(1, 60)).padStart(3, '0')}`,
        businessDate: day,
        dueDate: addDays(day, term),
        amountFen: dice.int(18, 960) * 10_000 + dice.int(0, 99) * 100,
        note: '',
      });
    }
  }
  return owing;
}

/** Pays a round sum, the oldest first; a few let the odd yuan go. */
async function pay(
  ctx: WriteContext,
  dice: Dice,
  { customerId, accountId }: { customerId: number; accountId: number },
): Promise<void> {
  const owed = (await propose(ctx, customers, customerId, 0)).rows.reduce(
    (sum, line) => sum + line.openFen,
    0,
  );
  const amountFen = Math.max(
    100_000,
    Math.round((owed * dice.pick([0.4, 0.7, 1])) / 100_000) * 100_000,
  );
  const { rows } = await propose(ctx, customers, customerId, amountFen);
  const lines = rows.filter((line) => line.amountFen > 0);
  const row = await createReceipt(ctx, { ...head(ctx, accountId), customerId, amountFen, lines });
  await confirmReceipt(ctx, row.id, row.version);
}
