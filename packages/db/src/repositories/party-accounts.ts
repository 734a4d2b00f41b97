import { sql, type SqlBool } from 'kysely';
import type { Reader } from '../database.ts';
import { standsIn, takesNothingBack } from '../originals.ts';
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
  const later = (part: 'owed_id' | 'paid_id') =>
    sql<number>`coalesce((select sum(a.amount_fen) from ${sql.table(tables[side].allocation)} a
      where a.${sql.ref(part)} = row.id and a.business_date > ${on}), 0)`;
  return sql<number>`item.open_fen + ${later('owed_id')} - ${later('paid_id')}`;
}

/**
 * Rows of which something may be open then: those of which something is open now, and those of
 * which something was settled later. What was long settled is not looked at.
 */
export function mayBeOpen(side: MoneySide, on: string | undefined) {
  // As the index of what is open has it.
  const now = sql<SqlBool>`item.open_fen <> 0`;
  if (on === undefined) return now;
  const { allocation, item } = tables[side];
  return sql<SqlBool>`item.id in (
    select id from ${sql.table(item)} where open_fen <> 0
    union all select owed_id from ${sql.table(allocation)} where business_date > ${on}
    union all select paid_id from ${sql.table(allocation)} where business_date > ${on})`;
}

/**
 * Rows of parties of a kind. Of a day nothing is looked for by the kind, which nearly every row has:
 * what is put behind it keeps the planner of SQLite away from that index.
 */
export const isOf = (kind: string, on: string | undefined) =>
  on === undefined
    ? sql<SqlBool>`item.party_kind = ${kind}`
    : sql<SqlBool>`item.party_kind || '' = ${kind}`;

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
    .where(takesNothingBack('made.reversal_of'))
    .where(standsIn(allocation, 'made.id'))
    .orderBy('made.id', 'desc')
    .execute();
}
