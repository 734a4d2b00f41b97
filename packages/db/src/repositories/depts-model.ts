import type { Reader } from '../database.ts';

/**
 * The sales model of the owner's department, or of the nearest one above that has one; undefined
 * where none says so, or nobody owns.
 */
export async function modelOfOwner(
  db: Reader,
  ownerId: number | null,
): Promise<string | undefined> {
  if (ownerId === null) return undefined;
  const own = await db
    .selectFrom('user')
    .innerJoin('dept', 'dept.id', 'user.dept_id')
    .select('dept.path')
    .where('user.id', '=', ownerId)
    .executeTakeFirst();
  if (!own) return undefined;
  const ids = own.path.split('/').filter(Boolean).map(Number);
  const above = await db
    .selectFrom('dept')
    .select(['id', 'sales_model'])
    .where('id', 'in', ids)
    .where('sales_model', 'is not', null)
    .execute();
  const nearest = ids.findLast((id) => above.some((dept) => dept.id === id));
  return above.find((dept) => dept.id === nearest)?.sales_model ?? undefined;
}
