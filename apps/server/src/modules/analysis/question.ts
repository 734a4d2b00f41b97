import type { SalesQuestion } from '@xinhang/db/repositories/sales-figures.ts';
import type { ReadContext } from '../../http/context.ts';
import { orgTree } from '../org/service.ts';
import { allProductCategories } from '../products/service.ts';

export interface Narrowed {
  from?: string | undefined;
  to?: string | undefined;
  categoryId?: number | undefined;
  region?: string | undefined;
  customerId?: number | undefined;
  ownerId?: number | undefined;
  deptId?: number | undefined;
  imported?: boolean | undefined;
}

/** Ids of a category with all below it. */
async function categoriesBelow(ctx: ReadContext, id: number): Promise<number[]> {
  const rows = await allProductCategories(ctx.db);
  const path = rows.find((row) => row.id === id)?.path;
  return path === undefined
    ? []
    : rows.filter((row) => row.path.startsWith(path)).map((row) => row.id);
}

/** People of a department and of all below it, those who left among them. */
async function peopleBelow(ctx: ReadContext, id: number): Promise<number[]> {
  const { depts, people } = await orgTree(ctx.db);
  const path = depts.find((dept) => dept.id === id)?.path;
  if (path === undefined) return [];
  const below = new Set(depts.filter((dept) => dept.path.startsWith(path)).map((dept) => dept.id));
  return people.filter((one) => below.has(one.dept_id)).map((one) => one.id);
}

/** What somebody asks of sales, with the names of groups as their members. */
export async function questionOf(
  ctx: ReadContext,
  { from, to, categoryId, region, customerId, ownerId, deptId, imported }: Narrowed,
): Promise<SalesQuestion> {
  const people = deptId === undefined ? undefined : await peopleBelow(ctx, deptId);
  const owners =
    ownerId === undefined ? people : [ownerId].filter((one) => people?.includes(one) ?? true);
  return {
    from,
    to,
    customerId,
    region: region || undefined,
    categoryIds: categoryId === undefined ? undefined : await categoriesBelow(ctx, categoryId),
    ownerIds: owners,
    imported,
  };
}
