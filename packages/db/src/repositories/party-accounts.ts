import { sql } from 'kysely';
import type { Reader } from '../database.ts';
import type { MoneySide, Party } from './money-ledgers.ts';

const tables = {
  ar: { ledger: 'ar_ledger', item: 'ar_item', allocation: 'ar_allocation' },
  ap: { ledger: 'ap_ledger', item: 'ap_item', allocation: 'ap_allocation' },
} as const;

/**
 * What is open of `row` with its `item`, now or at the end of a business date: what was settled
 * later is open then.
 */
export function openOn(side: MoneySide, on: string | undefined) {
  if (on === undefined) return sql<number>`item.open_fen`;
  const settled = (part: 'owed_id' | 'paid_id') =>
    sql<number>`coalesce((select sum(a.amount_fen) from ${sql.table(tables[side].allocation)} a
      where a.${sql.ref(part)} = row.id and a.business_date <= ${on}), 0)`;
  return sql<number>`row.amount_fen - ${settled('owed_id')} + ${settled('paid_id')}`;
}

/** Every row of one party, in the order of its business dates. */
export async function accountRows(db: Reader, side: MoneySide, party: Party) {
  const { ledger, item } = tables[side];
  return await db
    .selectFrom(`${item} as item`)
    .innerJoin(`${ledger} as row`, 'row.id', 'item.id')
    .selectAll('row')
    .select('item.open_fen')
    .where('item.party_kind', '=', party.kind)
    .where('item.party_id', '=', party.id)
    .orderBy('row.business_date')
    .orderBy('row.id')
    .execute();
}

/** What was settled of one party and still is, the newest first. */
export async function accountAllocations(db: Reader, side: MoneySide, party: Party) {
  const { ledger, item, allocation } = tables[side];
  const taken = db
    .selectFrom(allocation)
    .select('reversal_of')
    .where('reversal_of', 'is not', null);
  return await db
    .selectFrom(`${allocation} as made`)
    .innerJoin(`${item} as item`, 'item.id', 'made.owed_id')
    .innerJoin(`${ledger} as owed`, 'owed.id', 'made.owed_id')
    .innerJoin(`${ledger} as paid`, 'paid.id', 'made.paid_id')
    .select(['made.id', 'made.business_date', 'made.amount_fen', 'made.owed_id', 'made.paid_id'])
    .select(['owed.doc_no as owed_no', 'paid.doc_no as paid_no'])
    .select(['owed.reversal_of as owed_reversal', 'paid.reversal_of as paid_reversal'])
    .where('item.party_kind', '=', party.kind)
    .where('item.party_id', '=', party.id)
    .where('made.reversal_of', 'is', null)
    .where('made.id', 'not in', taken)
    .orderBy('made.id', 'desc')
    .execute();
}
