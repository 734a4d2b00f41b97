import type { Reader } from '@xinhang/db/database.ts';
import { allLocations } from '@xinhang/db/repositories/locations.ts';
import { fieldRefused } from '@xinhang/shared/problems.ts';
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

/** The place of the house of this kind: that of all customers, of all suppliers. */
export async function housePlaceId(db: Reader, kind: LocationKind): Promise<number> {
  return (await allLocations(db)).find((place) => place.kind === kind)!.id;
}
