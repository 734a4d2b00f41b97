import { sql } from 'kysely';
import type { Reader } from '../database.ts';
import { remembered } from '../remembered.ts';

/**
 * The sales model of the owner's department, or of the nearest one above that has one; undefined
 * where none says so, or nobody owns.
 */
export async function modelOfOwner(
  db: Reader,
  ownerId: number | null,
): Promise<string | undefined> {
  if (ownerId === null) return undefined;
  const [nearest] = await remembered(db, { key: 'modelOfOwner', values: { ownerId } }, (values) =>
    db
      .selectFrom('user')
      .innerJoin('dept as own', 'own.id', 'user.dept_id')
      .innerJoin('dept as above', (join) =>
        // A path is the ids from the root down, each between two slashes.
        join.on(sql<boolean>`substr(own.path, 1, length(above.path)) = above.path`),
      )
      .select('above.sales_model')
      .where('user.id', '=', values.ownerId)
      .where('above.sales_model', 'is not', null)
      .orderBy((eb) => eb.fn('length', ['above.path']), 'desc')
      .limit(1),
  );
  return nearest?.sales_model ?? undefined;
}
