import { editionsByIds } from '@xinhang/db/repositories/appraisal-schemes.ts';
import {
  countSheets,
  itemsOfSheet,
  listSheets,
  peopleReached,
  peopleWithSheets,
  sheetById,
  stepsOfSheet,
  type NamedSheet,
  type SheetFilter,
  type SheetItemRecord,
} from '@xinhang/db/repositories/appraisal-sheets.ts';
import { NO_DATE } from '@xinhang/db/no-date.ts';
import { appraisalPeriod, type ScoringRule } from '@xinhang/shared/appraisal-rules.ts';
import type { Indicator } from '@xinhang/shared/appraisal-schemes.ts';
import type { Sheet, SheetRow } from '@xinhang/shared/appraisals.ts';
import type { api } from '@xinhang/shared/contract/api.ts';
import type { EndpointInput, EndpointOutput } from '@xinhang/shared/contract/endpoint.ts';
import { COUNT_CAP } from '@xinhang/shared/contract/fields.ts';
import { problem } from '@xinhang/shared/problems.ts';
import type { ReadContext } from '../../http/context.ts';
import type { Http } from '../../http/implement.ts';
import { cutPage, startOf } from '../../http/paging.ts';
import { todayOf } from '../../http/today.ts';
import { headsWith, userNames } from '../org/service.ts';
import { askedRule } from './count.ts';
import { mayReadOf, mayScore } from './policy.ts';
import { indicatorsOf } from './schemes.ts';

type Figures = Pick<Http, 'figures'>;
const open = new Set(['draft', 'submitted', 'scored']);

/** A sheet that the actor may read; others are not there. */
export async function needSheet(ctx: ReadContext, id: number): Promise<NamedSheet> {
  const row = await sheetById(ctx.db, id);
  if (!row || !mayReadOf(ctx.actor, row.person_id)) throw problem('not-found');
  return row;
}

export function toSheetRow({ actor }: ReadContext, row: NamedSheet): SheetRow {
  const own = row.person_id === actor.userId;
  return {
    id: row.id,
    version: row.version,
    person: { id: row.person_id, name: row.person_name },
    dept: { id: row.dept_id, name: row.dept_name },
    post: row.post,
    scheme: row.scheme_name,
    period: row.period,
    from: row.from_on,
    to: row.to_on,
    state: row.state as SheetRow['state'],
    dueOn: row.due_on === NO_DATE ? null : row.due_on,
    selfTotal: row.self_total,
    total: row.total,
    grade: row.grade as SheetRow['grade'],
    objected: row.objection !== '',
    own,
    mayScore: mayScore(actor, row.person_id),
  };
}

const shown = (rule: ScoringRule) => ({
  floor: null,
  target: null,
  cap: null,
  steps: [],
  ...rule,
});

/** Nobody looks over the other's shoulder: what is being written is its writer's until it is sent. */
function toItem(
  { figures }: Figures,
  indicator: Indicator,
  item: SheetItemRecord | undefined,
  row: NamedSheet,
  own: boolean,
): Sheet['items'][number] {
  const auto = indicator.kind === 'auto';
  const facts = auto ? (figures.get(indicator.figure) ?? null) : null;
  const { period } = appraisalPeriod(row.period)!;
  const counted = { from: row.from_on, to: row.to_on };
  const self = auto || own || row.self_total !== null;
  const head = auto || !own || row.state === 'scored' || row.state === 'closed';
  return {
    indicator,
    facts,
    asked: auto && facts ? shown(askedRule(indicator, facts, counted, period)) : null,
    figure: item?.figure ?? null,
    selfScore: self ? (item?.self_score ?? null) : null,
    selfNote: self ? (item?.self_note ?? '') : '',
    headScore: head ? (item?.head_score ?? null) : null,
    headNote: head ? (item?.head_note ?? '') : '',
  };
}

export async function describeSheet(
  http: Figures,
  ctx: ReadContext,
  row: NamedSheet,
): Promise<Sheet> {
  const [edition] = await editionsByIds(ctx.db, [row.edition_id]);
  const items = new Map((await itemsOfSheet(ctx.db, row.id)).map((item) => [item.key, item]));
  const steps = await stepsOfSheet(ctx.db, row.id);
  const base = toSheetRow(ctx, row);
  const headId = open.has(row.state)
    ? (await headsWith(ctx.db, 'appraisals.score'))(row.person_id)
    : null;
  const names = await userNames(ctx.db, headId === null ? [] : [headId]);
  const said = !base.own || row.state === 'scored' || row.state === 'closed';
  return {
    ...base,
    items: indicatorsOf(edition!).map((one) =>
      toItem(http, one, items.get(one.key), row, base.own),
    ),
    countedAt: row.counted_at,
    head: headId === null ? null : { id: headId, name: names.get(headId) ?? '' },
    comment: said ? row.comment : '',
    objection: row.objection,
    steps: steps.map((step) => ({
      at: step.at,
      verb: step.verb as Sheet['steps'][number]['verb'],
      by: step.by_user_id === null ? null : { id: step.by_user_id, name: step.by_name ?? '' },
      text: step.text,
    })),
  };
}

/** People whose sheets wait for this actor: whose head he is, as the organisation stands. */
export async function waitingFor(ctx: ReadContext): Promise<SheetFilter> {
  const { actor } = ctx;
  const reach = actor.reach.get('appraisals.score');
  const asked = {
    personIds: peopleReached(reach),
    notPersonId: actor.userId,
    states: ['submitted'],
  };
  const people = reach ? await peopleWithSheets(ctx.db, asked) : [];
  if (people.length === 0) return { ...asked, personIds: [] };
  const headOf = await headsWith(ctx.db, 'appraisals.score');
  return { ...asked, personIds: people.filter((id) => headOf(id) === actor.userId) };
}

async function filterOf(
  ctx: ReadContext,
  query: EndpointInput<typeof api.appraisals.list>['query'],
): Promise<SheetFilter> {
  const { userId, reach } = ctx.actor;
  const base: SheetFilter =
    query.box === 'own'
      ? { personIds: [userId] }
      : query.box === 'todo'
        ? await waitingFor(ctx)
        : { personIds: peopleReached(reach.get('appraisals.score')), notPersonId: userId };
  const { personId, state } = query;
  const within = (id: number) => base.personIds === null || base.personIds.includes(id);
  return {
    ...base,
    ...(personId !== undefined && { personIds: within(personId) ? [personId] : [] }),
    ...(state && { states: (base.states ?? [state]).filter((one) => one === state) }),
    period: query.period,
    ...(query.late && { dueBefore: await todayOf(ctx) }),
  };
}

export async function pageOfSheets(
  ctx: ReadContext,
  query: EndpointInput<typeof api.appraisals.list>['query'],
): Promise<EndpointOutput<typeof api.appraisals.list>> {
  const filter = await filterOf(ctx, query);
  const page = { after: startOf(query, 'string'), limit: query.limit + 1 };
  const none = filter.states?.length === 0;
  const found = none ? [] : await listSheets(ctx.db, filter, page);
  const { rows, next } = cutPage(found, query.limit, (row) => ({ value: row.to_on, id: row.id }));
  return {
    rows: rows.map((row) => toSheetRow(ctx, row)),
    next,
    count: query.count ? (none ? 0 : await countSheets(ctx.db, filter, COUNT_CAP)) : null,
  };
}
