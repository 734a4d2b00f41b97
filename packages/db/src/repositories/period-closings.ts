import type { Insertable } from 'kysely';
import type { Reader, Tx } from '../database.ts';
import { insertNumbered, remembered } from '../remembered.ts';
import type { DB } from '../schema/database.ts';

export type ClosingRow = Awaited<ReturnType<typeof closingRows>>[number];

/** Up to which business date an area is closed; empty where it is open. */
export async function closedTo(db: Reader, area: string): Promise<string> {
  const [row] = await remembered(db, { key: 'closedTo', values: { area } }, (values) =>
    db
      .selectFrom('period_closing')
      .select('closed_to')
      .where('area', '=', values.area)
      .orderBy('id', 'desc')
      .limit(1),
  );
  return row?.closed_to ?? '';
}

/** Every closing and reopening with who did it, in their order. */
export async function closingRows(db: Reader) {
  return await db
    .selectFrom('period_closing')
    .leftJoin('user', 'user.id', 'period_closing.closed_by')
    .selectAll('period_closing')
    .select('user.name as closer_name')
    .orderBy('period_closing.id')
    .execute();
}

export async function insertClosing(
  tx: Tx,
  row: Omit<Insertable<DB['period_closing']>, 'id'>,
): Promise<number> {
  return await insertNumbered(tx, 'period_closing', row, 'id');
}

/** The earliest business date of the books; of stock that of its first row. Null: nothing is posted. */
export async function firstBookDate(db: Reader): Promise<string | null> {
  const first = async (table: 'voucher' | 'ar_ledger' | 'ap_ledger') => {
    const query = db.selectFrom(table).select('business_date').orderBy('business_date').limit(1);
    return await query.executeTakeFirst();
  };
  const goods = await db
    .selectFrom('stock_ledger')
    .select('business_date')
    .orderBy('id')
    .limit(1)
    .executeTakeFirst();
  const found = [goods, await first('voucher'), await first('ar_ledger'), await first('ap_ledger')];
  const dates = found.flatMap((row) => (row ? [row.business_date] : []));
  return dates.toSorted((a, b) => (a < b ? -1 : 1))[0] ?? null;
}
