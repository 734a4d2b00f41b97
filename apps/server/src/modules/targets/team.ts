import { may } from '@xinhang/db/actor.ts';
import { company } from '@xinhang/db/repositories/company.ts';
import type { api } from '@xinhang/shared/contract/api.ts';
import type { EndpointInput, EndpointOutput } from '@xinhang/shared/contract/endpoint.ts';
import { chanceGrades } from '@xinhang/shared/customers.ts';
import { businessDate, daysBetween } from '@xinhang/shared/business-date.ts';
import type { TeamMember } from '@xinhang/shared/team.ts';
import type { ReadContext } from '../../http/context.ts';
import type { Http } from '../../http/implement.ts';
import { lastTalksBy } from '../activities/service.ts';
import { customersByGrade } from '../customers/service.ts';
import { dealOutcomes, describePipelines, firstDealAt, sumByStage } from '../deals/service.ts';
import { firstAchievements, oldestAchievement } from '../ledgers/service.ts';
import { learnedInReach, trainingOf } from '../learning/service.ts';
import { workdaysOf } from './achievement.ts';
import { figuresOf, periodAsked } from './figures.ts';
import { nodesFor, type Nodes, type Person } from './nodes.ts';

type Api = typeof api.team;
const RECORDS = 8;

function toMember(nodes: Nodes, person: Person): TeamMember {
  const dept = nodes.depts.get(person.dept_id);
  return {
    id: person.id,
    name: person.name,
    post: person.post,
    dept: { id: person.dept_id, name: dept?.name ?? '' },
    hiredOn: person.hired_on,
  };
}

/** One colleague on one page (S03): each part of what the reader may open. */
export async function personPage(
  http: Pick<Http, 'ownerDebts'>,
  ctx: ReadContext,
  id: number,
  query: EndpointInput<Api['get']>['query'],
): Promise<EndpointOutput<Api['get']>> {
  const { db, actor } = ctx;
  const nodes = await nodesFor(ctx);
  nodes.need('user', id);
  const person = nodes.people.get(id)!;
  const { period, today } = await periodAsked(ctx, query);
  const figures = (await figuresOf(http, ctx, [id], period, nodes)).get(id)!;
  return {
    ...period,
    workdays: await workdaysOf(ctx, period, today),
    person: toMember(nodes, person),
    figures,
    customers: await customersOf(ctx, id),
    pipeline: await pipelineOf(ctx, id),
    lostReasons: may(actor, 'deals.read')
      ? (
          await dealOutcomes(db, actor, 'reason', {
            creditedIds: [id],
            closedFrom: period.from,
            closedTo: period.to,
          })
        )
          .filter((row) => row.lost > 0)
          .map((row) => ({ reason: row.key, count: row.lost }))
          .toSorted((a, b) => b.count - a.count || a.reason.localeCompare(b.reason, 'zh'))
      : [],
    training: await trainingOf(ctx, id, period),
    records: may(actor, 'followUps.read') ? await lastTalksBy(ctx, id, RECORDS) : null,
  };
}

async function customersOf(ctx: ReadContext, ownerId: number) {
  if (!may(ctx.actor, 'customers.read')) return null;
  const found = await customersByGrade(ctx, ownerId);
  const byGrade = [...chanceGrades, null].flatMap((grade) => {
    const row = found.find((one) => one.grade === grade);
    return row ? [{ grade, count: row.count, overdue: row.overdue }] : [];
  });
  const sum = (key: 'count' | 'overdue') => byGrade.reduce((total, row) => total + row[key], 0);
  return { total: sum('count'), overdue: sum('overdue'), byGrade };
}

async function pipelineOf(ctx: ReadContext, ownerId: number) {
  const { db, actor } = ctx;
  if (!may(actor, 'deals.read')) return null;
  const sums = await sumByStage(db, actor, { states: ['open'], ownerIds: [ownerId] });
  const stages = (await describePipelines(db)).flatMap((pipeline) =>
    pipeline.stages.flatMap((stage) => {
      const sum = sums.get(stage.id);
      return sum
        ? [
            {
              pipeline: { id: pipeline.id, name: pipeline.name },
              stage: { id: stage.id, name: stage.name },
              count: sum.count,
              amountFen: sum.fen,
            },
          ]
        : [];
    }),
  );
  return {
    total: stages.reduce((total, row) => total + row.count, 0),
    amountFen: stages.reduce((total, row) => total + row.amountFen, 0),
    stages,
  };
}

