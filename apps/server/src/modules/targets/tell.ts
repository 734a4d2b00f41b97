import type { WriteContext } from '../../http/context.ts';
import { orgTree } from '../org/service.ts';

/**
 * Tells that targets or a plan of a department changed: everybody in it and below it whose results
 * they are about, and whoever may look at the results of one of them.
 */
export async function tellDept(
  ctx: WriteContext,
  entity: 'targetSheet' | 'salesPlan',
  row: { id: number; version: number; dept_id: number },
): Promise<void> {
  const { depts, people } = await orgTree(ctx.tx);
  const path = depts.find((dept) => dept.id === row.dept_id)?.path ?? '-';
  const inside = new Set(depts.flatMap((dept) => (dept.path.startsWith(path) ? [dept.id] : [])));
  const audience = people.flatMap((one) =>
    inside.has(one.dept_id) && one.state !== 'left' ? [one.id] : [],
  );
  await ctx.emit({ entity, id: row.id, version: row.version, audience });
}
