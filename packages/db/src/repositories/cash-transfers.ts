import type { Insertable, Selectable, Updateable } from 'kysely';
import type { Actor } from '../actor.ts';
import { containsIn } from '../contains.ts';
import type { Reader, Tx } from '../database.ts';
import { insertNumbered } from '../remembered.ts';
import type { DB } from '../schema/database.ts';
import { onAccounts } from '../scope-cash.ts';

export type NamedTransfer = Awaited<ReturnType<ReturnType<typeof named>['execute']>>[number];

/** Transfers of which either side is an account in reach. */
const named = (db: Reader, actor: Actor) =>
  db
    .selectFrom('cash_transfer')
    .innerJoin('cash_account as origin', 'origin.id', 'cash_transfer.from_id')
    .innerJoin('cash_account as goal', 'goal.id', 'cash_transfer.to_id')
    .innerJoin('user as maker', 'maker.id', 'cash_transfer.made_by')
    .leftJoin('user as confirmer', 'confirmer.id', 'cash_transfer.confirmed_by')
    .leftJoin('user as reverser', 'reverser.id', 'cash_transfer.reversed_by')
    .selectAll('cash_transfer')
    .select(['origin.name as from_name', 'origin.kind as from_kind'])
    .select(['goal.name as to_name', 'goal.kind as to_kind'])
    .select(['maker.name as maker_name', 'confirmer.name as confirmer_name'])
    .select('reverser.name as reverser_name')
    .where((eb) =>
      eb.or(
        ['cash_transfer.from_id', 'cash_transfer.to_id'].map((side) =>
          onAccounts(actor, 'cash.read', side)(eb),
        ),
      ),
    );

export interface TransferFilter {
  states?: readonly string[] | undefined;
  accountId?: number | undefined;
  text?: string | undefined;
  from?: string | undefined;
  to?: string | undefined;
}

/** A page of transfers, the newest first. */
export async function listCashTransfers(
  db: Reader,
  actor: Actor,
  { states, accountId, text, from, to }: TransferFilter,
  { after, limit }: { after: number | null; limit: number },
): Promise<NamedTransfer[]> {
  let query = named(db, actor);
  if (states) query = query.where('cash_transfer.state', 'in', states);
  if (accountId !== undefined) {
    query = query.where((eb) =>
      eb.or([
        eb('cash_transfer.from_id', '=', accountId),
        eb('cash_transfer.to_id', '=', accountId),
      ]),
    );
  }
  if (from) query = query.where('cash_transfer.business_date', '>=', from);
  if (to) query = query.where('cash_transfer.business_date', '<=', to);
  if (text !== undefined && text !== '') {
    query = query.where((eb) => containsIn(eb, ['cash_transfer.no', 'cash_transfer.note'], text));
  }
  if (after !== null) query = query.where('cash_transfer.id', '<', after);
  return await query.orderBy('cash_transfer.id', 'desc').limit(limit).execute();
}

export async function cashTransferInReach(
  db: Reader,
  actor: Actor,
  id: number,
): Promise<NamedTransfer | undefined> {
  return await named(db, actor).where('cash_transfer.id', '=', id).executeTakeFirst();
}

export async function insertCashTransfer(
  tx: Tx,
  row: Omit<Insertable<DB['cash_transfer']>, 'id' | 'version'>,
): Promise<number> {
  return await insertNumbered(tx, 'cash_transfer', { ...row, version: 1 }, 'id');
}

/** Whether it was still in that version. */
export async function updateCashTransfer(
  tx: Tx,
  { id, version }: { id: number; version: number },
  values: Updateable<DB['cash_transfer']>,
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('cash_transfer')
    .set({ ...values, version: version + 1 })
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

export async function deleteCashTransfer(tx: Tx, id: number): Promise<void> {
  await tx.deleteFrom('cash_transfer').where('id', '=', id).execute();
}

export type CashOpeningRecord = Selectable<DB['cash_opening']> & { maker_name: string };

/** What is said to have lain in each account as the books began; of one account, or of all. */
export async function standingOpenings(
  db: Reader,
  accountId?: number,
): Promise<CashOpeningRecord[]> {
  let query = db
    .selectFrom('cash_opening')
    .innerJoin('user', 'user.id', 'cash_opening.made_by')
    .selectAll('cash_opening')
    .select('user.name as maker_name')
    .where('cash_opening.state', '=', 'confirmed');
  if (accountId !== undefined) query = query.where('cash_opening.account_id', '=', accountId);
  return await query.execute();
}

export async function insertCashOpening(
  tx: Tx,
  row: Omit<Insertable<DB['cash_opening']>, 'id' | 'version'>,
): Promise<number> {
  return await insertNumbered(tx, 'cash_opening', { ...row, version: 1 }, 'id');
}

/** Whether it was still in that version. */
export async function updateCashOpening(
  tx: Tx,
  { id, version }: { id: number; version: number },
  values: Updateable<DB['cash_opening']>,
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('cash_opening')
    .set({ ...values, version: version + 1 })
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}
