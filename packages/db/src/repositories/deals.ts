import type { Permission } from '@xinhang/shared/permissions.ts';
import type { Insertable, Selectable, Updateable } from 'kysely';
import type { Actor } from '../actor.ts';
import type { Reader, Tx } from '../database.ts';
import { insertNumbered, insertRemembered } from '../remembered.ts';
import type { DB } from '../schema/database.ts';
import { dealInScope } from '../scope-deals.ts';

export type DealRecord = Selectable<DB['deal']>;
type NewDeal = Omit<DealRecord, 'id' | 'version' | 'credited_to'>;
export type DealEventRecord = Selectable<DB['deal_event']>;

/** One deal if the actor's permission reaches it. */
export async function findDeal(
  db: Reader,
  actor: Actor,
  permission: Permission,
  id: number,
): Promise<DealRecord | undefined> {
  return await db
    .selectFrom('deal')
    .selectAll('deal')
    .where('deal.id', '=', id)
    .where(dealInScope(actor, permission))
    .executeTakeFirst();
}

/** One deal whoever may see it: for rules that nobody asks for himself. */
export async function dealById(db: Reader, id: number): Promise<DealRecord | undefined> {
  return await db.selectFrom('deal').selectAll().where('id', '=', id).executeTakeFirst();
}

/** When the first deal was written down, UTC ms, whoever may see it; null where there is none. */
export async function firstDealAt(db: Reader): Promise<number | null> {
  const row = await db
    .selectFrom('deal')
    .select('created_at')
    .orderBy('id')
    .limit(1)
    .executeTakeFirst();
  return row?.created_at ?? null;
}

/** Of these deals those that a permission reaches. */
export async function dealsReached(
  db: Reader,
  actor: Actor,
  permission: Permission,
  ids: readonly number[],
): Promise<Set<number>> {
  if (ids.length === 0) return new Set();
  const rows = await db
    .selectFrom('deal')
    .select('deal.id')
    .where('deal.id', 'in', ids)
    .where(dealInScope(actor, permission))
    .execute();
  return new Set(rows.map((row) => row.id));
}

export async function insertDeal(tx: Tx, deal: NewDeal): Promise<DealRecord> {
  const row = { ...deal, credited_to: null, version: 1 };
  return { ...row, id: await insertNumbered(tx, 'deal', row, 'id') };
}

/** A deal that an import brings, with what hangs on it; texts of queries are built once. */
export async function insertWholeDeal(
  tx: Tx,
  deal: NewDeal,
  parts: {
    share: Omit<Insertable<DB['deal_share']>, 'deal_id'>;
    line: Omit<Insertable<DB['deal_line']>, 'id' | 'deal_id'> | null;
    /** Oldest first. */
    events: readonly Omit<Insertable<DB['deal_event']>, 'id' | 'deal_id'>[];
  },
): Promise<number> {
  const { id } = await insertDeal(tx, deal);
  await insertRemembered(tx, 'deal_share', { deal_id: id, ...parts.share });
  if (parts.line) await insertRemembered(tx, 'deal_line', { deal_id: id, ...parts.line });
  for (const event of parts.events) {
    await insertRemembered(tx, 'deal_event', { deal_id: id, ...event });
  }
  return id;
}

/** Changes a deal of exactly this version; undefined when somebody was faster. */
export async function updateDeal(
  tx: Tx,
  { id, version }: { id: number; version: number },
  changes: Updateable<Omit<DB['deal'], 'id' | 'version'>>,
): Promise<DealRecord | undefined> {
  return await tx
    .updateTable('deal')
    .set({ ...changes, version: version + 1 })
    .where('id', '=', id)
    .where('version', '=', version)
    .returningAll()
    .executeTakeFirst();
}

export async function appendDealEvent(
  tx: Tx,
  event: Omit<Insertable<DB['deal_event']>, 'id'>,
): Promise<void> {
  await tx.insertInto('deal_event').values(event).execute();
}

/** What happened to a deal that the caller found through scope, oldest first. */
export async function dealEvents(db: Reader, dealId: number): Promise<DealEventRecord[]> {
  return await db
    .selectFrom('deal_event')
    .selectAll()
    .where('deal_id', '=', dealId)
    .orderBy('at')
    .orderBy('id')
    .execute();
}

/** Lines, shares, contacts, competitors and ticked checks of a deal found through scope. */
export async function partsOfDeal(db: Reader, dealId: number) {
  const lines = await db
    .selectFrom('deal_line')
    .leftJoin('unit', 'unit.id', 'deal_line.unit_id')
    .selectAll('deal_line')
    .select('unit.name as unit_name')
    .where('deal_id', '=', dealId)
    .orderBy('position')
    .execute();
  const shares = await db
    .selectFrom('deal_share')
    .innerJoin('user', 'user.id', 'deal_share.user_id')
    .select(['user.id as id', 'user.name as name', 'deal_share.share_bp as share_bp'])
    .where('deal_id', '=', dealId)
    .orderBy('share_bp', 'desc')
    .orderBy('user.id')
    .execute();
  const contacts = await db
    .selectFrom('deal_contact')
    .innerJoin('contact', 'contact.id', 'deal_contact.contact_id')
    .select(['contact.id as id', 'contact.name as name', 'role', 'attitude', 'influence'])
    .where('deal_id', '=', dealId)
    .orderBy('contact.id')
    .execute();
  const competitors = await db
    .selectFrom('deal_competitor')
    .innerJoin('competitor', 'competitor.id', 'deal_competitor.competitor_id')
    .select([
      'competitor.id as id',
      'competitor.name as name',
      'deal_competitor.price_fen as price_fen',
      'deal_competitor.note as note',
    ])
    .where('deal_id', '=', dealId)
    .orderBy('competitor.id')
    .execute();
  const checks = await db
    .selectFrom('deal_check')
    .select('gate_item_id')
    .where('deal_id', '=', dealId)
    .execute();
  return { lines, shares, contacts, competitors, checks: checks.map((row) => row.gate_item_id) };
}
export type DealParts = Awaited<ReturnType<typeof partsOfDeal>>;

