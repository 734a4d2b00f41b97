import type { Insertable, Selectable } from 'kysely';
import type { Reader, Tx } from '../database.ts';
import { standsIn, takesNothingBack } from '../originals.ts';
import { insertNumbered } from '../remembered.ts';
import type { DB } from '../schema/database.ts';

export type VoucherRecord = Selectable<DB['voucher']>;
export type VoucherLine = Selectable<DB['voucher_line']>;
export type NewVoucherLine = Omit<Insertable<DB['voucher_line']>, 'id' | 'voucher_id' | 'sort'>;

export async function insertVoucher(
  tx: Tx,
  row: Omit<Insertable<DB['voucher']>, 'id'>,
  lines: readonly NewVoucherLine[],
): Promise<number> {
  const id = await insertNumbered(tx, 'voucher', row, 'id');
  for (const [sort, line] of lines.entries()) {
    await insertNumbered(tx, 'voucher_line', { ...line, voucher_id: id, sort }, 'id');
  }
  return id;
}

/** Vouchers of a document that no other takes back, in the order of posting. */
export async function standingVouchers(
  db: Reader,
  doc: { kind: string; id: number },
): Promise<VoucherRecord[]> {
  return await db
    .selectFrom('voucher')
    .selectAll()
    .where('doc_kind', '=', doc.kind)
    .where('doc_id', '=', doc.id)
    .where(takesNothingBack())
    .where(standsIn('voucher', 'voucher.id'))
    .orderBy('id')
    .execute();
}

export async function voucherLines(db: Reader, id: number): Promise<VoucherLine[]> {
  return await db
    .selectFrom('voucher_line')
    .selectAll()
    .where('voucher_id', '=', id)
    .orderBy('sort')
    .execute();
}

/** Vouchers whose lines do not sum to nothing: none, or the books are wrong. */
export async function unbalancedVouchers(db: Reader): Promise<number[]> {
  const rows = await db
    .selectFrom('voucher_line')
    .select('voucher_id')
    .groupBy('voucher_id')
    .having((eb) => eb.fn.sum('amount_fen'), '<>', 0)
    .execute();
  return rows.map((row) => row.voucher_id);
}
