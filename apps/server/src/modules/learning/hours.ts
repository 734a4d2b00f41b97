import { learnedIn, type Learned as LearnedRow } from '@xinhang/db/repositories/training-hours.ts';
import { company } from '@xinhang/db/repositories/company.ts';
import { reaches } from '@xinhang/db/actor.ts';
import { businessDate, daySpan } from '@xinhang/shared/business-date.ts';
import { problem } from '@xinhang/shared/problems.ts';
import type { Learned } from '@xinhang/shared/training-work.ts';
import type { ReadContext } from '../../http/context.ts';
import { userById } from '../org/service.ts';

interface Days {
  from?: string | undefined;
  to?: string | undefined;
}

async function learnedBy(
  { db }: Pick<ReadContext, 'db'>,
  userIds: readonly number[],
  { from, to }: Days,
): Promise<{ rows: LearnedRow[]; zone: string }> {
  const zone = (await company(db))!.time_zone;
  const rows = await learnedIn(db, userIds, { from, to, ...daySpan(from, to, zone) });
  return { rows, zone };
}

/** Minutes of training of these people in a period: whose may be shown is asked by the caller. */
export async function minutesOf(
  ctx: Pick<ReadContext, 'db'>,
  userIds: readonly number[],
  days: Days,
): Promise<Map<number, number>> {
  const sums = new Map(userIds.map((id) => [id, 0]));
  for (const row of (await learnedBy(ctx, userIds, days)).rows) {
    sums.set(row.user_id, sums.get(row.user_id)! + Number(row.minutes));
  }
  return sums;
}

/** Of what the hours of one person consist, the last first: oneself, or somebody in reach. */
export async function hoursOf(
  ctx: ReadContext,
  userId: number,
  days: Days,
): Promise<{ person: { id: number; name: string }; minutes: number; rows: Learned[] }> {
  const { actor, db } = ctx;
  const user = await userById(db, userId);
  const mine = userId === actor.userId;
  if (!user || (!mine && !reaches(actor, 'training.lead', userId))) throw problem('not-found');
  const { rows: found, zone } = await learnedBy(ctx, [userId], days);
  const rows = found
    .map((row): Learned => {
      const minutes = Number(row.minutes);
      return {
        on: row.on_date ?? businessDate(row.finished_at!, zone),
        course: { id: row.course_id, name: row.course_title },
        lesson: { id: row.lesson_id, name: row.lesson_title },
        kind: row.kind,
        minutes,
        planned: row.planned === minutes ? null : row.planned,
      };
    })
    .toSorted((a, b) => b.on.localeCompare(a.on) || b.lesson.id - a.lesson.id);
  return {
    person: { id: user.id, name: user.name },
    minutes: rows.reduce((sum, row) => sum + row.minutes, 0),
    rows,
  };
}
