import { reaches } from '@xinhang/db/actor.ts';
import { NO_DATE } from '@xinhang/db/no-date.ts';
import { readSetting } from '@xinhang/db/repositories/settings.ts';
import {
  casesByIds,
  countCases,
  insertWatchStep,
  listCases,
  stepsOfCase,
  updateCase,
  type CaseRow,
} from '@xinhang/db/repositories/watch.ts';
import { addDays } from '@xinhang/shared/business-date.ts';
import type { api } from '@xinhang/shared/contract/api.ts';
import type { EndpointInput, EndpointOutput } from '@xinhang/shared/contract/endpoint.ts';
import { COUNT_CAP } from '@xinhang/shared/contract/fields.ts';
import { fieldRefused, problem } from '@xinhang/shared/problems.ts';
import type { WatchCase, WatchRow } from '@xinhang/shared/watch.ts';
import { z } from 'zod';
import { refuseDueDay } from '../../http/due-day.ts';
import { conflict } from '../../http/conflict.ts';
import type { ReadContext, WriteContext } from '../../http/context.ts';
import type { Http } from '../../http/implement.ts';
import { cutPage, startOf } from '../../http/paging.ts';
import { todayOf } from '../../http/today.ts';
import type { ApprovalTarget } from '../../registry/approvals.ts';
import { giveTask } from '../coaching/service.ts';
import { startApproval } from '../system/service.ts';
import { mayDecide, mayReadCase } from './policy.ts';
import { beginLeaving, decidedOn, recordCase } from './staff.ts';
import { unitOf } from './watch-rules.ts';

/** Kind of the approvals of an end of employment that comes from the watch list. */
const WATCH_END = 'watchEnd';

type Api = typeof api.watch;
type Body = EndpointInput<Api['decide']>['body'];

const caseById = async (ctx: ReadContext, id: number): Promise<CaseRow | undefined> =>
  (await casesByIds(ctx.db, [id]))[0];

/** A case that the actor may read; others are not there. */
export async function needCase(ctx: ReadContext, id: number): Promise<CaseRow> {
  const row = await caseById(ctx, id);
  if (!row || !mayReadCase(ctx.actor, row.person_id)) throw problem('not-found');
  return row;
}

const decidable: Readonly<Record<string, readonly Body['decision'][]>> = {
  proposed: ['watch', 'dismiss', 'end'],
  watching: ['watch', 'lift', 'end'],
};

export function toCaseRow({ actor }: ReadContext, row: CaseRow, today: string): WatchRow {
  return {
    id: row.id,
    version: row.version,
    person: { id: row.person_id, name: row.person_name },
    dept: row.dept_name,
    post: row.post,
    rule: row.rule_name,
    state: row.state as WatchRow['state'],
    period: row.period,
    untilOn: row.until_on === NO_DATE ? null : row.until_on,
    due: row.state === 'proposed' || (row.state === 'watching' && row.until_on <= today),
    madeAt: row.made_at,
    mayDecide: row.state in decidable && mayDecide(actor, row.person_id),
  };
}

export async function describeCase(http: Http, ctx: ReadContext, row: CaseRow): Promise<WatchCase> {
  const steps = await stepsOfCase(ctx.db, row.id);
  return {
    ...toCaseRow(ctx, row, await todayOf(ctx)),
    basis: row.basis as WatchCase['basis'],
    figure: row.figure,
    unit: unitOf(http, row.figure),
    bound: row.bound,
    evidence: JSON.parse(row.evidence) as WatchCase['evidence'],
    steps: steps.map((step) => ({
      at: step.at,
      by: step.by_user_id === null ? null : { id: step.by_user_id, name: step.by_name ?? '' },
      decision: step.decision as Body['decision'],
      untilOn: step.until_on,
      reason: step.reason,
      measures: JSON.parse(step.measures) as string[],
    })),
  };
}

export async function pageOfCases(
  ctx: ReadContext,
  query: EndpointInput<Api['list']>['query'],
): Promise<EndpointOutput<Api['list']>> {
  const filter = { ...decidedOn(ctx), closed: query.closed === true };
  const page = { after: startOf(query), limit: query.limit + 1 };
  const found = await listCases(ctx.db, filter, page);
  const { rows, next } = cutPage(found, query.limit, (row) => ({
    value: row.made_at,
    id: row.id,
  }));
  const today = await todayOf(ctx);
  return {
    rows: rows.map((row) => toCaseRow(ctx, row, today)),
    next,
    count: query.count ? await countCases(ctx.db, filter, COUNT_CAP) : null,
  };
}

export async function changeCase(
  ctx: WriteContext,
  action: string,
  before: CaseRow,
  changes: Parameters<typeof updateCase>[2],
): Promise<CaseRow> {
  if (!(await updateCase(ctx.tx, before, changes))) throw problem('version-conflict');
  const after = (await caseById(ctx, before.id))!;
  await recordCase(ctx, action, 'watch', after, before);
  return after;
}

/** Days ahead until which a decision may be dated: a slip of the year is none. */
const AHEAD = 366;

