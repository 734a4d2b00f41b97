import { sql, type Insertable, type SqlBool, type Updateable } from 'kysely';
import type { Actor } from '../actor.ts';
import { containsIn } from '../contains.ts';
import type { Reader, Tx } from '../database.ts';
import { insertNumbered } from '../remembered.ts';
import type { DB } from '../schema/database.ts';
import { inScope } from '../scope.ts';
import type { MoneySide } from './money-ledgers.ts';

export type NamedStatement = Awaited<ReturnType<ReturnType<typeof named>['execute']>>[number];

export interface StatementFilter {
  states?: readonly string[] | undefined;
  partyId?: number | undefined;
  /** Of customers alone. */
  ownerId?: number | undefined;
  month?: string | undefined;
  text?: string | undefined;
  /** Sent up to this day and not answered, or to be cleared before `today`. */
  late?: { sentUpTo: string; today: string } | undefined;
  /** Who sees it on the own desk: whose customer it is or who made it, who sent it, who clears it. */
  concerns?: number | undefined;
}

const tables = {
  ar: {
    statement: 'account_statement',
    row: 'account_statement_row',
    ledger: 'ar_ledger',
    item: 'ar_item',
    party: 'customer',
  },
  ap: {
    statement: 'supplier_statement',
    row: 'supplier_statement_row',
    ledger: 'ap_ledger',
    item: 'ap_item',
    party: 'supplier',
  },
} as const;

/** What was posted into the time of a statement or before it since it was made. */
const posted = (side: MoneySide) => sql<number>`(
  select coalesce(sum(late.amount_fen), 0) from ${sql.table(tables[side].item)} as item
  inner join ${sql.table(tables[side].ledger)} as late on late.id = item.id
  where item.party_kind = ${sql.lit(tables[side].party)}
    and item.party_id = ${sql.ref(`statement.${tables[side].party}_id`)}
    and late.id > statement.ledger_position and late.business_date <= statement.to_day)`;

/** Statements of customers whose account the actor reads. */
const ofCustomers = (db: Reader, actor: Actor) =>
  db
    .selectFrom('account_statement as statement')
    .innerJoin('customer', 'customer.id', 'statement.customer_id')
    .where((eb) => inScope(actor, 'receivables.read')(eb as never));
type Seen = ReturnType<typeof ofCustomers>;

/** Those of the actor; accounts of suppliers are read all or none, as the endpoint says. */
const seen = (db: Reader, actor: Actor, side: MoneySide): Seen =>
  side === 'ar'
    ? ofCustomers(db, actor)
    : (db
        .selectFrom('supplier_statement as statement')
        .innerJoin('supplier', 'supplier.id', 'statement.supplier_id') as unknown as Seen);

const named = (db: Reader, actor: Actor, side: MoneySide) => {
  const { party } = tables[side];
  const owns = side === 'ar';
  return seen(db, actor, side)
    .innerJoin('user as maker', 'maker.id', 'statement.made_by')
    .leftJoin('user as sender', 'sender.id', 'statement.sent_by')
    .leftJoin('user as clearer', 'clearer.id', 'statement.clearer_id')
    .leftJoin('user as settler', 'settler.id', 'statement.cleared_by')
    .leftJoin('user as owner', (join) =>
      owns ? join.onRef('owner.id', '=', 'customer.owner_id') : join.on(sql<SqlBool>`1 = 0`),
    )
    .selectAll('statement')
    .select(sql<number>`${sql.ref(`${party}.id`)}`.as('party_id'))
    .select(sql<string>`${sql.ref(`${party}.name`)}`.as('party_name'))
    .select(['owner.id as owner_id', 'owner.name as owner_name'])
    .select(['maker.name as maker_name', 'sender.name as sender_name'])
    .select(['clearer.name as clearer_name', 'settler.name as settler_name'])
    .select(posted(side).as('late_fen'));
};

function asked<Q>(query: Q, side: MoneySide, filter: StatementFilter): Q {
  const { states, partyId, ownerId, month, text = '', late, concerns } = filter;
  const { party } = tables[side];
  let asks = query as unknown as Seen;
  if (states) asks = asks.where('statement.state', 'in', states);
  if (partyId !== undefined) {
    asks = asks.where(sql<SqlBool>`${sql.ref(`statement.${party}_id`)} = ${partyId}`);
  }
  if (ownerId !== undefined) asks = asks.where('customer.owner_id', '=', ownerId);
  if (month !== undefined) {
    asks = asks.where('statement.to_day', '>=', `${month}-01`);
    asks = asks.where('statement.to_day', '<=', `${month}-31`);
  }
  if (text !== '') {
    const columns = ['statement.no', `${party}.name`] as ['statement.no', 'customer.name'];
    asks = asks.where((eb) => containsIn(eb, columns, text));
  }
  if (late) {
    asks = asks.where((eb) =>
      eb.or([
        eb.and([eb('statement.state', '=', 'sent'), eb('statement.sent_on', '<=', late.sentUpTo)]),
        eb.and([
          eb('statement.state', '=', 'difference'),
          eb('statement.clear_until', '<', late.today),
        ]),
      ]),
    );
  }
  if (concerns !== undefined) {
    asks = asks.where((eb) =>
      eb.or([
        side === 'ar'
          ? eb('customer.owner_id', '=', concerns)
          : eb('statement.made_by', '=', concerns),
        eb('statement.sent_by', '=', concerns),
        eb('statement.clearer_id', '=', concerns),
      ]),
    );
  }
  return asks as unknown as Q;
}

