import { may } from '@xinhang/db/actor.ts';
import type { ArticleReader } from '@xinhang/db/repositories/articles.ts';
import type { ReadContext } from '../../http/context.ts';
import { deptById, loadOrganisation, userById } from '../org/service.ts';

/** Ids from the root down to a department, out of its path `/1/4/9/`. */
const idsOf = (path: string) => path.split('/').filter(Boolean).map(Number);

/** The actor as a reader of articles. */
export async function readerOf(ctx: Pick<ReadContext, 'db' | 'actor'>): Promise<ArticleReader> {
  const { db, actor } = ctx;
  const user = await userById(db, actor.userId);
  const dept = user && (await deptById(db, user.dept_id));
  return {
    userId: actor.userId,
    deptIds: idsOf(dept?.path ?? ''),
    publishes: may(actor, 'knowledge.publish'),
    writes: may(actor, 'knowledge.write'),
  };
}

/** Somebody who works here. */
export interface Colleague {
  id: number;
  name: string;
  /** His department and all above it. */
  deptIds: readonly number[];
}

/** Everybody who works here now, by name. */
export async function colleaguesNow(ctx: Pick<ReadContext, 'db'>): Promise<Colleague[]> {
  const { users, depts } = await loadOrganisation(ctx.db);
  const paths = new Map(depts.map((dept) => [dept.id, idsOf(dept.path)]));
  return users
    .filter(({ state }) => state === 'active' || state === 'leaving')
    .map(({ id, name, dept_id }) => ({ id, name, deptIds: paths.get(dept_id) ?? [] }))
    .toSorted((a, b) => a.name.localeCompare(b.name, 'zh'));
}

/** Of these people those for whom an article is meant. */
export function meantFor(
  people: readonly Colleague[],
  { everybody, deptIds }: { everybody: boolean; deptIds: readonly number[] },
): Colleague[] {
  return people.filter(
    (person) => everybody || person.deptIds.some((dept) => deptIds.includes(dept)),
  );
}
