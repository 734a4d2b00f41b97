import type { ExpressionBuilder, Selectable, Updateable } from 'kysely';
import { may, type Actor } from '../actor.ts';
import { cappedCount } from '../capped-count.ts';
import { containsIn } from '../contains.ts';
import type { Reader, Tx } from '../database.ts';
import { insertNumbered } from '../remembered.ts';
import type { DB } from '../schema/database.ts';
import { inScope } from '../scope.ts';

export type AdjustmentRecord = Selectable<DB['price_adjustment']>;
export type AdjustmentLineRecord = Selectable<DB['price_adjustment_line']>;
export type NamedAdjustment = Awaited<ReturnType<ReturnType<typeof withNames>['execute']>>[number];
export type NamedAdjustmentLine = Awaited<ReturnType<typeof adjustmentLinesOf>>[number];

const withNames = (db: Reader) =>
  db
    .selectFrom('price_adjustment')
    .innerJoin('user', 'user.id', 'price_adjustment.made_by')
    .leftJoin('customer', 'customer.id', 'price_adjustment.customer_id')
    .leftJoin('price_level', 'price_level.id', 'price_adjustment.level_id')
    .selectAll('price_adjustment')
    .select([
      'user.name as made_by_name',
      'customer.name as customer_name',
      'price_level.name as level_name',
    ]);

type Sheets = ExpressionBuilder<DB, 'price_adjustment'>;

/**
 * Released ones, and all of them for whoever makes prices; of those for a customer such as the
 * actor sees.
 */
const seenBy = (actor: Actor) => (eb: Sheets) =>
  eb.and([
    ...(may(actor, 'prices.update') ? [] : [eb('price_adjustment.state', '=', 'released')]),
    eb.or([
      eb('price_adjustment.customer_id', 'is', null),
      eb(
        'price_adjustment.customer_id',
        'in',
        eb
          .selectFrom('customer')
          .select('customer.id')
          .where((inner) => inScope(actor, 'customers.read')(inner as never)),
      ),
    ]),
  ]);

export interface AdjustmentQuestion {
  text?: string | undefined;
  states?: readonly string[] | undefined;
  productId?: number | undefined;
}

function asked(eb: Sheets, { text, states, productId }: AdjustmentQuestion) {
  return eb.and([
    ...(text
      ? [containsIn(eb as never, ['price_adjustment.no', 'price_adjustment.name'] as never, text)]
      : []),
    ...(states ? [eb('price_adjustment.state', 'in', states)] : []),
    ...(productId === undefined
      ? []
      : [
          eb(
            'price_adjustment.id',
            'in',
            eb
              .selectFrom('price_adjustment_line')
              .select('adjustment_id')
              .where('product_id', '=', productId),
          ),
        ]),
  ]);
}

/** A page of sheets, newest first. */
export async function listAdjustments(
  db: Reader,
  actor: Actor,
  question: AdjustmentQuestion,
  { before, limit }: { before: number | null; limit: number },
): Promise<NamedAdjustment[]> {
  let query = withNames(db)
    .where((eb) => seenBy(actor)(eb as never))
    .where((eb) => asked(eb as never, question));
  if (before !== null) query = query.where('price_adjustment.id', '<', before);
  return await query.orderBy('price_adjustment.id', 'desc').limit(limit).execute();
}

export async function countAdjustments(
  db: Reader,
  actor: Actor,
  question: AdjustmentQuestion,
  cap: number,
): Promise<number> {
  const query = db
    .selectFrom('price_adjustment')
    .select('price_adjustment.id')
    .where(seenBy(actor))
    .where((eb) => asked(eb, question));
  const counted = await cappedCount(db, [query], cap)?.executeTakeFirstOrThrow();
  return Number(counted?.n ?? 0);
}

/** One sheet, if the actor sees it. */
export async function findAdjustment(
  db: Reader,
  actor: Actor,
  id: number,
): Promise<NamedAdjustment | undefined> {
  return await withNames(db)
    .where((eb) => seenBy(actor)(eb as never))
    .where('price_adjustment.id', '=', id)
    .executeTakeFirst();
}

/** One sheet past scope, for whoever decides on it. */
export async function adjustmentById(db: Reader, id: number): Promise<NamedAdjustment | undefined> {
  return await withNames(db).where('price_adjustment.id', '=', id).executeTakeFirst();
}

