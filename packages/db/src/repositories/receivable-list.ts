import { sql } from 'kysely';
import type { Actor } from '../actor.ts';
import type { Reader } from '../database.ts';
import { inScope } from '../scope.ts';

export interface ReceivableQuestion {
  /** Business date; absent: what is open now, whatever its date. */
  on?: string | undefined;
  customerId?: number | undefined;
  ownerId?: number | undefined;
  text?: string | undefined;
}

/**
 * What is open of each row of customers in scope, now or at the end of a business date: what was
 * settled later is open then. Rows with nothing open are left out.
 */
export async function openReceivables(db: Reader, actor: Actor, asked: ReceivableQuestion) {
  const { on } = asked;
  const settled = (side: 'owed_id' | 'paid_id') =>
    sql<number>`coalesce((select sum(a.amount_fen) from ar_allocation a
      where a.${sql.ref(side)} = row.id and a.business_date <= ${on ?? ''}), 0)`;
  const open =
    on === undefined
      ? sql<number>`item.open_fen`
      : sql<number>`row.amount_fen - ${settled('owed_id')} + ${settled('paid_id')}`;
  let query = db
    .selectFrom('ar_item as item')
    .innerJoin('ar_ledger as row', 'row.id', 'item.id')
    .innerJoin('customer', 'customer.id', 'item.party_id')
    .leftJoin('user as owner', 'owner.id', 'customer.owner_id')
    .select(['row.id', 'row.kind', 'row.due_date', 'customer.id as customer_id'])
    .select(['customer.name as customer_name', 'customer.owner_id', 'owner.name as owner_name'])
    .select(open.as('open_fen'))
    .where('item.party_kind', '=', 'customer')
    .where((eb) => inScope(actor, 'receivables.read')(eb as never));
  if (on === undefined) query = query.where('item.open_fen', '<>', 0);
  else query = query.where('row.business_date', '<=', on);
  if (asked.customerId !== undefined) query = query.where('customer.id', '=', asked.customerId);
  if (asked.ownerId !== undefined) query = query.where('customer.owner_id', '=', asked.ownerId);
  if (asked.text !== undefined && asked.text !== '') {
    const text = asked.text.toLowerCase();
    query = query.where((eb) => {
      const low = eb.fn<string>('lower', ['customer.name']);
      return eb(eb.fn<string>('replace', [low, eb.val(text), eb.val('')]), '!=', low);
    });
  }
  const rows = await query.execute();
  return rows
    .map((row) => ({ ...row, open_fen: Number(row.open_fen) }))
    .filter((row) => row.open_fen !== 0);
}

/** Every row of one customer, in the order of its business dates. */
export async function receivableRows(db: Reader, customerId: number) {
  return await db
    .selectFrom('ar_item as item')
    .innerJoin('ar_ledger as row', 'row.id', 'item.id')
    .selectAll('row')
    .select('item.open_fen')
    .where('item.party_kind', '=', 'customer')
    .where('item.party_id', '=', customerId)
    .orderBy('row.business_date')
    .orderBy('row.id')
    .execute();
}

/** What was settled of one customer and still is, the newest first. */
export async function receivableAllocations(db: Reader, customerId: number) {
  const taken = db
    .selectFrom('ar_allocation')
    .select('reversal_of')
    .where('reversal_of', 'is not', null);
  return await db
    .selectFrom('ar_allocation as made')
    .innerJoin('ar_item as item', 'item.id', 'made.owed_id')
    .innerJoin('ar_ledger as owed', 'owed.id', 'made.owed_id')
    .innerJoin('ar_ledger as paid', 'paid.id', 'made.paid_id')
    .select(['made.id', 'made.business_date', 'made.amount_fen', 'made.owed_id', 'made.paid_id'])
    .select(['owed.doc_no as owed_no', 'paid.doc_no as paid_no'])
    .select(['owed.reversal_of as owed_reversal', 'paid.reversal_of as paid_reversal'])
    .where('item.party_kind', '=', 'customer')
    .where('item.party_id', '=', customerId)
    .where('made.reversal_of', 'is', null)
    .where('made.id', 'not in', taken)
    .orderBy('made.id', 'desc')
    .execute();
}
