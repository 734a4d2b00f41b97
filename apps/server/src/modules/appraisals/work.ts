import { NO_DATE } from '@xinhang/db/no-date.ts';
import {
  insertSheetStep,
  itemsOfSheet,
  putItems,
  updateSheet,
  type NamedSheet,
  type SheetItemRecord,
} from '@xinhang/db/repositories/appraisal-sheets.ts';
import { readSetting } from '@xinhang/db/repositories/settings.ts';
import { gradeOf, totalOf } from '@xinhang/shared/appraisal-rules.ts';
import type { Indicator } from '@xinhang/shared/appraisal-schemes.ts';
import type { Sheet } from '@xinhang/shared/appraisals.ts';
import { addDays } from '@xinhang/shared/business-date.ts';
import type { api } from '@xinhang/shared/contract/api.ts';
import type { EndpointInput } from '@xinhang/shared/contract/endpoint.ts';
import type { NoticeKind } from '@xinhang/shared/notices.ts';
import { fieldRefused, problem } from '@xinhang/shared/problems.ts';
import { conflict } from '../../http/conflict.ts';
import type { WriteContext } from '../../http/context.ts';
import type { Http } from '../../http/implement.ts';
import { todayOf } from '../../http/today.ts';
import { headsWith } from '../org/service.ts';
import { mayScore } from './policy.ts';
import { describeSheet, needSheet } from './read.ts';
import { indicatorsOfSheet, itemsCountedNow } from './recount.ts';
import { recordSheet } from './record.ts';

type Figures = Pick<Http, 'figures'>;
type Api = typeof api.appraisals;
type Body<K extends keyof Api> = EndpointInput<Api[K]>['body'];
type Scores = Body<'fill'>['scores'];

/** A sheet in one of these states, in the hands of whoever acts. */
async function needMine(
  ctx: WriteContext,
  id: number,
  as: 'person' | 'head',
  states: readonly string[],
): Promise<NamedSheet> {
  const row = await needSheet(ctx, id);
  const { actor } = ctx;
  const mine =
    as === 'person'
      ? row.person_id === actor.userId && actor.viewAsBy === null
      : mayScore(actor, row.person_id);
  if (!mine) throw problem('forbidden');
  if (!states.includes(row.state)) throw problem('state-refused');
  return row;
}

/** What is given to manual indicators, written into the items of the sheet. */
function withScores(
  indicators: readonly Indicator[],
  items: readonly SheetItemRecord[],
  scores: Scores,
  who: 'self' | 'head',
): SheetItemRecord[] {
  const given = new Map<string, Partial<SheetItemRecord>>();
  for (const [at, { key, score, note }] of scores.entries()) {
    if (indicators.find((one) => one.key === key)?.kind !== 'manual') {
      throw fieldRefused(`/scores/${at}/key`, 'unknown-indicator');
    }
    const value = score === null ? null : Math.round(score * 100);
    given.set(
      key,
      who === 'self'
        ? { self_score: value, self_note: note }
        : { head_score: value, head_note: note },
    );
  }
  return items.map((item) => ({ ...item, ...given.get(item.key) }));
}

const scoreIn = (item: SheetItemRecord | undefined, who: 'self' | 'head') =>
  (who === 'self' ? item?.self_score : item?.head_score) ?? null;

/** Total in hundredths of a point; every manual indicator must have its score. */
function wholeTotal(
  indicators: readonly Indicator[],
  items: readonly SheetItemRecord[],
  who: 'self' | 'head',
): number {
  const byKey = new Map(items.map((item) => [item.key, item]));
  const missing = indicators.find(
    (one) => one.kind === 'manual' && scoreIn(byKey.get(one.key), who) === null,
  );
  if (missing) throw fieldRefused('/scores', 'score-missing', { name: missing.name });
  const parts = indicators.map(({ key, weight }) => ({
    weight,
    score: scoreIn(byKey.get(key), who),
  }));
  return totalOf(parts) ?? 0;
}

interface Step {
  action: string;
  verb?: Sheet['steps'][number]['verb'];
  text?: string;
  items?: readonly SheetItemRecord[];
  tell?: { kind: NoticeKind; whom: 'person' | 'head' };
}

/** Saves a sheet of the version that was seen, with what it leaves behind. */
async function save(
  http: Figures,
  ctx: WriteContext,
  row: NamedSheet,
  version: number,
  changes: Parameters<typeof updateSheet>[2],
  { action, verb, text = '', items, tell }: Step,
): Promise<Sheet> {
  const stale = version !== row.version;
  if (stale || !(await updateSheet(ctx.tx, { id: row.id, version }, changes))) {
    throw conflict(row.version, { state: row.state }, { state: changes.state ?? row.state });
  }
  if (items) await putItems(ctx.tx, items);
  if (verb) {
    const by = ctx.actor.userId || null;
    await insertSheetStep(ctx.tx, { sheet_id: row.id, at: ctx.now, verb, by_user_id: by, text });
  }
  const after = await recordSheet(ctx, action, row.id, row);
  if (tell) {
    const head = (await headsWith(ctx.tx, 'appraisals.score'))(row.person_id);
    const whom = tell.whom === 'person' ? row.person_id : head;
    const about = { entity: 'appraisal', id: row.id };
    const route = `/appraisals/${row.id}`;
    if (whom !== null && whom !== ctx.actor.userId) {
      await ctx.notify([whom], { kind: tell.kind, about, route });
    }
  }
  return await describeSheet(http, ctx, after);
}

