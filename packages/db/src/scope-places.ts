import type { Permission } from '@xinhang/shared/permissions.ts';
import { sql, type Expression, type SqlBool } from 'kysely';
import { may, type Actor } from './actor.ts';

/** Places where goods lie whose figures and documents somebody reaches; null: all of them. */
export type Places = readonly number[] | null;

/**
 * The only door to what lies in places: those that permissions of the stock room reach, of several
 * together. Nothing granted reaches none (docs/decisions/0324).
 */
export function placesReached(actor: Actor, ...permissions: readonly Permission[]): Places {
  const reached = permissions.flatMap((permission) => actor.reach.get(permission) ?? []);
  if (reached.some((reach) => !reach.places)) return null;
  return [...new Set(reached.flatMap((reach) => reach.places!))];
}

/** Places whose goods somebody sees come in and go back: buyers those of all. */
export const boughtPlaces = (actor: Actor): Places =>
  may(actor, 'purchaseOrders.read') ? null : placesReached(actor, 'receiptNotes.manage');

/** Whether a permission reaches this place; what names no place yet is of those who reach all. */
export function reachesPlace(actor: Actor, permission: Permission, id: number | null): boolean {
  if (!may(actor, permission)) return false;
  const places = placesReached(actor, permission);
  return places === null || (id !== null && places.includes(id));
}

/** Whether a right is held, and not for this place. */
export const leavesOut = (actor: Actor, permission: Permission, id: number | null): boolean =>
  may(actor, permission) && !reachesPlace(actor, permission, id);

/** The same as a condition: one of these columns names a place that is reached. */
export function placeInScope(
  places: Places,
  ...columns: readonly [string, ...string[]]
): Expression<SqlBool> {
  if (places === null) return sql<SqlBool>`1 = 1`;
  if (places.length === 0) return sql<SqlBool>`1 = 0`;
  const list = sql.join(places);
  return sql<SqlBool>`(${sql.join(
    columns.map((column) => sql`${sql.ref(column)} in (${list})`),
    sql` or `,
  )})`;
}
