import { company } from '@xinhang/db/repositories/company.ts';
import {
  countReviews,
  listReviews,
  reviewsByIds,
  updateProbationReview,
  type ReviewRow,
} from '@xinhang/db/repositories/probation.ts';
import { addDays, businessDate } from '@xinhang/shared/business-date.ts';
import type { api } from '@xinhang/shared/contract/api.ts';
import type { EndpointInput, EndpointOutput } from '@xinhang/shared/contract/endpoint.ts';
import { COUNT_CAP } from '@xinhang/shared/contract/fields.ts';
import type { Probation, ProbationRow } from '@xinhang/shared/probation.ts';
import { fieldRefused, problem } from '@xinhang/shared/problems.ts';
import { z } from 'zod';
import { conflict } from '../../http/conflict.ts';
import type { ReadContext, WriteContext } from '../../http/context.ts';
import type { Http } from '../../http/implement.ts';
import { cutPage, startOf } from '../../http/paging.ts';
import { todayOf } from '../../http/today.ts';
import type { ApprovalTarget } from '../../registry/approvals.ts';
import { changeUser, needPerson } from '../org/service.ts';
import { startApproval } from '../system/service.ts';
import { countFigures } from './count.ts';
import { mayDecide, mayReadCase } from './policy.ts';
import { beginLeaving, decidedOn, recordCase } from './staff.ts';

/** Kind of the approvals of such decisions. */
const PROBATION = 'probation';
/** No office has older records. */
const FIRST_DAY = '2000-01-01';

type Api = typeof api.probation;

async function reviewById(ctx: ReadContext, id: number): Promise<ReviewRow | undefined> {
  return (await reviewsByIds(ctx.db, [id]))[0];
}

/** A review that the actor may read; others are not there. */
export async function needReview(ctx: ReadContext, id: number): Promise<ReviewRow> {
  const row = await reviewById(ctx, id);
  if (!row || !mayReadCase(ctx.actor, row.person_id)) throw problem('not-found');
  return row;
}

export function toReviewRow({ actor }: ReadContext, row: ReviewRow): ProbationRow {
  const { decided_by: by } = row;
  return {
    id: row.id,
    version: row.version,
    person: { id: row.person_id, name: row.person_name },
    dept: row.dept_name,
    post: row.post,
    hiredOn: row.hired_on,
    endsOn: row.ends_on,
    state: row.state as ProbationRow['state'],
    decision: row.decision as ProbationRow['decision'],
    on: row.decided_on,
    note: row.note,
    decidedBy: by === null ? null : { id: by, name: row.decider_name ?? '' },
    decidedAt: row.decided_at,
    mayDecide: row.state === 'open' && mayDecide(actor, row.person_id),
  };
}

type Counted = Pick<Probation, 'figures' | 'from' | 'to'>;

/** What the person did since hiring, as it is counted now. */
async function figuresNow(http: Http, ctx: ReadContext, row: ReviewRow): Promise<Counted> {
  const zone = (await company(ctx.db))!.time_zone;
  const to = businessDate(ctx.now, zone);
  const from = row.hired_on !== null && row.hired_on < to ? row.hired_on : FIRST_DAY;
  const facts = http.figures.all();
  const keys = facts.map(({ key }) => key);
  const found = await countFigures(http, ctx, keys, { userId: row.person_id, from, to });
  const figures = facts.map(({ key, unit }) => ({ key, unit, value: found.get(key) ?? null }));
  return { figures, from, to };
}

export async function describeReview(
  http: Http,
  ctx: ReadContext,
  row: ReviewRow,
): Promise<Probation> {
  const counted =
    row.figures === null ? await figuresNow(http, ctx, row) : (JSON.parse(row.figures) as Counted);
  return { ...toReviewRow(ctx, row), ...counted };
}

export async function pageOfReviews(
  ctx: ReadContext,
  query: EndpointInput<Api['list']>['query'],
): Promise<EndpointOutput<Api['list']>> {
  const filter = { ...decidedOn(ctx), closed: query.closed === true };
  const page = { after: startOf(query, 'string'), limit: query.limit + 1 };
  const found = await listReviews(ctx.db, filter, page);
  const { rows, next } = cutPage(found, query.limit, (row) => ({
    value: row.ends_on,
    id: row.id,
  }));
  return {
    rows: rows.map((row) => toReviewRow(ctx, row)),
    next,
    count: query.count ? await countReviews(ctx.db, filter, COUNT_CAP) : null,
  };
}

async function change(
  ctx: WriteContext,
  action: string,
  before: ReviewRow,
  changes: Parameters<typeof updateProbationReview>[2],
): Promise<ReviewRow> {
  if (!(await updateProbationReview(ctx.tx, before, changes))) throw problem('version-conflict');
  const after = (await reviewById(ctx, before.id))!;
  await recordCase(ctx, action, 'probation', after, before);
  return after;
}

