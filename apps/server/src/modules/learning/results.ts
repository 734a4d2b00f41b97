import { reaches } from '@xinhang/db/actor.ts';
import { listEnrolments } from '@xinhang/db/repositories/enrolments.ts';
import { depts as allDepts } from '@xinhang/db/repositories/company.ts';
import type { api } from '@xinhang/shared/contract/api.ts';
import type { EndpointInput } from '@xinhang/shared/contract/endpoint.ts';
import { problem } from '@xinhang/shared/problems.ts';
import type { Enrolment, TrainingResult } from '@xinhang/shared/training-work.ts';
import type { ReadContext } from '../../http/context.ts';
import { todayOf } from '../../http/today.ts';
import { userById } from '../org/service.ts';
import { minutesOf } from './hours.ts';
import { colleaguesNow } from './reader.ts';
import { describeEnrolments } from './study.ts';

/** How far the people in reach are, by person. */
export async function listResults(
  ctx: ReadContext,
  { deptId, from, to }: EndpointInput<typeof api.trainingWork.listResults>['query'],
): Promise<TrainingResult[]> {
  const people = (await colleaguesNow(ctx)).filter(
    (one) =>
      reaches(ctx.actor, 'training.lead', one.id) &&
      (deptId === undefined || one.deptIds.includes(deptId)),
  );
  const today = await todayOf(ctx);
  const names = new Map((await allDepts(ctx.db)).map((dept) => [dept.id, dept.name]));
  const enrolments = Map.groupBy(
    (await listEnrolments(ctx.db, { userIds: people.map((one) => one.id) })).filter(
      (row) =>
        (from === undefined || row.assigned_on >= from) &&
        (to === undefined || row.assigned_on <= to),
    ),
    (row) => row.user_id,
  );
  const minutes = await minutesOf(
    ctx,
    people.map((one) => one.id),
    { from, to },
  );
  return people.map((person) => {
    const rows = enrolments.get(person.id) ?? [];
    const open = rows.filter((row) => row.finished_at === null);
    return {
      person: { id: person.id, name: person.name },
      dept: names.get(person.deptIds.at(-1) ?? 0) ?? '',
      assigned: rows.length,
      finished: rows.length - open.length,
      overdue: open.filter((row) => row.due_on < today).length,
      minutes: minutes.get(person.id)!,
    };
  });
}

/** The courses of one person: oneself, or somebody in reach. */
export async function resultOf(
  ctx: ReadContext,
  userId: number,
): Promise<{ person: { id: number; name: string }; rows: Enrolment[] }> {
  const { actor, db } = ctx;
  const user = await userById(db, userId);
  const mine = userId === actor.userId;
  if (!user || (!mine && !reaches(actor, 'training.lead', userId))) throw problem('not-found');
  const rows = await listEnrolments(db, { userIds: [userId] });
  return {
    person: { id: user.id, name: user.name },
    rows: await describeEnrolments(ctx, rows),
  };
}

/** What a person learned in a period, as a scorecard counts it. */
export interface TrainingScore {
  /** Courses that were due, or were finished, within the period. */
  due: number;
  finished: number;
  /** Due within the period and not finished by its end, or not at all. */
  overdue: number;
}

/**
 * Results of people for a period of business dates, both included, for appraisals: whose results
 * may be shown is asked by the caller.
 */
export async function trainingScores(
  ctx: Pick<ReadContext, 'db'>,
  userIds: readonly number[],
  { from, to }: { from: string; to: string },
): Promise<Map<number, TrainingScore>> {
  const scores = new Map(userIds.map((id) => [id, { due: 0, finished: 0, overdue: 0 }]));
  for (const row of await listEnrolments(ctx.db, { userIds })) {
    const score = scores.get(row.user_id)!;
    const dueInside = row.due_on >= from && row.due_on <= to;
    const { finished_on: on } = row;
    const finishedInside = on !== null && on >= from && on <= to;
    if (dueInside || finishedInside) score.due += 1;
    if (finishedInside) score.finished += 1;
    if (dueInside && (on === null || on > to)) score.overdue += 1;
  }
  return scores;
}
