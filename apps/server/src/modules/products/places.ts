import type { Reader } from '@xinhang/db/database.ts';
import { allLocations } from '@xinhang/db/repositories/locations.ts';
import { leavesOut } from '@xinhang/db/scope-places.ts';
import type { Permission } from '@xinhang/shared/permissions.ts';
import { fieldRefused } from '@xinhang/shared/problems.ts';
import type { WriteContext } from '../../http/context.ts';
import type { LocationKind } from '@xinhang/shared/stock-places.ts';

/** Refuses `/warehouseId` unless it is a place of one of these kinds, in use; null is none. */
export async function needPlace(
  db: Reader,
  id: number | null,
  kinds: readonly string[] = ['warehouse'],
): Promise<void> {
  if (id === null) return;
  const place = (await allLocations(db)).find((one) => one.id === id);
  if (!place || !kinds.includes(place.kind)) throw fieldRefused('/warehouseId', 'unknown-place');
  if (place.active === 0) throw fieldRefused('/warehouseId', 'not-in-use');
}

/**
 * Refuses a place that the writer's right does not reach, and none where it is narrowed. Whoever
 * does not hold the right was asked for another one, which knows no places.
 */
export async function needReachedPlace(
  ctx: Pick<WriteContext, 'tx' | 'actor'>,
  right: Permission,
  id: number | null,
  pointer = '/warehouseId',
): Promise<void> {
  if (!leavesOut(ctx.actor, right, id)) return;
  if (id === null) throw fieldRefused(pointer, 'required');
  const place = (await allLocations(ctx.tx)).find((one) => one.id === id);
  throw fieldRefused(pointer, 'place-not-yours', { place: place?.name ?? '' });
}

/** Where goods of this place come to: what only passed through transit, to the first warehouse in use. */
export async function homePlaceId(db: Reader, id: number | null): Promise<number | null> {
  const places = await allLocations(db);
  if (places.find((one) => one.id === id)?.kind !== 'transit') return id;
  return places.find((one) => one.kind === 'warehouse' && one.active === 1)?.id ?? null;
}

/** The place of the house of this kind: that of all customers, of all suppliers. */
export async function housePlaceId(db: Reader, kind: LocationKind): Promise<number> {
  return (await allLocations(db)).find((place) => place.kind === kind)!.id;
}
