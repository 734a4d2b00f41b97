import { takesPlaces, type Grant, type Permission } from '@xinhang/shared/permissions.ts';

interface Grants {
  grants: Grant[];
}

/** Places to which a permission of the draft is narrowed; null: all, or it is not granted. */
export const placesIn = ({ grants }: Grants, permission: Permission): number[] | null =>
  grants.find((grant) => grant.permission === permission)?.warehouseIds ?? null;

export const inOrder = (ids: readonly number[]) => ids.toSorted((a, b) => a - b);

const same = (a: readonly number[] | null, b: readonly number[] | null) =>
  a === null || b === null ? a === b : inOrder(a).join() === inOrder(b).join();

/** What all its permissions of the stock room are narrowed to; undefined where they differ. */
export function placesOfRole({ grants }: Grants): number[] | null | undefined {
  const placed = grants.filter(({ permission }) => takesPlaces(permission));
  const first = placed[0]?.warehouseIds ?? null;
  return placed.every(({ warehouseIds }) => same(warehouseIds, first)) ? first : undefined;
}

/** Narrows one permission to these places, or all that take places; none chosen means all places. */
export function choosePlaces<Draft extends Grants>(
  draft: Draft,
  permission: Permission | null,
  ids: readonly number[],
): Draft {
  const warehouseIds = ids.length === 0 ? null : [...ids];
  return {
    ...draft,
    grants: draft.grants.map((grant) =>
      takesPlaces(grant.permission) && (permission ?? grant.permission) === grant.permission
        ? { ...grant, warehouseIds }
        : grant,
    ),
  };
}