type Part = 'deal_line' | 'deal_share' | 'deal_contact' | 'deal_competitor';

/** Replaces what hangs on a deal by these rows. */
export async function setDealPart<T extends Part>(
  tx: Tx,
  table: T,
  dealId: number,
  rows: readonly Omit<Insertable<DB[T]>, 'id' | 'deal_id'>[],
): Promise<void> {
  await tx
    .deleteFrom(table as Part)
    .where('deal_id', '=', dealId)
    .execute();
  for (const row of rows) {
    await tx
      .insertInto(table as Part)
      .values({ ...row, deal_id: dealId } as never)
      .execute();
  }
}

/** Ticks a check of a gate, or takes it back. */
export async function setCheck(
  tx: Tx,
  check: Insertable<DB['deal_check']>,
  on: boolean,
): Promise<void> {
  const { deal_id: dealId, gate_item_id: itemId } = check;
  await tx
    .deleteFrom('deal_check')
    .where('deal_id', '=', dealId)
    .where('gate_item_id', '=', itemId)
    .execute();
  if (on) await tx.insertInto('deal_check').values(check).execute();
}

/** How many open deals stand in each of these stages, whoever may see them. */
export async function openInStages(
  db: Reader,
  stageIds: readonly number[],
): Promise<Map<number, number>> {
  if (stageIds.length === 0) return new Map();
  const rows = await db
    .selectFrom('deal')
    .select(['stage_id', (eb) => eb.fn.countAll<number>().as('n')])
    .where('stage_id', 'in', stageIds)
    .where('state', '=', 'open')
    .groupBy('stage_id')
    .execute();
  return new Map(rows.map((row) => [row.stage_id, Number(row.n)]));
}

/** Open deals that stand in these stages, whoever may see them, the oldest first. */
export async function standingIn(
  db: Reader,
  stageIds: readonly number[],
): Promise<{ id: number; ownerId: number; pipelineId: number }[]> {
  if (stageIds.length === 0) return [];
  return await db
    .selectFrom('deal')
    .select(['id', 'owner_id as ownerId', 'pipeline_id as pipelineId'])
    .where('stage_id', 'in', stageIds)
    .where('state', '=', 'open')
    .orderBy('id')
    .execute();
}

/** Names of those deals among these that the actor may see. */
export async function dealNames(
  db: Reader,
  actor: Actor,
  ids: readonly number[],
): Promise<Map<number, string>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectFrom('deal')
    .select(['deal.id', 'deal.name'])
    .where('deal.id', 'in', ids)
    .where(dealInScope(actor, 'deals.read'))
    .execute();
  return new Map(rows.map((row) => [row.id, row.name]));
}

/** Foreign numbers of the deals that an import of a data set brought before. */
export async function dealNumbersLike(db: Reader, prefix: string): Promise<Set<string>> {
  const rows = await db
    .selectFrom('deal')
    .select('external_no')
    .where('external_no', '>=', prefix)
    .where('external_no', '<', `${prefix}\uffff`)
    .execute();
  return new Set(rows.map((row) => row.external_no));
}

/** People who hear of a change of a deal: those with a share, and the owner of its customer. */
export async function peopleOfDeal(
  db: Reader,
  deal: { id: number; customer_id: number | null },
): Promise<number[]> {
  const shares = await db
    .selectFrom('deal_share')
    .select('user_id')
    .where('deal_id', '=', deal.id)
    .execute();
  const customer =
    deal.customer_id === null
      ? undefined
      : await db
          .selectFrom('customer')
          .select('owner_id')
          .where('id', '=', deal.customer_id)
          .executeTakeFirst();
  return [...shares.map((row) => row.user_id), ...(customer?.owner_id ? [customer.owner_id] : [])];
}

/** Of these customers those that ever won a deal, and those with an open one. */
export async function customersWithDeals(
  db: Reader,
  customerIds: readonly number[],
): Promise<{ won: Set<number>; open: Set<number> }> {
  if (customerIds.length === 0) return { won: new Set(), open: new Set() };
  const rows = await db
    .selectFrom('deal')
    .select(['customer_id', 'state'])
    .distinct()
    .where('customer_id', 'in', customerIds)
    .where('state', 'in', ['won', 'open'])
    .execute();
  const of = (state: string) =>
    new Set(rows.flatMap((row) => (row.state === state ? (row.customer_id ?? []) : [])));
  return { won: of('won'), open: of('open') };
}
