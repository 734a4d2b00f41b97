import { NO_DATE } from '@xinhang/db/no-date.ts';
import { totalsIn } from '@xinhang/db/repositories/appraisal-sheets.ts';
import {
  insertProbationReview,
  openReviews,
  reviewsByIds,
  updateProbationReview,
} from '@xinhang/db/repositories/probation.ts';
import {
  allWatchRules,
  casesByIds,
  insertCase,
  openCases,
  proposedIn,
  type WatchRuleRecord,
} from '@xinhang/db/repositories/watch.ts';
import {
  appraisalPeriodBefore,
  appraisalPeriodOf,
  daysOf,
  type AppraisalPeriod,
  type AppraisalSpan,
} from '@xinhang/shared/appraisal-rules.ts';
import { addDays } from '@xinhang/shared/business-date.ts';
import { PROBATION_NOTICE_DAYS } from '@xinhang/shared/probation.ts';
import { z } from 'zod';
import type { WriteContext } from '../../http/context.ts';
import type { Http } from '../../http/implement.ts';
import type { ScheduleKind } from '../../jobs/clockwork.ts';
import type { JobKind } from '../../jobs/kind.ts';
import { allDepts, peopleWho, staff, type StaffMember } from '../org/service.ts';
import { absencesIn } from '../system/service.ts';
import { countFigures } from './count.ts';
import { recordCase, tellHead } from './staff.ts';
import { changeCase } from './watch.ts';

type Figures = Pick<Http, 'figures'>;

const onProbation = ({ probation_ends_on: ends, regularised_on: regular }: StaffMember) =>
  ends !== null && regular === null;

/** Opens the reviews that fall due, and follows dates that were changed since. */
export async function reviewProbation(ctx: WriteContext, date: string): Promise<void> {
  const until = addDays(date, PROBATION_NOTICE_DAYS);
  const open = new Map((await openReviews(ctx.tx)).map((row) => [row.person_id, row]));
  for (const person of await staff(ctx.tx)) {
    const row = open.get(person.id);
    const ends = person.probation_ends_on;
    const due = person.state === 'active' && onProbation(person) && ends !== null && ends <= until;
    if (row?.state === 'open' && (!due || row.ends_on !== ends)) {
      const changes = due ? { ends_on: ends } : { state: 'void', closed: 1 };
      await updateProbationReview(ctx.tx, row, changes);
      const [after] = await reviewsByIds(ctx.tx, [row.id]);
      await recordCase(ctx, 'probation.follow', 'probation', after!, row);
    }
    if (row || !due) continue;
    const id = await insertProbationReview(ctx.tx, {
      person_id: person.id,
      ends_on: ends,
      state: 'open',
      closed: 0,
      decision: null,
      decided_on: null,
      note: '',
      decided_by: null,
      decided_at: null,
      figures: null,
      made_at: ctx.now,
    });
    const [made] = await reviewsByIds(ctx.tx, [id]);
    await recordCase(ctx, 'probation.open', 'probation', made!, null);
    await tellHead(ctx, 'probation-due', 'probation', { id, personId: person.id });
  }
}

/** The periods that a rule looks at, oldest first: the last ones that are over. */
function periodsOf(rule: WatchRuleRecord, date: string): AppraisalPeriod[] {
  const span = rule.span as AppraisalSpan;
  const periods: AppraisalPeriod[] = [];
  let period = appraisalPeriodOf(span, date);
  while (periods.length < rule.periods) {
    period = appraisalPeriodBefore(span, period);
    periods.unshift(period);
  }
  return periods;
}

/** People who were away for half of the days of a period or more. */
async function awayIn(ctx: WriteContext, period: AppraisalPeriod): Promise<Set<number>> {
  const days = new Map<number, Set<string>>();
  for (const { user_id: id, from_on: from, to_on: to } of await absencesIn(
    ctx.tx,
    period.from,
    period.to,
  )) {
    const away = days.get(id) ?? new Set();
    days.set(id, away);
    const last = to < period.to ? to : period.to;
    for (let day = from > period.from ? from : period.from; day <= last; day = addDays(day, 1)) {
      away.add(day);
    }
  }
  const half = daysOf(period) / 2;
  return new Set([...days].flatMap(([id, away]) => (away.size >= half ? id : [])));
}

/**
 * Whom a rule may speak of: here for all of these periods, regular, not away, of its departments,
 * with work of that kind; owners of the company are judged by nobody.
 */
