import type { CashPermission } from '@xinhang/shared/cash-narrowing.ts';
import { guardedFields, type FieldPolicy, type Permission } from '@xinhang/shared/permissions.ts';

/** Whose rows a permission reaches: everybody's, or those owned by these users (self included). */
export interface RowReach {
  readonly all: boolean;
  readonly ownerIds: readonly number[];
  /** Places where goods lie that it is narrowed to; absent: all of them. */
  readonly places?: readonly number[];
}

/** Whose rows on which accounts of money; null: on every account, and those on none. */
export interface CashReach {
  readonly rows: RowReach;
  readonly accountIds: readonly number[] | null;
}
export type CashReaches = ReadonlyMap<CashPermission, readonly CashReach[]>;

/** The person on whose behalf something happens, with resolved rights. */
export interface Actor {
  readonly userId: number;
  readonly name: string;
  readonly reach: ReadonlyMap<Permission, RowReach>;
  readonly fields: FieldPolicy;
  /** What is narrowed to accounts of money; asked through scope-cash.ts alone. */
  readonly cash?: CashReaches;
  /**
   * Whose records its `team` is: who works in the departments that this person heads, and himself.
   * Absent where that narrows nothing: he heads none, or the whole company. Grants nothing.
   */
  readonly team?: readonly number[];
  /** Set while an owner looks through this person's eyes: nothing may be written. */
  readonly viewAsBy: number | null;
}

export function may(actor: Actor, permission: Permission): boolean {
  return actor.reach.has(permission);
}

/** Whether a permission reaches rows of this owner; null stands for the pool. */
export function reaches(actor: Actor, permission: Permission, ownerId: number | null): boolean {
  const reach = actor.reach.get(permission);
  if (!reach) return false;
  return reach.all || (ownerId !== null && reach.ownerIds.includes(ownerId));
}

/** Whose rows a list shows: my own, those of the people whom I head, or all that I may see. */
export type Side = 'mine' | 'team' | 'all';

/** The people whose rows are meant, whoever of them is in reach; undefined where all are. */
export function peopleOf(actor: Actor, side: Side | undefined): readonly number[] | undefined {
  if (side === 'mine') return [actor.userId];
  return side === 'team' ? actor.team : undefined;
}

const sameAccounts = (a: Actor, b: Actor) =>
  JSON.stringify([...(a.cash ?? [])]) === JSON.stringify([...(b.cash ?? [])]);

/** Whether both reach the same rows with the same permissions, and see as much of each field. */
export function sameRights(a: Actor, b: Actor): boolean {
  return (
    a.reach.size === b.reach.size &&
    guardedFields.every((name) => a.fields[name] === b.fields[name]) &&
    sameAccounts(a, b) &&
    a.team?.join() === b.team?.join() &&
    [...a.reach].every(([permission, reach]) => {
      const other = b.reach.get(permission);
      return (
        reach.all === other?.all &&
        reach.ownerIds.join() === other.ownerIds.join() &&
        reach.places?.join() === other.places?.join()
      );
    })
  );
}
