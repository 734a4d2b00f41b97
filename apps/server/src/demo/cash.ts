import { allCashAccounts } from '@xinhang/db/repositories/cash.ts';
import { allCashCategories } from '@xinhang/db/repositories/cash-categories.ts';
import { businessDate } from '@xinhang/shared/business-date.ts';
import type { Deps } from '../deps.ts';
import { runCommand } from '../http/command.ts';
import type { WriteContext } from '../http/context.ts';
import type { EventHub } from '../http/events.ts';
import { openCashAccount } from '../modules/finance/cash-openings.ts';
import { confirmOtherCash } from '../modules/finance/other-cash/confirm.ts';
import { createOtherCash } from '../modules/finance/other-cash/drafts.ts';
import { confirmTransfer } from '../modules/finance/transfers/confirm.ts';
import { createTransfer } from '../modules/finance/transfers/drafts.ts';
import { BEGUN, lastDayBefore } from './first-day.ts';
import { DEMO_ZONE } from './make-plan.ts';
import { actorFor, demoContext, type Cast } from './play.ts';

const DAY_MS = 86_400_000;
const ACCOUNTANT = 'songlihua';
const YUAN = 100;

/** What the accounts began with, in yuan, in the order in which they stand. */
const openings = [862_400, 215_000, 6_000, 3_280];
/** Days ago, kind, category, yuan, whom, what for. */
const others = [
  [52, 'payment', '工资社保', 186_300, '', '九月工资'],
  [48, 'payment', '房租水电', 32_000, '苏州园区兴业置业', '四季度厂房租金'],
  [40, 'income', '利息收入', 412.35, '工商银行', '三季度存款利息'],
  [33, 'payment', '税费', 21_460.8, '苏州工业园区税务局', '增值税和附加'],
  [21, 'payment', '工资社保', 188_900, '', '十月工资'],
  [15, 'income', '废品收入', 1_850, '物资回收站', '铁屑和包装箱'],
  [6, 'payment', '银行手续费', 260, '建设银行', '网银年费'],
] as const;
/** Days ago, from, to, yuan, fee in yuan, what for. */
const moves = [
  [44, 0, 2, 5_000, 0, '备用金'],
  [30, 3, 0, 2_600, 2.6, '微信提现'],
  [9, 0, 1, 80_000, 5, '备付货款'],
] as const;

const fenOf = (yuan: number) => Math.round(yuan * YUAN);

/** What accounts of money began with, and how money moved without goods since. */
export async function makeCash(deps: Deps, hub: EventHub, cast: Cast, now: number): Promise<void> {
  const as = async (days: number, work: (ctx: WriteContext) => Promise<unknown>) => {
    const actor = await actorFor(deps.db.read, cast, ACCOUNTANT);
    const at = demoContext(deps, actor, now - days * DAY_MS);
    await runCommand(deps.db, hub, async (_tx, context) => {
      await work(context(at));
    });
  };
  const today = (ctx: WriteContext) => businessDate(ctx.now, DEMO_ZONE);
  const accountIds = (await allCashAccounts(deps.db.read)).map(({ id }) => id);
  const categories = await allCashCategories(deps.db.read);
  await as(BEGUN, async (ctx) => {
    for (const [at, yuan] of openings.entries()) {
      const said = { businessDate: lastDayBefore(now), amountFen: fenOf(yuan), note: '' };
      await openCashAccount(ctx, accountIds[at]!, said);
    }
  });
  for (const [days, kind, name, yuan, partyName, note] of others) {
    await as(days, async (ctx) => {
      const row = await createOtherCash(ctx, {
        kind,
        categoryId: categories.find((one) => one.kind === kind && one.name === name)!.id,
        accountId: accountIds[0]!,
        businessDate: today(ctx),
        amountFen: fenOf(yuan),
        party: { kind: 'none', id: null, name: partyName },
        note,
      });
      await confirmOtherCash(ctx, row.id, row.version);
    });
  }
  for (const [days, from, to, yuan, fee, note] of moves) {
    await as(days, async (ctx) => {
      const row = await createTransfer(ctx, {
        fromId: accountIds[from]!,
        toId: accountIds[to]!,
        businessDate: today(ctx),
        amountFen: fenOf(yuan),
        feeFen: fenOf(fee),
        note,
      });
      await confirmTransfer(ctx, row.id, row.version);
    });
  }
}
