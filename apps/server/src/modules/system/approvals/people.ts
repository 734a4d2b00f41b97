import type { Reader } from '@xinhang/db/database.ts';
import { deputiesOf, deputyFor, peopleAndDepts } from '@xinhang/db/repositories/approval-people.ts';
import { fieldRefused } from '@xinhang/shared/problems.ts';
import type { ReadContext } from '../../../http/context.ts';
import { todayOf } from '../../../http/today.ts';
import { peopleWho } from '../../org/service.ts';
import { works, type People } from './route.ts';

/** People, departments and roles as they stand. */
export async function loadPeople(db: Reader): Promise<People> {
  const { users, depts, roles } = await peopleAndDepts(db);
  return {
    users: new Map(users.map(({ id, dept_id, state }) => [id, { id, deptId: dept_id, state }])),
    depts: new Map(
      depts.map(({ id, parent_id, type, head_user_id, path }) => [
        id,
        { id, parentId: parent_id, type, headId: head_user_id, path },
      ]),
    ),
    holders: new Map(
      [...Map.groupBy(roles, (row) => row.role_id)].map(([id, rows]) => [
        id,
        rows.map((row) => row.user_id),
      ]),
    ),
    owners: await peopleWho(db, 'system.owner'),
  };
}

/** For whom the actor decides today. */
export async function principalsNow(
  ctx: Pick<ReadContext, 'db' | 'actor' | 'now'>,
): Promise<number[]> {
  return await deputyFor(ctx.db, ctx.actor.userId, await todayOf(ctx));
}

/** These people and whoever decides for them today. */
export async function withDeputies(
  ctx: ReadContext,
  userIds: readonly number[],
): Promise<number[]> {
  return [...new Set([...userIds, ...(await deputiesOf(ctx.db, userIds, await todayOf(ctx)))])];
}

/** Refuses a colleague who is not there, or who may not be the one. */
export function needColleague(
  people: People,
  userId: number,
  pointer: string,
  never: readonly number[],
): void {
  if (!works(people, userId)) throw fieldRefused(pointer, 'unknown-user');
  if (never.includes(userId)) throw fieldRefused(pointer, 'the-person-himself');
}
