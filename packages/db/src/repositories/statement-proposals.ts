import { sql, type ExpressionBuilder } from 'kysely';
import type { Actor } from '../actor.ts';
import { containsIn } from '../contains.ts';
import type { Reader } from '../database.ts';
import type { DB } from '../schema/database.ts';
import { inScope } from '../scope.ts';
import type { MoneySide } from './money-ledgers.ts';

export interface Span {
  from: string;
  to: string;
}

interface Question extends Span {
  choice: 'any' | 'moved' | 'owing';
  ownerId?: number | undefined;
  text?: string | undefined;
  /** These alone. */
  ids?: readonly number[] | undefined;
}

const tables = {
  ar: { ledger: 'ar_ledger', item: 'ar_item', party: 'customer' },
  ap: { ledger: 'ap_ledger', item: 'ap_item', party: 'supplier' },
} as const;
/** A party of either side, as far as it has a number. */
type OfParty = ExpressionBuilder<DB, 'customer'>;

/** Whether a party has rows of these days. */
const movedIn = (eb: OfParty, side: MoneySide, from: string, to?: string) => {
  const { ledger, item, party } = tables[side];
  let rows = eb
    .selectFrom(`${item} as item`)
    .innerJoin(`${ledger} as row`, 'row.id', 'item.id')
    .select('item.id')
    .where('item.party_kind', '=', party)
    .whereRef('item.party_id', '=', `${party}.id` as 'customer.id')
    .where('row.business_date', '>=', from);
  if (to !== undefined) rows = rows.where('row.business_date', '<=', to);
  return eb.exists(rows);
};

/** What is open now; who owed something then has rows since, or owes it still. */
const opens = (eb: OfParty, side: MoneySide) => {
  const { item, party } = tables[side];
  return eb.exists(
    eb
      .selectFrom(`${item} as item`)
      .select('item.id')
      .where('item.party_kind', '=', party)
      .whereRef('item.party_id', '=', `${party}.id` as 'customer.id')
      .where('item.open_fen', '<>', sql.lit(0)),
  );
};

/** Customers in scope that moved or may owe, by name. */
export async function statementCustomers(
  db: Reader,
  actor: Actor,
  { from, to, choice, ownerId, text = '', ids }: Question,
  limit: number,
) {
  let query = db
    .selectFrom('customer')
    .leftJoin('user as owner', 'owner.id', 'customer.owner_id')
    .select(['customer.id', 'customer.name', 'customer.owner_id', 'owner.name as owner_name'])
    .where((eb) => inScope(actor, 'receivables.read')(eb as never));
  if (ids) query = query.where('customer.id', 'in', ids);
  else if (choice === 'moved') query = query.where((eb) => movedIn(eb as never, 'ar', from, to));
  else {
    query = query.where((eb) =>
      eb.or([opens(eb as never, 'ar'), movedIn(eb as never, 'ar', from)]),
    );
  }
  if (ownerId !== undefined) query = query.where('customer.owner_id', '=', ownerId);
  if (text !== '') query = query.where((eb) => containsIn(eb, ['customer.name'], text));
  return await query.orderBy('customer.name').orderBy('customer.id').limit(limit).execute();
}

/** The same of suppliers. */
export async function statementSuppliers(
  db: Reader,
  { from, to, choice, text = '', ids }: Question,
  limit: number,
) {
  let query = db.selectFrom('supplier').select(['supplier.id', 'supplier.name']);
  if (ids) query = query.where('supplier.id', 'in', ids);
  else if (choice === 'moved') query = query.where((eb) => movedIn(eb as never, 'ap', from, to));
  else {
    query = query.where((eb) =>
      eb.or([opens(eb as never, 'ap'), movedIn(eb as never, 'ap', from)]),
    );
  }
  if (text !== '') query = query.where((eb) => containsIn(eb, ['supplier.name'], text));
  const rows = await query.orderBy('supplier.name').orderBy('supplier.id').limit(limit).execute();
  return rows.map((row) => ({ ...row, owner_id: null, owner_name: null }));
}

/** Of these parties, what stood before a time and what moved in it. */
export async function spanSums(
  db: Reader,
  side: MoneySide,
  ids: readonly number[],
  { from, to }: Span,
) {
  if (ids.length === 0) return new Map<number, SpanSums>();
  const { ledger, item, party } = tables[side];
  const sumIf = (when: ReturnType<typeof sql>) =>
    sql<number>`coalesce(sum(case when ${when} then row.amount_fen else 0 end), 0)`;
  const rows = await db
    .selectFrom(`${item} as item`)
    .innerJoin(`${ledger} as row`, 'row.id', 'item.id')
    .select('item.party_id')
    .select([
      sumIf(sql`row.business_date < ${from}`).as('opening'),
      sumIf(sql`row.business_date >= ${from} and row.amount_fen > 0`).as('owed'),
      sumIf(sql`row.business_date >= ${from} and row.amount_fen < 0`).as('paid'),
    ])
    .where('item.party_kind', '=', party)
    .where('item.party_id', 'in', ids)
    .where('row.business_date', '<=', to)
    .groupBy('item.party_id')
    .execute();
  return new Map(
    rows.map((row) => {
      const [openingFen, owedFen, paidFen] = [Number(row.opening), Number(row.owed), -row.paid];
      return [
        row.party_id,
        { openingFen, owedFen, paidFen, closingFen: openingFen + owedFen - paidFen },
      ] as const;
    }),
  );
}
export interface SpanSums {
  openingFen: number;
  owedFen: number;
  paidFen: number;
  closingFen: number;
}

/** Numbers of the statements of these parties that stand and whose time overlaps. */
export async function overlapping(
  db: Reader,
  side: MoneySide,
  ids: readonly number[],
  { from, to }: Span,
) {
  if (ids.length === 0) return new Map<number, string>();
  const query =
    side === 'ar'
      ? db
          .selectFrom('account_statement as statement')
          .select(['customer_id as party_id', 'no'])
          .where('customer_id', 'in', ids)
      : (db
          .selectFrom('supplier_statement as statement')
          .select(['supplier_id as party_id', 'no'])
          .where('supplier_id', 'in', ids) as never);
  const rows = await query
    .where('state', '<>', 'withdrawn')
    .where('from_day', '<=', to)
    .where('to_day', '>=', from)
    .execute();
  return new Map(rows.map((row) => [row.party_id, row.no]));
}
