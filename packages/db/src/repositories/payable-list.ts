import { containsIn } from '../contains.ts';
import type { Reader } from '../database.ts';
import { isOf, mayBeOpen, openOn } from './party-accounts.ts';

export interface PayableQuestion {
  /** Business date; absent: what is open now, whatever its date. */
  on?: string | undefined;
  supplierId?: number | undefined;
  buyerId?: number | undefined;
  text?: string | undefined;
}

/**
 * What is open of each row of suppliers, now or at the end of a business date: what was settled
 * later is open then. Rows with nothing open are left out.
 */
export async function openPayables(db: Reader, asked: PayableQuestion) {
  const { on } = asked;
  let query = db
    .selectFrom('ap_item as item')
    .innerJoin('ap_ledger as row', 'row.id', 'item.id')
    .innerJoin('supplier', 'supplier.id', 'item.party_id')
    .innerJoin('user as buyer', 'buyer.id', 'supplier.buyer_id')
    .select(['row.id', 'row.kind', 'row.due_date', 'supplier.id as supplier_id'])
    .select(['supplier.name as supplier_name', 'supplier.buyer_id', 'buyer.name as buyer_name'])
    .select('supplier.code as supplier_code')
    .select(openOn('ap', on).as('open_fen'))
    .where(isOf('supplier', on));
  query = query.where(mayBeOpen('ap', on));
  if (on !== undefined) query = query.where('row.business_date', '<=', on);
  if (asked.supplierId !== undefined) query = query.where('supplier.id', '=', asked.supplierId);
  if (asked.buyerId !== undefined) query = query.where('supplier.buyer_id', '=', asked.buyerId);
  const { text = '' } = asked;
  if (text !== '')
    query = query.where((eb) => containsIn(eb, ['supplier.name', 'supplier.code'], text));
  const rows = await query.execute();
  return rows
    .map((row) => ({ ...row, open_fen: Number(row.open_fen) }))
    .filter((row) => row.open_fen !== 0);
}