const decided = z.object({
  decision: z.enum(['regularise', 'extend', 'end']),
  on: z.string(),
});
type Decided = z.output<typeof decided>;

const ended = { regularise: 'regularised', extend: 'extended', end: 'ended' } as const;
const told = {
  regularise: 'probation-regularised',
  extend: 'probation-extended',
  end: 'employment-ends',
} as const;

/** Does what was decided: dates of the person, or the way out; the person is told. */
async function carryOut(
  http: Http,
  ctx: WriteContext,
  row: ReviewRow,
  { decision, on }: Decided,
): Promise<ReviewRow> {
  const { person_id: id } = row;
  if (decision === 'end') await beginLeaving(http, ctx, id, on);
  else {
    const { version } = await needPerson(ctx.tx, id);
    const dates = decision === 'regularise' ? { regularisedOn: on } : { probationEndsOn: on };
    await changeUser(http, ctx, id, { version, ...dates });
  }
  await ctx.notify([id], { kind: told[decision], params: { date: on }, route: null });
  return await change(ctx, 'probation.settle', row, { state: ended[decision], closed: 1 });
}

/**
 * Days after the end of the probation, or after today if that is later, until which a decision may
 * be dated: a slip of the year is none. A probation lasts six months at most (Labour Contract Law,
 * article 19).
 */
const AHEAD = { regularise: 31, extend: 184, end: 366 } as const;

function checkDates(row: ReviewRow, { decision, on }: Decided, today: string): void {
  const { hired_on: hired } = row;
  if (decision === 'extend' && on <= row.ends_on) {
    throw fieldRefused('/on', 'not-after-probation', { date: row.ends_on });
  }
  if (hired !== null && on < hired) {
    throw fieldRefused('/on', 'before-hired', { hiredOn: hired, date: on });
  }
  if (decision === 'end' && on < today) throw fieldRefused('/on', 'before-today', { today });
  const latest = addDays(today > row.ends_on ? today : row.ends_on, AHEAD[decision]);
  if (on > latest) throw fieldRefused('/on', 'too-far-ahead', { latest });
}

export async function decideReview(
  http: Http,
  ctx: WriteContext,
  id: number,
  { version, decision, on, note }: EndpointInput<Api['decide']>['body'],
): Promise<Probation> {
  const row = await needReview(ctx, id);
  if (!mayDecide(ctx.actor, row.person_id)) throw problem('forbidden');
  if (row.state !== 'open') throw problem('state-refused');
  if (version !== row.version) throw conflict(row.version, { state: row.state }, { decision });
  checkDates(row, { decision, on }, await todayOf(ctx));
  if (decision !== 'regularise' && note === '') throw fieldRefused('/note', 'required');
  const asked = await change(ctx, 'probation.decide', row, {
    state: 'asked',
    decision,
    decided_on: on,
    note,
    decided_by: ctx.actor.userId,
    decided_at: ctx.now,
    figures: JSON.stringify(await figuresNow(http, ctx, row)),
  });
  const approval = await startApproval(http, ctx, {
    kind: PROBATION,
    subjectId: id,
    subjectVersion: asked.version,
    facts: {},
    changeSet: { decision, on } satisfies Decided,
  });
  if (!approval) await carryOut(http, ctx, asked, { decision, on });
  return await describeReview(http, ctx, (await reviewById(ctx, id))!);
}

/** Decisions on probation that somebody approves. */
export const probationTarget = (http: Http): ApprovalTarget => ({
  kind: PROBATION,
  fields: [],
  async look(ctx, ids) {
    const rows = (await reviewsByIds(ctx.db, ids)).filter((row) =>
      mayReadCase(ctx.actor, row.person_id),
    );
    return new Map(
      rows.map((row) => [
        row.id,
        {
          title: row.person_name,
          lines: [
            { name: `probation-${row.decision}`, text: row.decided_on, fen: null },
            ...(row.note === '' ? [] : [{ name: 'text', text: row.note, fen: null }]),
          ],
          route: `/appraisals/probation/${row.id}`,
        },
      ]),
    );
  },
  version: async (ctx, id) => (await reviewById(ctx, id))?.version ?? null,
  async apply(ctx, { subjectId, changeSet }) {
    const row = (await reviewById(ctx, subjectId))!;
    await carryOut(http, ctx, row, decided.parse(changeSet));
  },
  async discard(ctx, { subjectId }) {
    const row = await reviewById(ctx, subjectId);
    if (row?.state !== 'asked') return;
    await change(ctx, 'probation.reopen', row, {
      state: 'open',
      decision: null,
      decided_on: null,
      decided_by: null,
      decided_at: null,
      figures: null,
    });
  },
});
