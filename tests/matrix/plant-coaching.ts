import { NO_DATE } from '@xinhang/db/no-date.ts';
import type { Database } from '@xinhang/db/database.ts';
import { insertMessage } from '@xinhang/db/repositories/messages.ts';
import { insertTask } from '@xinhang/db/repositories/tasks.ts';
import { insertPlan } from '@xinhang/db/repositories/plans.ts';
import { insertLog, insertLogReview } from '@xinhang/db/repositories/work-logs.ts';
import { insertReview } from '@xinhang/db/repositories/reviews.ts';
import { canary } from './canaries.ts';
import { positions, type Owner } from './expectation.ts';
import { NOBODY, type Target } from './plant-customers.ts';

/** The business date of the logs that everybody submitted. */
export const LOGGED_ON = '2026-11-20';

/** What was said of a follow-up that its author has lost. */
export const LOST = '矩阵点评';

/** Of these the subject wrote the follow-up, and nobody else wrote one that he could be told of. */
export const written = (position: string) => position === 'own' || position === 'handedOver';

/**
 * Something said by the boss of every customer, and a review of each follow-up that the subject
 * wrote; answers the ids of the reviews, by position.
 */
export async function plantCoaching(
  db: Database,
  { me, boss }: { me: number; boss: number },
  targets: readonly Target[],
): Promise<number[]> {
  return await db.transaction(async (tx) => {
    const reviews: number[] = [];
    for (const [index, { position, exists }] of positions.entries()) {
      const { customerId, followUpId } = targets[index]!;
      if (exists) {
        await insertMessage(tx, {
          about_kind: 'customer',
          about_id: customerId,
          author_id: boss,
          // As visible as a file.
          text: canary(index, 'file'),
          at: 0,
        });
      }
      // It is addressed to its author, who may not see any more what it is about.
      const comment = position === 'own' ? canary(index, 'followUp') : LOST;
      const said = { rating: 3, comment, asks: 0, at: 0 };
      const of = { follow_up_id: followUpId, author_id: me, reviewer_id: boss };
      const review = { ...of, ...said, acknowledged_at: null };
      reviews.push(written(position) ? (await insertReview(tx, review)).id : NOBODY);
    }
    return reviews;
  });
}

/** A plan at each position, by whoever wrote the follow-up there; due long after today. */
export async function plantPlans(
  db: Database,
  { me, boss }: { me: number; boss: number },
  targets: readonly Target[],
): Promise<number[]> {
  return await db.transaction(async (tx) => {
    const plans: number[] = [];
    for (const [index, { position, exists }] of positions.entries()) {
      const plan = {
        person_id: written(position) ? me : boss,
        companion_id: null,
        customer_id: targets[index]!.customerId,
        deal_id: null,
        kind: 'visit',
        purpose: canary(index, 'followUp'),
        due_on: '2027-01-01',
        due_time: null,
        state: 'planned',
        follow_up_id: null,
        at: 0,
      };
      plans.push(exists ? await insertPlan(tx, plan) : NOBODY);
    }
    return plans;
  });
}

/** Of each person a log of a day that he submitted; and one of the subject that the boss reviewed. */
export async function plantLogs(
  db: Database,
  people: Readonly<Record<Owner, number>>,
  boss: number,
) {
  return await db.transaction(async (tx) => {
    const log = async (authorId: number, on: string, text: string, state: string) =>
      await insertLog(tx, {
        author_id: authorId,
        kind: 'day',
        from_on: on,
        to_on: on,
        state,
        results: text,
        problems: '',
        help: '',
        next_plan: '',
        submitted_at: 0,
        late: 0,
        edited_at: null,
        edited_late: 0,
      });
    const submitted = {} as Record<Owner, number>;
    for (const [owner, id] of Object.entries(people) as [Owner, number][]) {
      submitted[owner] = await log(id, LOGGED_ON, `矩阵日志${owner}`, 'submitted');
    }
    const review = async (logId: number, authorId: number) => {
      const said = { rating: 3, comment: '', asks: 0, at: 0, acknowledged_at: null };
      const row = { log_id: logId, author_id: authorId, reviewer_id: boss, ...said };
      return (await insertLogReview(tx, row)).id;
    };
    const reviewed = await log(people.me, '2026-11-19', '矩阵点评过', 'reviewed');
    const foreign = await log(people.stranger, '2026-11-19', '矩阵别人点评过', 'reviewed');
    return {
      submitted,
      reviewed,
      review: await review(reviewed, people.me),
      foreignReview: await review(foreign, people.stranger),
    };
  });
}

/** A task that the boss gave the subject, one that the subject gave, and one between two others. */
export async function plantTasks(
  db: Database,
  { me, boss, stranger }: { me: number; boss: number; stranger: number },
) {
  return await db.transaction(async (tx) => {
    const open = { about_kind: null, about_id: null, state: 'given', closed: 0, at: 0, note: '' };
    const task = async (text: string, from: number, to: number) =>
      await insertTask(tx, {
        ...open,
        text,
        from_user_id: from,
        to_user_id: to,
        due_on: NO_DATE,
        due_time: null,
        acknowledged_at: null,
        closed_at: null,
      });
    return {
      received: await task('矩阵收到', boss, me),
      given: await task('矩阵布置', me, stranger),
      others: await task('矩阵别人', boss, stranger),
    };
  });
}