const dueIn = async (ctx: WriteContext, who: 'self' | 'head' | 'confirm') =>
  addDays(await todayOf(ctx), await readSetting(ctx.tx, `appraisals.${who}Days`));

/** Counts the figures as they are now, while the sheet is with the person. */
export async function countAnew(http: Figures, ctx: WriteContext, id: number): Promise<Sheet> {
  const row = await needSheet(ctx, id);
  const mine = row.person_id === ctx.actor.userId && ctx.actor.viewAsBy === null;
  if (!mine && !mayScore(ctx.actor, row.person_id)) throw problem('forbidden');
  if (row.state !== 'draft') throw problem('state-refused');
  const items = await itemsCountedNow(http, ctx, row);
  const step = { action: 'appraisals.count', verb: 'counted', items } as const;
  return await save(http, ctx, row, row.version, { counted_at: ctx.now }, step);
}

/** The own score, kept or, once the period is over, handed in. */
export async function fillSheet(
  http: Figures,
  ctx: WriteContext,
  id: number,
  { version, scores, submit }: Body<'fill'>,
): Promise<Sheet> {
  const row = await needMine(ctx, id, 'person', ['draft']);
  const indicators = await indicatorsOfSheet(ctx, row);
  const items = withScores(indicators, await itemsOfSheet(ctx.tx, id), scores, 'self');
  if (!submit) return await save(http, ctx, row, version, {}, { action: 'appraisals.fill', items });
  if (row.to_on >= (await todayOf(ctx)))
    throw problem('period-running', { params: { to: row.to_on } });
  const changes = {
    state: 'submitted',
    self_total: wholeTotal(indicators, items, 'self'),
    due_on: await dueIn(ctx, 'head'),
  };
  return await save(http, ctx, row, version, changes, {
    action: 'appraisals.submit',
    verb: 'submitted',
    items,
    tell: { kind: 'appraisal-submitted', whom: 'head' },
  });
}

/** The head's score, kept or signed; without that of the person once its day has passed. */
export async function scoreSheet(
  http: Figures,
  ctx: WriteContext,
  id: number,
  { version, scores, comment, sign }: Body<'score'>,
): Promise<Sheet> {
  const row = await needMine(ctx, id, 'head', ['submitted', 'draft']);
  // Who does not hand it in until its day is scored all the same: nobody keeps his sheet open for ever.
  if (row.state === 'draft' && row.due_on >= (await todayOf(ctx))) throw problem('state-refused');
  const indicators = await indicatorsOfSheet(ctx, row);
  const items = withScores(indicators, await itemsOfSheet(ctx.tx, id), scores, 'head');
  const said = comment === undefined ? {} : { comment };
  if (!sign) {
    return await save(http, ctx, row, version, said, { action: 'appraisals.score', items });
  }
  const total = wholeTotal(indicators, items, 'head');
  const bands = {
    A: await readSetting(ctx.tx, 'appraisals.gradeA'),
    B: await readSetting(ctx.tx, 'appraisals.gradeB'),
    C: await readSetting(ctx.tx, 'appraisals.gradeC'),
  };
  const due = await dueIn(ctx, 'confirm');
  const signed = { state: 'scored', total, grade: gradeOf(total, bands), due_on: due };
  return await save(
    http,
    ctx,
    row,
    version,
    { ...said, ...signed },
    {
      action: 'appraisals.sign',
      verb: 'scored',
      items,
      tell: { kind: 'appraisal-scored', whom: 'person' },
    },
  );
}

/** Handed in: back to the person. Signed, and not confirmed or objected to: back to the head. */
export async function giveSheetBack(
  http: Figures,
  ctx: WriteContext,
  id: number,
  { version, reason }: Body<'giveBack'>,
): Promise<Sheet> {
  const row = await needMine(ctx, id, 'head', ['submitted', 'scored', 'closed']);
  if (row.state === 'closed' && row.objection === '') throw problem('state-refused');
  const toPerson = row.state === 'submitted';
  const changes = toPerson
    ? { state: 'draft', self_total: null, due_on: await dueIn(ctx, 'self') }
    : { state: 'submitted', total: null, grade: null, due_on: await dueIn(ctx, 'head') };
  return await save(http, ctx, row, version, changes, {
    action: 'appraisals.return',
    verb: toPerson ? 'returned' : 'reopened',
    text: reason,
    tell: { kind: 'appraisal-returned', whom: 'person' },
  });
}

/** The person has read it; with an objection the head hears of that. */
export async function confirmSheet(
  http: Figures,
  ctx: WriteContext,
  id: number,
  { version, objection }: Body<'confirm'>,
): Promise<Sheet> {
  const row = await needMine(ctx, id, 'person', ['scored']);
  const objects = objection !== '';
  const changes = { state: 'closed', due_on: NO_DATE, objection };
  return await save(http, ctx, row, version, changes, {
    action: 'appraisals.confirm',
    verb: objects ? 'objected' : 'confirmed',
    text: objection,
    tell: { kind: objects ? 'appraisal-objected' : 'appraisal-confirmed', whom: 'head' },
  });
}