async function judged(
  http: Figures,
  ctx: WriteContext,
  rule: WatchRuleRecord,
  periods: readonly AppraisalPeriod[],
): Promise<StaffMember[]> {
  const deptIds = JSON.parse(rule.dept_ids) as number[];
  const roots = (await allDepts(ctx.tx)).filter(({ id }) => deptIds.includes(id));
  const inside = ({ path }: StaffMember) =>
    deptIds.length === 0 || roots.some((root) => path.startsWith(root.path));
  const open = new Set((await openCases(ctx.tx)).map((row) => row.person_id));
  const before = await proposedIn(
    ctx.tx,
    rule.id,
    periods.map(({ key }) => key),
  );
  const first = periods[0]!.from;
  const needs = rule.figure === null ? undefined : http.figures.needs(rule.figure);
  const able = needs && new Set(await peopleWho(ctx.tx, needs));
  const owners = new Set(await peopleWho(ctx.tx, 'system.owner'));
  const away = new Set<number>();
  for (const period of periods) for (const id of await awayIn(ctx, period)) away.add(id);
  return (await staff(ctx.tx)).filter(
    (person) =>
      person.state === 'active' &&
      !onProbation(person) &&
      (person.hired_on === null || person.hired_on <= first) &&
      !away.has(person.id) &&
      !owners.has(person.id) &&
      (!able || able.has(person.id)) &&
      !open.has(person.id) &&
      !before.has(person.id) &&
      inside(person),
  );
}

/** What a rule finds of a person in a period; null where there is nothing to measure. */
type Find = (personId: number, period: AppraisalPeriod) => Promise<number | null>;

function finder(http: Figures, ctx: WriteContext, rule: WatchRuleRecord): Find {
  const { figure } = rule;
  if (figure === null) {
    const totals = new Map<string, Map<number, number>>();
    return async (personId, { key }) => {
      const known = totals.get(key) ?? (await totalsIn(ctx.tx, { personIds: null, period: key }));
      totals.set(key, known);
      return known.get(personId) ?? null;
    };
  }
  return async (userId, { from, to }) =>
    (await countFigures(http, ctx, [figure], { userId, from, to })).get(figure) ?? null;
}

/** Proposes whoever was worse than a rule allows in each of its periods, with what was found. */
export async function proposeBy(
  http: Figures,
  ctx: WriteContext,
  rule: WatchRuleRecord,
  date: string,
): Promise<void> {
  const periods = periodsOf(rule, date);
  const last = periods.at(-1)!;
  if (last.to < rule.since_on) return;
  const better = rule.figure === null ? 'more' : http.figures.get(rule.figure)?.better;
  if (!better) return;
  const worse = (value: number) => (better === 'more' ? value < rule.bound : value > rule.bound);
  const find = finder(http, ctx, rule);
  for (const { id: personId } of await judged(http, ctx, rule, periods)) {
    const evidence: { period: string; value: number }[] = [];
    // The newest first: most people are spared by it.
    for (const period of periods.toReversed()) {
      const value = await find(personId, period);
      if (value === null || !worse(value)) break;
      evidence.unshift({ period: period.key, value });
    }
    if (evidence.length < periods.length) continue;
    const id = await insertCase(ctx.tx, {
      rule_id: rule.id,
      person_id: personId,
      period: last.key,
      state: 'proposed',
      closed: 0,
      until_on: NO_DATE,
      bound: rule.bound,
      evidence: JSON.stringify(evidence),
      made_at: ctx.now,
    });
    const [made] = await casesByIds(ctx.tx, [id]);
    await recordCase(ctx, 'watch.propose', 'watch', made!, null);
    await tellHead(ctx, 'watch-proposed', 'watch', { id, personId });
  }
}

/** Cases of people who are on the way out by another way. */
async function dropOvertaken(ctx: WriteContext): Promise<void> {
  const here = new Set(
    (await staff(ctx.tx)).flatMap(({ id, state }) =>
      state === 'active' || state === 'locked' ? id : [],
    ),
  );
  for (const row of await openCases(ctx.tx)) {
    if (row.state === 'asked' || here.has(row.person_id)) continue;
    await changeCase(ctx, 'watch.follow', row, { state: 'void', closed: 1 });
  }
}

const dated = z.object({ date: z.string() });

const staffJob = (http: Figures): JobKind<z.output<typeof dated>> => ({
  kind: 'appraisals.staff',
  input: dated,
  needs: () => null,
  // Each step finds what the one before left: nobody is reviewed or proposed twice.
  resumable: true,
  quiet: () => true,
  async run(job) {
    const { date } = job.input;
    await job.step(async (ctx) => {
      await reviewProbation(ctx, date);
      await dropOvertaken(ctx);
      return {};
    });
    const { db } = await job.look();
    for (const rule of await allWatchRules(db)) {
      if (rule.active === 0) continue;
      await job.step(async (ctx) => {
        await proposeBy(http, ctx, rule, date);
        return {};
      });
    }
  },
});

/** Every night, after the sheets were made; after the server was off, once for the newest date. */
export const reviewingStaff = (http: Figures): ScheduleKind => ({
  key: 'staff',
  at: '05:30',
  catchUp: 'newest',
  job: staffJob(http) as JobKind<{ date: string }, never>,
});
