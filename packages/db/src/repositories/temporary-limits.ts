import type { Insertable, Selectable } from 'kysely';
import type { Reader, Tx } from '../database.ts';
import { insertNumbered, remembered } from '../remembered.ts';
import type { DB } from '../schema/database.ts';

export type TemporaryLimit = Selectable<DB['temporary_limit']>;

/** The one of a customer that holds on a day. */
export async function temporaryLimitOn(
  db: Reader,
  customerId: number,
  today: string,
): Promise<Pick<TemporaryLimit, 'limit_fen' | 'valid_to'> | undefined> {
  const asked = { key: 'temporaryLimit', values: { customerId, today } };
  const [row] = await remembered(db, asked, (values) =>
    db
      .selectFrom('temporary_limit')
      .select(['limit_fen', 'valid_to'])
      .where('customer_id', '=', values.customerId)
      .where('valid_to', '>=', values.today)
      .where('valid_from', '<=', values.today)
      .where('ended_at', 'is', null),
  );
  return row;
}

/** Of these customers those that hold on a day. */
export async function temporaryLimitsOn(
  db: Reader,
  customerIds: readonly number[],
  today: string,
): Promise<TemporaryLimit[]> {
  if (customerIds.length === 0) return [];
  return await db
    .selectFrom('temporary_limit')
    .selectAll()
    .where('customer_id', 'in', customerIds)
    .where('valid_to', '>=', today)
    .where('valid_from', '<=', today)
    .where('ended_at', 'is', null)
    .execute();
}

/** Every one that a customer was given, the last day first. */
export async function temporaryLimitsOf(db: Reader, customerId: number) {
  return await db
    .selectFrom('temporary_limit as given')
    .innerJoin('user as giver', 'giver.id', 'given.given_by')
    .leftJoin('user as ender', 'ender.id', 'given.ended_by')
    .selectAll('given')
    .select(['giver.name as giver_name', 'ender.name as ender_name'])
    .where('given.customer_id', '=', customerId)
    .orderBy('given.valid_to', 'desc')
    .orderBy('given.id', 'desc')
    .execute();
}

export async function insertTemporaryLimit(
  tx: Tx,
  row: Omit<Insertable<DB['temporary_limit']>, 'id' | 'ended_by' | 'ended_at'>,
): Promise<number> {
  return await insertNumbered(
    tx,
    'temporary_limit',
    { ...row, ended_by: null, ended_at: null },
    'id',
  );
}

export async function endTemporaryLimit(
  tx: Tx,
  id: number,
  by: { userId: number; at: number },
): Promise<void> {
  const row = tx.updateTable('temporary_limit').set({ ended_by: by.userId, ended_at: by.at });
  await row.where('id', '=', id).execute();
}