/** Everybody in reach beside each other (S22). */
export async function scorecardsOf(
  http: Pick<Http, 'ownerDebts'>,
  ctx: ReadContext,
  query: EndpointInput<Api['scorecards']>['query'],
): Promise<EndpointOutput<Api['scorecards']>> {
  const nodes = await nodesFor(ctx);
  if (query.deptId !== undefined) nodes.need('dept', query.deptId);
  const inside = query.deptId === undefined ? null : nodes.below(query.deptId);
  const people = [...nodes.people.values()].filter(
    (person) =>
      person.state !== 'left' &&
      nodes.sellers.has(person.id) &&
      (inside === null || inside.has(person.dept_id)) &&
      nodes.mayOpen({ kind: 'user', id: person.id }),
  );
  const { period, today } = await periodAsked(ctx, query);
  const figures = await figuresOf(
    http,
    ctx,
    people.map((person) => person.id),
    period,
    nodes,
  );
  const taught = await learnedInReach(
    ctx,
    people.map((person) => person.id),
    period,
  );
  const place = (person: Person) => nodes.depts.get(person.dept_id)?.path ?? '';
  return {
    ...period,
    workdays: await workdaysOf(ctx, period, today),
    rows: people
      .toSorted((a, b) => place(a).localeCompare(place(b)) || a.py.localeCompare(b.py))
      .map((person) => ({
        person: toMember(nodes, person),
        figures: figures.get(person.id)!,
        training: taught.get(person.id) ?? null,
      })),
    depts: [...nodes.depts.values()]
      .filter((dept) => nodes.mayOpen({ kind: 'dept', id: dept.id }))
      .filter((dept) => nodes.staff(dept.id).length > 0)
      .map(({ id, name }) => ({ id, name })),
  };
}

function median(days: readonly number[]): number | null {
  if (days.length === 0) return null;
  const sorted = days.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  if (sorted.length % 2 === 1) return sorted[middle]!;
  return Math.round((sorted[middle - 1]! + sorted[middle]!) / 2);
}

/** The month with which deals begin to be known here: nobody's first one before it is. */
async function knownSinceOf({ db }: ReadContext): Promise<string | null> {
  const written = await firstDealAt(db);
  const days = [
    await oldestAchievement(db, 'won'),
    written === null ? null : businessDate(written, (await company(db))!.time_zone),
  ].flatMap((day) => day ?? []);
  return days.toSorted()[0]?.slice(0, 7) ?? null;
}

/**
 * How long people took from hiring to their first won deal, by the quarter of hiring (S39). Whoever
 * was hired before deals are known is left out and counted.
 */
export async function rampUpOf(ctx: ReadContext): Promise<EndpointOutput<Api['rampUp']>> {
  const nodes = await nodesFor(ctx);
  const first = await firstAchievements(ctx.db, ctx.actor, 'won');
  const knownSince = await knownSinceOf(ctx);
  let hiredBefore = 0;
  const people = [...nodes.people.values()].flatMap((person) => {
    const { hired_on: hiredOn } = person;
    if (hiredOn === null || !nodes.mayOpen({ kind: 'user', id: person.id })) return [];
    const firstWonOn = first.get(person.id) ?? null;
    if (firstWonOn === null && !nodes.sellers.has(person.id)) return [];
    if (knownSince !== null && hiredOn.slice(0, 7) < knownSince) {
      hiredBefore += 1;
      return [];
    }
    return [
      {
        person: { id: person.id, name: person.name },
        hiredOn,
        firstWonOn,
        // Whoever won before being hired by the books was there before.
        days: firstWonOn === null ? null : Math.max(0, daysBetween(hiredOn, firstWonOn)),
      },
    ];
  });
  const quarter = (date: string) =>
    `${date.slice(0, 4)}-Q${Math.ceil(Number(date.slice(5, 7)) / 3)}`;
  const known = (rows: readonly { days: number | null }[]) =>
    rows.flatMap((row) => (row.days === null ? [] : [row.days]));
  const cohorts = [...Map.groupBy(people, (row) => quarter(row.hiredOn))]
    .toSorted(([a], [b]) => (a < b ? 1 : -1))
    .map(([name, rows]) => ({
      quarter: name,
      people: rows.toSorted((a, b) => (a.hiredOn < b.hiredOn ? -1 : 1)),
      medianDays: median(known(rows)),
    }));
  return { cohorts, medianDays: median(known(people)), knownSince, hiredBefore };
}
