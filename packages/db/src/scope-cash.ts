import { isCashPermission, type CashPermission } from '@xinhang/shared/cash-narrowing.ts';
import { permissionRow, type Permission } from '@xinhang/shared/permissions.ts';
import type { Expression, ExpressionBuilder, SqlBool } from 'kysely';
import { may, type Actor } from './actor.ts';
import type { DB } from './schema/database.ts';
import { inScope } from './scope.ts';

type AnyBuilder = ExpressionBuilder<DB, 'cash_ledger'>;
/** Of whatever query joins the table that the column names. */
type Condition = (eb: unknown) => Expression<SqlBool>;

/**
 * The only door to money on accounts: those that an actor's permission reaches. Null: all of them,
 * and what lies on none (bills). What is within another permission is bound by that one too.
 */
export function accountsOf(actor: Actor, permission: Permission): readonly number[] | null {
  if (!may(actor, permission)) return [];
  const own = isCashPermission(permission) ? partsOf(actor, permission) : null;
  const { within } = permissionRow(permission);
  const bound = within && isCashPermission(within) ? accountsOf(actor, within) : null;
  if (own === null || bound === null) return own ?? bound;
  return own.filter((id) => bound.includes(id));
}

function partsOf(actor: Actor, permission: CashPermission): readonly number[] | null {
  const parts = actor.cash?.get(permission);
  if (!parts || parts.some((part) => part.accountIds === null)) return null;
  return [...new Set(parts.flatMap((part) => part.accountIds ?? []))];
}

/** Whether a permission reaches money on this account; null stands for what lies on none. */
export function reachesAccount(
  actor: Actor,
  permission: Permission,
  accountId: number | null,
): boolean {
  const ids = accountsOf(actor, permission);
  return ids === null || (accountId !== null && ids.includes(accountId));
}

/** Rows of accounts in reach, for tables that are nobody's. */
export function onAccounts(actor: Actor, permission: Permission, column: string): Condition {
  return among(accountsOf(actor, permission), column);
}

function among(ids: readonly number[] | null, column: string): Condition {
  return (given) => {
    const eb = given as AnyBuilder;
    if (ids === null) return eb.lit(true);
    if (ids.length === 0) return eb.lit(false);
    return eb(column as 'cash_ledger.account_id', 'in', [...ids]);
  };
}

/**
 * Rows of customers in scope that lie on accounts in reach (`column` null: on none, as bills do):
 * for each part of the right its customers with its accounts.
 */
export function moneyInScope(
  actor: Actor,
  permission: CashPermission,
  column: string | null,
): Condition {
  const parts = actor.cash?.get(permission);
  if (!parts) return (eb) => inScope(actor, permission)(eb as never);
  return (given) => {
    const eb = given as AnyBuilder;
    const ways = parts.map(({ rows, accountIds }) => {
      const reach = new Map([...actor.reach, [permission, rows] as const]);
      const theirs = inScope({ ...actor, reach }, permission)(eb as never);
      if (accountIds === null) return theirs;
      return column === null ? eb.lit(false) : eb.and([theirs, among(accountIds, column)(eb)]);
    });
    return eb.or(ways);
  };
}
