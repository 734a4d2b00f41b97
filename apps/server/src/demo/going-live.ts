import { addDays } from '@xinhang/shared/business-date.ts';
import type { Deps } from '../deps.ts';
import { runCommand } from '../http/command.ts';
import type { WriteContext } from '../http/context.ts';
import type { EventHub } from '../http/events.ts';
import { describe, setDate, setTotals, start } from '../modules/opening/state.ts';
import { BEGUN, firstDay } from './first-day.ts';
import { importFile } from './import-file.ts';
import { actorFor, demoContext, type Cast } from './play.ts';

const DAY_MS = 86_400_000;
const ACCOUNTANT = 'songlihua';
const OWNER = 'linyuanfan';
const MAKER = '株洲钻石刀具有限公司';

/** Two orders that a supplier of the program before still owes goods for. */
const onTheirWay = (date: string) =>
  [
    '供应商,采购单号,日期,预计到货,商品名称,规格,未到数量,含税单价',
    `${MAKER},CG-0817,${addDays(date, -15)},${addDays(date, 75)},硬质合金立铣刀,D10×75,300,51.5`,
    `${MAKER},CG-0817,${addDays(date, -15)},${addDays(date, 75)},麻花钻,D6.5,600,5.2`,
    `${MAKER},CG-0822,${addDays(date, -9)},${addDays(date, 90)},丝锥,M8×1.25,200,14.1`,
    '',
  ].join('\r\n');

/** A bill that the maker was given before the company came here, not due yet. */
const givenBefore = (date: string) =>
  [
    '供应商,票据号码,票据种类,出票人,承兑人,出票日期,到期日,票面金额',
    `${MAKER},130258100041720240917000001,银行承兑,北辰机电有限公司,招商银行,${addDays(date, -40)},${addDays(date, 140)},"50,000.00"`,
    '',
  ].join('\r\n');

/** The company came from another program: its sums were compared, and the books have begun. */
export async function makeGoingLive(
  deps: Deps,
  hub: EventHub,
  cast: Cast,
  now: number,
): Promise<void> {
  const actor = await actorFor(deps.db.read, cast, ACCOUNTANT);
  const date = firstDay(now);
  const as = <T>(work: (ctx: WriteContext) => Promise<T>) =>
    runCommand(deps.db, hub, (_tx, context) =>
      work(context(demoContext(deps, actor, now - BEGUN * DAY_MS))),
    );
  await as(async (ctx) => await setDate(ctx, { version: 0, date }));
  await importFile(deps, hub, await actorFor(deps.db.read, cast, OWNER), {
    kind: 'openingPurchases',
    name: '未到采购订单.csv',
    text: onTheirWay(date),
  });
  await importFile(deps, hub, actor, {
    kind: 'openingBillsIssued',
    name: '开出未付的承兑.csv',
    text: givenBefore(date),
  });
  await as(async (ctx) => {
    const { version } = await describe(ctx);
    const { totals } = await describe(ctx);
    const said = totals.map(({ key, account, now: old }) => ({
      key,
      accountId: account?.id ?? null,
      old,
    }));
    const typed = await setTotals(ctx, { version, totals: said });
    await start(ctx, { version: typed.version, reason: '' });
  });
}
