import { editionsByIds } from '@xinhang/db/repositories/appraisal-schemes.ts';
import {
  draftsCountedBefore,
  insertSheetStep,
  itemsOfSheet,
  putItems,
  updateSheet,
  type SheetItemRecord,
  type SheetRecord,
} from '@xinhang/db/repositories/appraisal-sheets.ts';
import { company } from '@xinhang/db/repositories/company.ts';
import { readSetting } from '@xinhang/db/repositories/settings.ts';
import { appraisalPeriod, type AppraisalPeriod } from '@xinhang/shared/appraisal-rules.ts';
import type { Indicator } from '@xinhang/shared/appraisal-schemes.ts';
import { addDays, startOfDay } from '@xinhang/shared/business-date.ts';
import { problem } from '@xinhang/shared/problems.ts';
import type { ReadContext, WriteContext } from '../../http/context.ts';
import type { Http } from '../../http/implement.ts';
import { todayOf } from '../../http/today.ts';
import { countIndicators } from './count.ts';
import { recordSheet } from './record.ts';
import { indicatorsOf } from './schemes.ts';

type Figures = Pick<Http, 'figures'>;

export async function indicatorsOfSheet(
  ctx: ReadContext,
  row: Pick<SheetRecord, 'edition_id'>,
): Promise<Indicator[]> {
  return indicatorsOf((await editionsByIds(ctx.db, [row.edition_id]))[0]!);
}

/** The items of a sheet with its figures as they are now, but for those that are kept. */
async function itemsCounted(
  http: Figures,
  ctx: ReadContext,
  row: SheetRecord,
  kept: (figure: string) => boolean,
): Promise<SheetItemRecord[]> {
  const indicators = await indicatorsOfSheet(ctx, row);
  const counted = { userId: row.person_id, from: row.from_on, to: row.to_on };
  const { period } = appraisalPeriod(row.period)!;
  const scores = await countIndicators(http, ctx, indicators, counted, period);
  const frozen = new Set(
    indicators.flatMap((one) => (one.kind === 'auto' && kept(one.figure) ? [one.key] : [])),
  );
  return (await itemsOfSheet(ctx.db, row.id)).map((item) => {
    const found = scores.get(item.key);
    if (!found || (frozen.has(item.key) && item.figure !== null)) return item;
    return { ...item, figure: found.figure, self_score: found.score, head_score: found.score };
  });
}

/**
 * The same, asked by a person. What is only known of the moment stays as it was once its period is
 * over: the backlog of today says nothing of October.
 */
export async function itemsCountedNow(
  http: Figures,
  ctx: ReadContext,
  row: SheetRecord,
): Promise<SheetItemRecord[]> {
  const over = row.to_on < (await todayOf(ctx));
  return await itemsCounted(
    http,
    ctx,
    row,
    (figure) => over && http.figures.get(figure)?.momentary === true,
  );
}

/**
 * Counts anew what was counted before its period was over, as long as nobody handed it in, and lets
 * the days for that begin.
 */
export async function recountEarly(
  http: Figures,
  ctx: WriteContext,
  period: AppraisalPeriod,
  personIds: readonly number[],
): Promise<void> {
  const zone = (await company(ctx.tx))!.time_zone;
  const end = startOfDay(addDays(period.to, 1), zone);
  if (ctx.now < end) return;
  const dueOn = addDays(await todayOf(ctx), await readSetting(ctx.tx, 'appraisals.selfDays'));
  for (const row of await draftsCountedBefore(ctx.tx, period.key, personIds, end)) {
    const items = await itemsCounted(http, ctx, row, () => false);
    if (!(await updateSheet(ctx.tx, row, { counted_at: ctx.now, due_on: dueOn }))) {
      throw problem('version-conflict');
    }
    await putItems(ctx.tx, items);
    const step = { sheet_id: row.id, at: ctx.now, verb: 'counted', text: '' };
    await insertSheetStep(ctx.tx, { ...step, by_user_id: null });
    await recordSheet(ctx, 'appraisals.count', row.id, row);
  }
}
