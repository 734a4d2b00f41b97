import type { Insertable, Selectable } from 'kysely';
import type { Reader, Tx } from '../database.ts';
import type { DB } from '../schema/database.ts';

export type CustomerValueRecord = Selectable<DB['customer_value']>;
export type ValueBasis = 'won' | 'delivery' | 'receipt';

/** Live customers in the order of their ids, with what stands of their value. */
export async function valuedAfter(db: Reader, after: number, limit: number) {
  return await db
    .selectFrom('customer')
    .leftJoin('customer_value', 'customer_value.customer_id', 'customer.id')
    .select(['customer.id', 'customer.version', 'customer.value_grade'])
    .select([
      'customer_value.basis',
      'customer_value.from_day',
      'customer_value.to_day',
      'customer_value.amount_fen',
      'customer_value.rule_grade',
      'customer_value.by_hand',
    ])
    .where('customer.archived_at', 'is', null)
    .where('customer.id', '>', after)
    .orderBy('customer.id')
    .limit(limit)
    .execute();
}

/** Entries that became part of these customers, through however many merges, with themselves. */
async function entriesOfMany(db: Reader, ids: readonly number[]): Promise<Map<number, number>> {
  const kept = new Map(ids.map((id) => [id, id]));
  for (let last = [...ids]; last.length > 0;) {
    const rows = await db
      .selectFrom('customer')
      .select(['id', 'merged_into_id'])
      .where('merged_into_id', 'in', last)
      .execute();
    last = [];
    for (const row of rows) {
      if (kept.has(row.id)) continue;
      kept.set(row.id, kept.get(row.merged_into_id!)!);
      last.push(row.id);
    }
  }
  return kept;
}

/**
 * What these customers brought in within business dates, both included: the ledger of results, less
 * what was taken back; of deliveries also what was sold before the company kept its books here.
 */
export async function broughtIn(
  db: Reader,
  ids: readonly number[],
  basis: ValueBasis,
  { from, to }: { from: string; to: string },
): Promise<Map<number, number>> {
  const sums = new Map(ids.map((id) => [id, 0]));
  if (ids.length === 0) return sums;
  const kept = await entriesOfMany(db, ids);
  const entries = [...kept.keys()];
  const add = (rows: readonly { customer_id: number | null; fen: number | string | null }[]) => {
    for (const row of rows) {
      const id = kept.get(row.customer_id ?? 0)!;
      sums.set(id, sums.get(id)! + Number(row.fen ?? 0));
    }
  };
  add(
    await db
      .selectFrom('achievement_ledger')
      .select('customer_id')
      .select((eb) => eb.fn.sum<number>('amount_fen').as('fen'))
      .where('customer_id', 'in', entries)
      .where('metric', '=', basis)
      .where('business_date', '>=', from)
      .where('business_date', '<=', to)
      .groupBy('customer_id')
      .execute(),
  );
  if (basis === 'delivery') {
    add(
      await db
        .selectFrom('sales_fact')
        .select('customer_id')
        .select((eb) => eb.fn.sum<number>('net_fen').as('fen'))
        .where('customer_id', 'in', entries)
        .where('business_date', '>=', from)
        .where('business_date', '<=', to)
        .groupBy('customer_id')
        .execute(),
    );
  }
  return sums;
}

export async function valueOf(
  db: Reader,
  customerId: number,
): Promise<CustomerValueRecord | undefined> {
  return await db
    .selectFrom('customer_value')
    .selectAll()
    .where('customer_id', '=', customerId)
    .executeTakeFirst();
}

export async function putValue(tx: Tx, row: CustomerValueRecord): Promise<void> {
  const { customer_id: _id, ...columns } = row;
  await tx
    .insertInto('customer_value')
    .values(row)
    .onConflict((conflict) => conflict.column('customer_id').doUpdateSet(columns))
    .execute();
}

export async function insertValueChange(
  tx: Tx,
  row: Omit<Insertable<DB['customer_value_change']>, 'id'>,
): Promise<void> {
  await tx.insertInto('customer_value_change').values(row).execute();
}

/** How the value of a customer changed, the last first. */
export async function valueChanges(db: Reader, customerId: number, limit: number) {
  return await db
    .selectFrom('customer_value_change')
    .leftJoin('user', 'user.id', 'customer_value_change.by_id')
    .selectAll('customer_value_change')
    .select('user.name as by_name')
    .where('customer_id', '=', customerId)
    .orderBy('customer_value_change.id', 'desc')
    .limit(limit)
    .execute();
}