/** Number of the newest sheet that answers this one and that the actor sees. */
export async function answerTo(
  db: Reader,
  actor: Actor,
  id: number,
): Promise<{ id: number; no: string | null } | undefined> {
  return await db
    .selectFrom('price_adjustment')
    .select(['price_adjustment.id', 'price_adjustment.no'])
    .where('counter_of', '=', id)
    .where(seenBy(actor))
    .orderBy('price_adjustment.id', 'desc')
    .executeTakeFirst();
}

/** Lines of a sheet that the caller found, in their order. */
export async function adjustmentLinesOf(db: Reader, adjustmentId: number) {
  return await db
    .selectFrom('price_adjustment_line')
    .innerJoin('product', 'product.id', 'price_adjustment_line.product_id')
    .innerJoin('unit', 'unit.id', 'price_adjustment_line.unit_id')
    .selectAll('price_adjustment_line')
    .select(['product.code', 'product.name', 'product.spec', 'product.tax_bp'])
    .select('unit.name as unit_name')
    .where('adjustment_id', '=', adjustmentId)
    .orderBy('sort')
    .execute();
}

export async function insertAdjustment(
  tx: Tx,
  row: Omit<AdjustmentRecord, 'id' | 'version'>,
): Promise<number> {
  return await insertNumbered(tx, 'price_adjustment', { ...row, version: 1 }, 'id');
}

/** Changes a sheet of exactly this version; undefined when somebody was faster. */
export async function updateAdjustment(
  tx: Tx,
  { id, version }: { id: number; version: number },
  changes: Updateable<Omit<DB['price_adjustment'], 'id' | 'version'>>,
): Promise<AdjustmentRecord | undefined> {
  return await tx
    .updateTable('price_adjustment')
    .set({ ...changes, version: version + 1 })
    .where('id', '=', id)
    .where('version', '=', version)
    .returningAll()
    .executeTakeFirst();
}

/** Puts these in the place of the lines there were. */
export async function setAdjustmentLines(
  tx: Tx,
  adjustmentId: number,
  lines: readonly Omit<AdjustmentLineRecord, 'id' | 'adjustment_id' | 'sort'>[],
): Promise<void> {
  await tx.deleteFrom('price_adjustment_line').where('adjustment_id', '=', adjustmentId).execute();
  const rows = lines.map((line, sort) => ({ ...line, adjustment_id: adjustmentId, sort }));
  for (let at = 0; at < rows.length; at += 100) {
    await tx
      .insertInto('price_adjustment_line')
      .values(rows.slice(at, at + 100))
      .execute();
  }
}

/** Names the price that a line released. */
export async function nameReleasedPrice(tx: Tx, lineId: number, priceRuleId: number) {
  await tx
    .updateTable('price_adjustment_line')
    .set({ price_rule_id: priceRuleId })
    .where('id', '=', lineId)
    .execute();
}

export async function nameAdjustmentApproval(tx: Tx, id: number, approvalId: number) {
  await tx
    .updateTable('price_adjustment')
    .set({ approval_id: approvalId })
    .where('id', '=', id)
    .execute();
}

export async function removeAdjustment(tx: Tx, id: number): Promise<void> {
  await tx.deleteFrom('price_adjustment_line').where('adjustment_id', '=', id).execute();
  await tx.deleteFrom('price_adjustment').where('id', '=', id).execute();
}

/** Units of a product in which sheets are written. */
export async function unitsAdjusted(db: Reader, productId: number): Promise<number[]> {
  const rows = await db
    .selectFrom('price_adjustment_line')
    .select('unit_id')
    .distinct()
    .where('product_id', '=', productId)
    .execute();
  return rows.map((row) => row.unit_id);
}

/** Customers as a simulation asks of them; the caller has found them through deliveries in scope. */
export async function customersPriced(db: Reader, ids: readonly number[]) {
  if (ids.length === 0) return [];
  return await db
    .selectFrom('customer')
    .leftJoin('customer_price_level', 'customer_price_level.customer_id', 'customer.id')
    .leftJoin('user', 'user.id', 'customer.owner_id')
    .select(['customer.id', 'customer.name', 'customer.region', 'customer.owner_id'])
    .select(['customer_price_level.level_id', 'user.name as owner_name'])
    .where('customer.id', 'in', ids)
    .execute();
}