/** A page of the statements that the actor sees, the newest first. */
export async function listStatements(
  db: Reader,
  actor: Actor,
  side: MoneySide,
  filter: StatementFilter,
  { after, limit }: { after: number | null; limit: number },
): Promise<NamedStatement[]> {
  let query = asked(named(db, actor, side), side, filter);
  if (after !== null) query = query.where('statement.id', '<', after);
  return await query.orderBy('statement.id', 'desc').limit(limit).execute();
}

/** How many are in each state, and what they come to. */
export async function sumStatements(
  db: Reader,
  actor: Actor,
  side: MoneySide,
  filter: StatementFilter,
) {
  const rows = await asked(seen(db, actor, side), side, filter)
    .select('statement.state')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .select((eb) => eb.fn.sum<number>('statement.closing_fen').as('closing'))
    .groupBy('statement.state')
    .execute();
  return rows.map((row) => ({
    state: row.state,
    n: Number(row.n),
    closingFen: Number(row.closing),
  }));
}

export async function statementInScope(
  db: Reader,
  actor: Actor,
  side: MoneySide,
  id: number,
): Promise<NamedStatement | undefined> {
  return await named(db, actor, side).where('statement.id', '=', id).executeTakeFirst();
}

/** The rows that were on a statement, in the order of their days. */
export async function statementRows(db: Reader, side: MoneySide, statementId: number) {
  // Both sides have the same columns.
  const { row, ledger } = tables[side] as (typeof tables)['ar'];
  return await db
    .selectFrom(`${row} as on`)
    .innerJoin(`${ledger} as row`, 'row.id', 'on.row_id')
    .selectAll('row')
    .where('on.statement_id', '=', statementId)
    .orderBy('row.business_date')
    .orderBy('row.id')
    .execute();
}

/** Rows of its party that were posted since, into its time or before it. */
export async function lateRows(
  db: Reader,
  side: MoneySide,
  statement: { party_id: number; ledger_position: number; to_day: string },
) {
  const { item, ledger, party } = tables[side];
  return await db
    .selectFrom(`${item} as item`)
    .innerJoin(`${ledger} as row`, 'row.id', 'item.id')
    .selectAll('row')
    .where('item.party_kind', '=', party)
    .where('item.party_id', '=', statement.party_id)
    .where('row.id', '>', statement.ledger_position)
    .where('row.business_date', '<=', statement.to_day)
    .orderBy('row.id')
    .execute();
}

/** The last row of the ledger. */
export async function ledgerPosition(db: Reader, side: MoneySide): Promise<number> {
  const row = await db
    .selectFrom(tables[side].ledger)
    .select((eb) => eb.fn.max('id').as('last'))
    .executeTakeFirstOrThrow();
  return Number(row.last ?? 0);
}

export type NewStatement = Omit<
  Insertable<DB['account_statement']>,
  'id' | 'version' | 'customer_id'
>;

export async function insertStatement(
  tx: Tx,
  side: MoneySide,
  { partyId, ...row }: NewStatement & { partyId: number },
): Promise<number> {
  const { statement, row: rows, item, ledger, party } = tables[side];
  const values = { ...row, version: 1 };
  const id =
    side === 'ar'
      ? await insertNumbered(tx, 'account_statement', { ...values, customer_id: partyId }, 'id')
      : await insertNumbered(
          tx,
          statement as 'supplier_statement',
          { ...values, supplier_id: partyId },
          'id',
        );
  await tx
    .insertInto(rows)
    .columns(['statement_id', 'row_id'])
    .expression((eb) =>
      eb
        .selectFrom(`${item} as item`)
        .innerJoin(`${ledger} as row`, 'row.id', 'item.id')
        .select((one) => [one.val(id).as('statement_id'), 'row.id'])
        .where('item.party_kind', '=', party)
        .where('item.party_id', '=', partyId)
        .where('row.id', '<=', row.ledger_position)
        .where('row.business_date', '>=', row.from_day)
        .where('row.business_date', '<=', row.to_day),
    )
    .execute();
  return id;
}

/** Whether it still was in that version. */
export async function moveStatement(
  tx: Tx,
  side: MoneySide,
  { id, version }: { id: number; version: number },
  set: Updateable<Omit<DB['account_statement'], 'customer_id'>>,
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable(tables[side].statement)
    .set({ ...set, version: version + 1 })
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}
