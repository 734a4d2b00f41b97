import { sql, type Insertable, type Updateable } from 'kysely';
import type { Actor } from '../actor.ts';
import { containsIn } from '../contains.ts';
import type { Reader, Tx } from '../database.ts';
import { insertNumbered } from '../remembered.ts';
import type { DB } from '../schema/database.ts';
import { inScope } from '../scope.ts';

export type NamedStatement = Awaited<ReturnType<ReturnType<typeof named>['execute']>>[number];

export interface StatementFilter {
  states?: readonly string[] | undefined;
  customerId?: number | undefined;
  ownerId?: number | undefined;
  month?: string | undefined;
  text?: string | undefined;
  /** Sent up to this day and not answered, or to be cleared before `today`. */
  late?: { sentUpTo: string; today: string } | undefined;
  /** Who sees it on the own desk: whose customer it is, who sent it, who clears it. */
  concerns?: number | undefined;
}

/** What was posted into the time of a statement or before it since it was made. */
const posted = sql<number>`(
  select coalesce(sum(late.amount_fen), 0) from ar_item as item
  inner join ar_ledger as late on late.id = item.id
  where item.party_kind = 'customer' and item.party_id = statement.customer_id
    and late.id > statement.ledger_position and late.business_date <= statement.to_day)`;

/** Statements of customers whose account the actor reads. */
const seen = (db: Reader, actor: Actor) =>
  db
    .selectFrom('account_statement as statement')
    .innerJoin('customer', 'customer.id', 'statement.customer_id')
    .where((eb) => inScope(actor, 'receivables.read')(eb as never));

const named = (db: Reader, actor: Actor) =>
  seen(db, actor)
    .innerJoin('user as maker', 'maker.id', 'statement.made_by')
    .leftJoin('user as owner', 'owner.id', 'customer.owner_id')
    .leftJoin('user as sender', 'sender.id', 'statement.sent_by')
    .leftJoin('user as clearer', 'clearer.id', 'statement.clearer_id')
    .leftJoin('user as settler', 'settler.id', 'statement.cleared_by')
    .selectAll('statement')
    .select(['customer.name as customer_name', 'customer.owner_id', 'owner.name as owner_name'])
    .select(['maker.name as maker_name', 'sender.name as sender_name'])
    .select(['clearer.name as clearer_name', 'settler.name as settler_name'])
    .select(posted.as('late_fen'));

type Question = ReturnType<typeof seen>;

function asked<Q>(query: Q, filter: StatementFilter): Q {
  const { states, customerId, ownerId, month, text = '', late, concerns } = filter;
  let asks = query as unknown as Question;
  if (states) asks = asks.where('statement.state', 'in', states);
  if (customerId !== undefined) asks = asks.where('statement.customer_id', '=', customerId);
  if (ownerId !== undefined) asks = asks.where('customer.owner_id', '=', ownerId);
  if (month !== undefined) {
    asks = asks.where('statement.to_day', '>=', `${month}-01`);
    asks = asks.where('statement.to_day', '<=', `${month}-31`);
  }
  if (text !== '') {
    asks = asks.where((eb) => containsIn(eb, ['statement.no', 'customer.name'], text));
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
        eb('customer.owner_id', '=', concerns),
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
  filter: StatementFilter,
  { after, limit }: { after: number | null; limit: number },
): Promise<NamedStatement[]> {
  let query = asked(named(db, actor), filter);
  if (after !== null) query = query.where('statement.id', '<', after);
  return await query.orderBy('statement.id', 'desc').limit(limit).execute();
}

/** How many are in each state, and what they come to. */
export async function sumStatements(db: Reader, actor: Actor, filter: StatementFilter) {
  const rows = await asked(seen(db, actor), filter)
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
  id: number,
): Promise<NamedStatement | undefined> {
  return await named(db, actor).where('statement.id', '=', id).executeTakeFirst();
}

/** The rows that were on a statement, in the order of their days. */
export async function statementRows(db: Reader, statementId: number) {
  return await db
    .selectFrom('account_statement_row as on')
    .innerJoin('ar_ledger as row', 'row.id', 'on.row_id')
    .selectAll('row')
    .where('on.statement_id', '=', statementId)
    .orderBy('row.business_date')
    .orderBy('row.id')
    .execute();
}

/** Rows of its customer that were posted since, into its time or before it. */
export async function lateRows(
  db: Reader,
  statement: { customer_id: number; ledger_position: number; to_day: string },
) {
  return await db
    .selectFrom('ar_item as item')
    .innerJoin('ar_ledger as row', 'row.id', 'item.id')
    .selectAll('row')
    .where('item.party_kind', '=', 'customer')
    .where('item.party_id', '=', statement.customer_id)
    .where('row.id', '>', statement.ledger_position)
    .where('row.business_date', '<=', statement.to_day)
    .orderBy('row.id')
    .execute();
}

/** The last row of the ledger. */
export async function ledgerPosition(db: Reader): Promise<number> {
  const row = await db
    .selectFrom('ar_ledger')
    .select((eb) => eb.fn.max('id').as('last'))
    .executeTakeFirstOrThrow();
  return Number(row.last ?? 0);
}

export async function insertStatement(
  tx: Tx,
  row: Omit<Insertable<DB['account_statement']>, 'id' | 'version'>,
): Promise<number> {
  const id = await insertNumbered(tx, 'account_statement', { ...row, version: 1 }, 'id');
  await tx
    .insertInto('account_statement_row')
    .columns(['statement_id', 'row_id'])
    .expression((eb) =>
      eb
        .selectFrom('ar_item as item')
        .innerJoin('ar_ledger as row', 'row.id', 'item.id')
        .select((one) => [one.val(id).as('statement_id'), 'row.id'])
        .where('item.party_kind', '=', 'customer')
        .where('item.party_id', '=', row.customer_id)
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
  { id, version }: { id: number; version: number },
  set: Updateable<DB['account_statement']>,
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('account_statement')
    .set({ ...set, version: version + 1 })
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}