/** What must be said with each decision. */
function checkBody(ctx: WriteContext, row: CaseRow, body: Body, today: string): void {
  const { decision, untilOn, reason, measures } = body;
  const dated = decision === 'watch' || decision === 'end';
  if (dated && untilOn === null) throw fieldRefused('/untilOn', 'required');
  if (dated && untilOn! < today) throw fieldRefused('/untilOn', 'before-today', { today });
  const latest = addDays(today, AHEAD);
  if (dated && untilOn! > latest) throw fieldRefused('/untilOn', 'too-far-ahead', { latest });
  if (decision !== 'watch' && reason === '') throw fieldRefused('/reason', 'required');
  if (measures.length === 0) return;
  if (decision !== 'watch') throw fieldRefused('/measures', 'not-with-this');
  if (!reaches(ctx.actor, 'tasks.create', row.person_id)) {
    throw fieldRefused('/measures', 'person-out-of-reach');
  }
  for (const [at, { dueOn }] of measures.entries()) {
    refuseDueDay(`/measures/${at}/dueOn`, dueOn, today);
  }
}

/** Tells the person, where the company wants that. */
async function tellPerson(
  ctx: WriteContext,
  row: CaseRow,
  kind: 'watch-begins' | 'watch-lifted',
  date: string | null,
): Promise<void> {
  if ((await readSetting(ctx.tx, 'watch.tells')) === 'no') return;
  await ctx.notify([row.person_id], { kind, params: { date }, route: null });
}

async function settleEnd(http: Http, ctx: WriteContext, row: CaseRow): Promise<void> {
  await beginLeaving(http, ctx, row.person_id, row.until_on);
  const params = { date: row.until_on };
  await ctx.notify([row.person_id], { kind: 'employment-ends', params, route: null });
  await changeCase(ctx, 'watch.settle', row, { state: 'ended', closed: 1 });
}

export async function decideCase(
  http: Http,
  ctx: WriteContext,
  id: number,
  body: Body,
): Promise<WatchCase> {
  const row = await needCase(ctx, id);
  const { person_id: personId } = row;
  const { version, decision, untilOn, reason, measures } = body;
  if (!mayDecide(ctx.actor, personId)) throw problem('forbidden');
  if (!decidable[row.state]?.includes(decision)) throw problem('state-refused');
  if (version !== row.version) throw conflict(row.version, { state: row.state }, { decision });
  checkBody(ctx, row, body, await todayOf(ctx));
  const dated = decision === 'watch' || decision === 'end';
  await insertWatchStep(ctx.tx, {
    case_id: id,
    at: ctx.now,
    by_user_id: ctx.actor.userId,
    decision,
    until_on: dated ? untilOn : null,
    reason,
    measures: JSON.stringify(measures.map(({ text }) => text)),
  });
  switch (decision) {
    case 'watch':
      await changeCase(ctx, 'watch.decide', row, { state: 'watching', until_on: untilOn! });
      for (const { text, dueOn } of measures) await giveTask(ctx, { toId: personId, text, dueOn });
      await tellPerson(ctx, row, 'watch-begins', untilOn);
      break;
    case 'dismiss':
      await changeCase(ctx, 'watch.decide', row, { state: 'dismissed', closed: 1 });
      break;
    case 'lift':
      await changeCase(ctx, 'watch.decide', row, { state: 'lifted', closed: 1 });
      await tellPerson(ctx, row, 'watch-lifted', null);
      break;
    case 'end':
      await askEnd(http, ctx, row, untilOn!);
  }
  return await describeCase(http, ctx, (await caseById(ctx, id))!);
}

const before = z.object({ state: z.enum(['proposed', 'watching']), untilOn: z.string() });

async function askEnd(http: Http, ctx: WriteContext, row: CaseRow, lastDay: string) {
  const asked = await changeCase(ctx, 'watch.decide', row, { state: 'asked', until_on: lastDay });
  const approval = await startApproval(http, ctx, {
    kind: WATCH_END,
    subjectId: row.id,
    subjectVersion: asked.version,
    facts: {},
    // As it was: a refusal puts it back.
    changeSet: { state: row.state, untilOn: row.until_on },
  });
  if (!approval) await settleEnd(http, ctx, asked);
}

/** Ends of employment that come from the watch list and that somebody approves. */
export const watchEndTarget = (http: Http): ApprovalTarget => ({
  kind: WATCH_END,
  fields: [],
  async look(ctx, ids) {
    const rows = (await casesByIds(ctx.db, ids)).filter((row) =>
      mayReadCase(ctx.actor, row.person_id),
    );
    return new Map(
      rows.map((row) => [
        row.id,
        {
          title: row.person_name,
          lines: [{ name: 'probation-end', text: row.until_on, fen: null }],
          route: `/appraisals/watch/${row.id}`,
        },
      ]),
    );
  },
  version: async (ctx, id) => (await caseById(ctx, id))?.version ?? null,
  async apply(ctx, { subjectId }) {
    await settleEnd(http, ctx, (await caseById(ctx, subjectId))!);
  },
  async discard(ctx, { subjectId, changeSet }) {
    const row = await caseById(ctx, subjectId);
    if (row?.state !== 'asked') return;
    const { state, untilOn } = before.parse(changeSet);
    await changeCase(ctx, 'watch.reopen', row, { state, until_on: untilOn });
  },
});
