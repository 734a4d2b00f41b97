import type { Expression, Insertable, Selectable, SqlBool, Updateable } from 'kysely';
import type { Permission } from '@xinhang/shared/permissions.ts';
import type { Actor } from '../actor.ts';
import type { Reader, Tx } from '../database.ts';
import { insertNumbered } from '../remembered.ts';
import type { DB } from '../schema/database.ts';
import { onAccounts } from '../scope-cash.ts';

export type CashAccountRecord = Selectable<DB['cash_account']>;
export type CashRow = Selectable<DB['cash_ledger']>;

/** Every account of money, in the order in which they are shown: for rules, not to be told. */
export async function allCashAccounts(db: Reader): Promise<CashAccountRecord[]> {
  return await db.selectFrom('cash_account').selectAll().orderBy('sort').orderBy('id').execute();
}

/** Those that any of these permissions reaches. */
export async function cashAccountsSeen(
  db: Reader,
  actor: Actor,
  permissions: readonly Permission[],
): Promise<CashAccountRecord[]> {
  return await db
    .selectFrom('cash_account')
    .selectAll()
    .where((eb) => eb.or(permissions.map((one) => onAccounts(actor, one, 'cash_account.id')(eb))))
    .orderBy('sort')
    .orderBy('id')
    .execute();
}

/** What lies in each account that the actor reads, by its id; one that never moved has no entry. */
export async function cashBalances(db: Reader, actor: Actor): Promise<Map<number, number>> {
  const rows = await db
    .selectFrom('cash_ledger')
    .select((eb) => ['account_id', eb.fn.sum<number>('amount_fen').as('sum')])
    .where(onAccounts(actor, 'cash.read', 'cash_ledger.account_id'))
    .groupBy('account_id')
    .execute();
  return new Map(rows.map((row) => [row.account_id, Number(row.sum)]));
}

export async function insertCashAccount(
  tx: Tx,
  row: Omit<Insertable<DB['cash_account']>, 'id' | 'version'>,
): Promise<number> {
  return await insertNumbered(tx, 'cash_account', { ...row, version: 1 }, 'id');
}

/** Undefined where somebody else was there first. */
export async function updateCashAccount(
  tx: Tx,
  { id, version }: { id: number; version: number },
  values: Updateable<DB['cash_account']>,
): Promise<CashAccountRecord | undefined> {
  return await tx
    .updateTable('cash_account')
    .set({ ...values, version: version + 1 })
    .where('id', '=', id)
    .where('version', '=', version)
    .returningAll()
    .executeTakeFirst();
}

export async function insertCashRow(
  tx: Tx,
  row: Omit<Insertable<DB['cash_ledger']>, 'id'>,
): Promise<number> {
  return await insertNumbered(tx, 'cash_ledger', row, 'id');
}

/** The rows of a document that no other takes back. */
export async function standingCashRows(
  db: Reader,
  doc: { kind: string; id: number },
): Promise<CashRow[]> {
  const rows = await db
    .selectFrom('cash_ledger')
    .selectAll()
    .where('doc_kind', '=', doc.kind)
    .where('doc_id', '=', doc.id)
    .orderBy('id')
    .execute();
  const taken = new Set(rows.map((row) => row.reversal_of));
  return rows.filter((row) => row.reversal_of === null && !taken.has(row.id));
}

/** A page of the journal of an account, the newest first, each row with the balance after it. */
export async function cashJournal(
  db: Reader,
  actor: Actor,
  accountId: number,
  {
    from,
    to,
    after,
    limit,
  }: { from?: string | undefined; to?: string | undefined; after: number | null; limit: number },
) {
  let query = db
    .selectFrom('cash_ledger as row')
    .innerJoin('user', 'user.id', 'row.posted_by')
    .selectAll('row')
    .select('user.name as poster_name')
    .select((eb) =>
      eb
        .selectFrom('cash_ledger as before')
        .select((sub) => sub.fn.sum<number>('before.amount_fen').as('sum'))
        .where('before.account_id', '=', accountId)
        .whereRef('before.id', '<=', 'row.id')
        .as('balance_fen'),
    )
    .where(onAccounts(actor, 'cash.read', 'row.account_id'))
    .where('row.account_id', '=', accountId);
  if (from) query = query.where('row.business_date', '>=', from);
  if (to) query = query.where('row.business_date', '<=', to);
  if (after !== null) query = query.where('row.id', '<', after);
  return await query.orderBy('row.id', 'desc').limit(limit).execute();
}

/** The day of the first movement of an account; null where nothing moved. */
export async function firstCashDay(db: Reader, accountId: number): Promise<string | null> {
  const row = await db
    .selectFrom('cash_ledger')
    .select((eb) => eb.fn.min('business_date').as('day'))
    .where('account_id', '=', accountId)
    .executeTakeFirst();
  return row?.day ?? null;
}

export interface CashSums {
  account_id: number;
  opening: number;
  came: number;
  went: number;
}

/** Of each account in reach that ever moved: what lay there before a day, came and went up to another. */
export async function cashSums(
  db: Reader,
  actor: Actor,
  { from, to }: { from: string; to: string },
): Promise<CashSums[]> {
  const rows = await db
    .selectFrom('cash_ledger')
    .select('account_id')
    .select((eb) => {
      const sumWhen = (condition: Expression<SqlBool>) =>
        eb.fn.coalesce(
          eb.fn.sum<number>(eb.case().when(condition).then(eb.ref('amount_fen')).else(0).end()),
          eb.lit(0),
        );
      const within = eb('business_date', '>=', from);
      return [
        sumWhen(eb('business_date', '<', from)).as('opening'),
        sumWhen(eb.and([within, eb('amount_fen', '>', 0)])).as('came'),
        sumWhen(eb.and([within, eb('amount_fen', '<', 0)])).as('went'),
      ];
    })
    .where('business_date', '<=', to)
    .where(onAccounts(actor, 'cash.read', 'cash_ledger.account_id'))
    .groupBy('account_id')
    .execute();
  return rows.map((row) => ({
    account_id: row.account_id,
    opening: Number(row.opening),
    came: Number(row.came),
    went: Number(row.went),
  }));
}

/** The movements of an account between two days, by the day on which they happened. */
export async function cashRowsBetween(
  db: Reader,
  actor: Actor,
  accountId: number,
  { from, to, limit }: { from: string; to: string; limit: number },
) {
  return await db
    .selectFrom('cash_ledger as row')
    .innerJoin('user', 'user.id', 'row.posted_by')
    .selectAll('row')
    .select('user.name as poster_name')
    .where(onAccounts(actor, 'cash.read', 'row.account_id'))
    .where('row.account_id', '=', accountId)
    .where('row.business_date', '>=', from)
    .where('row.business_date', '<=', to)
    .orderBy('row.business_date')
    .orderBy('row.id')
    .limit(limit)
    .execute();
}
