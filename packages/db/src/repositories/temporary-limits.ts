import type { Insertable, Selectable } from 'kysely';
import type { Actor } from '../actor.ts';
import type { Reader, Tx } from '../database.ts';
import { insertNumbered, remembered } from '../remembered.ts';
import type { DB } from '../schema/database.ts';
import { inScope } from '../scope.ts';

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

/**
 * Those that a person gave and that end within these days, both included; without those after
 * which as much holds.
 */
export async function endingTemporaryLimits(
  db: Reader,
  actor: Actor,
  { from, to, today }: { from: string; to: string; today: string },
  limit: number,
): Promise<
  { id: number; limit_fen: number; valid_to: string; customer_id: number; customer_name: string }[]
> {
  return await db
    .selectFrom('temporary_limit as given')
    .innerJoin('customer', 'customer.id', 'given.customer_id')
    .select(['given.id', 'given.limit_fen', 'given.valid_to'])
    .select(['customer.id as customer_id', 'customer.name as customer_name'])
    .where('given.valid_to', '>=', from)
    .where('given.valid_to', '<=', to)
    .where('given.valid_from', '<=', today)
    .where('given.ended_at', 'is', null)
    .whereRef('customer.credit_limit_fen', '<', 'given.limit_fen')
    .where('customer.archived_at', 'is', null)
    .where('customer.owner_id', 'is not', null)
    .where('given.given_by', '=', actor.userId)
    .where((eb) => inScope(actor, 'customers.read')(eb as never))
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('temporary_limit as later')
            .select('later.id')
            .whereRef('later.customer_id', '=', 'given.customer_id')
            .whereRef('later.valid_to', '>', 'given.valid_to')
            .whereRef('later.limit_fen', '>=', 'given.limit_fen')
            .where('later.ended_at', 'is', null),
        ),
      ),
    )
    .orderBy('given.valid_to')
    .orderBy('given.id')
    .limit(limit)
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
