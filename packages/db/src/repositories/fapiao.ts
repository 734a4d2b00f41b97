import type { Insertable, Selectable, Updateable } from 'kysely';
import type { Actor } from '../actor.ts';
import type { Reader, Tx } from '../database.ts';
import { insertNumbered } from '../remembered.ts';
import type { DB } from '../schema/database.ts';
import { fapiaoInScope } from '../scope-fapiao.ts';

export type FapiaoRecord = Selectable<DB['fapiao']>;
export type FapiaoLineRecord = Selectable<DB['fapiao_line']>;
export type NamedFapiao = NonNullable<Awaited<ReturnType<typeof fapiaoById>>>;
export type NamedFapiaoLine = Awaited<ReturnType<typeof fapiaoLines>>[number];

const named = (db: Reader) =>
  db
    .selectFrom('fapiao')
    .innerJoin('customer', 'customer.id', 'fapiao.customer_id')
    .innerJoin('user as maker', 'maker.id', 'fapiao.made_by')
    .leftJoin('user as issuer', 'issuer.id', 'fapiao.issued_by')
    .leftJoin('fapiao as blue', 'blue.id', 'fapiao.red_of')
    .selectAll('fapiao')
    .select(['customer.name as customer_name', 'customer.owner_id', 'customer.pool_id'])
    .select(['maker.name as maker_name', 'issuer.name as issuer_name'])
    .select('blue.number as blue_number');

/** A fapiao by its id, whoever may see it. */
export async function fapiaoById(db: Reader, id: number) {
  return await named(db).where('fapiao.id', '=', id).executeTakeFirst();
}

/** A fapiao of a customer that the actor sees. */
export async function findFapiao(
  db: Reader,
  actor: Actor,
  id: number,
): Promise<NamedFapiao | undefined> {
  return await named(db)
    .where('fapiao.id', '=', id)
    .where((eb) => fapiaoInScope(actor)(eb as never))
    .executeTakeFirst();
}

/** Numbers of those among these that the actor sees. */
export async function fapiaoNames(
  db: Reader,
  actor: Actor,
  ids: readonly number[],
): Promise<Map<number, string>> {
  if (ids.length === 0) return new Map();
  const rows = await named(db)
    .where('fapiao.id', 'in', ids)
    .where((eb) => fapiaoInScope(actor)(eb as never))
    .execute();
  return new Map(
    rows.map((row) => [row.id, [row.number, row.customer_name].filter(Boolean).join(' · ')]),
  );
}

/** Whether another fapiao of this legal person has that number. */
export async function numberTaken(
  db: Reader,
  { entityId, code, number, but }: { entityId: number; code: string; number: string; but: number },
): Promise<boolean> {
  const row = await db
    .selectFrom('fapiao')
    .select('id')
    .where('entity_id', '=', entityId)
    .where('code', '=', code)
    .where('number', '=', number)
    .where('id', '<>', but)
    .executeTakeFirst();
  return row !== undefined;
}

/** Lines in their order, with the numbers of what they are for. */
export async function fapiaoLines(db: Reader, fapiaoId: number) {
  return await db
    .selectFrom('fapiao_line')
    .leftJoin('sales_order', 'sales_order.id', 'fapiao_line.order_id')
    .leftJoin('delivery', 'delivery.id', 'fapiao_line.delivery_id')
    .leftJoin('sales_return_line', 'sales_return_line.id', 'fapiao_line.return_line_id')
    .leftJoin('sales_return', 'sales_return.id', 'sales_return_line.return_id')
    .selectAll('fapiao_line')
    .select(['sales_order.no as order_no', 'sales_order.term_id', 'sales_order.basis'])
    .select(['delivery.no as delivery_no', 'delivery.business_date as delivered_on'])
    .select(['sales_return.id as return_id', 'sales_return.no as return_no'])
    .where('fapiao_line.fapiao_id', '=', fapiaoId)
    .orderBy('fapiao_line.sort')
    .execute();
}

/** Whether it takes another back, that is kept here or not. */
export const isRed = ({ red_of: id, red_of_no: no }: FapiaoRecord): boolean =>
  id !== null || no !== '';

type OfOrder = Record<'order_id' | 'order_line_id', number> & { basis: string };

/** Lines that are for one of an order: all but those that take back a return without a delivery. */
export const ofOrders = <T extends NamedFapiaoLine>(lines: readonly T[]): (T & OfOrder)[] =>
  lines.filter((line): line is T & OfOrder => line.order_line_id !== null);

/** What red ones took back of lines, by their ids: amounts above 0. */
export async function redOfLines(
  db: Reader,
  lineIds: readonly number[],
): Promise<Map<number, { qtyE4: number; netFen: number; taxFen: number }>> {
  if (lineIds.length === 0) return new Map();
  const rows = await db
    .selectFrom('fapiao_line')
    .select('red_of_line_id as id')
    .select((eb) => [
      eb.fn.sum<number>('qty_e4').as('qty'),
      eb.fn.sum<number>('net_fen').as('net'),
      eb.fn.sum<number>('tax_fen').as('tax'),
    ])
    .where('red_of_line_id', 'in', lineIds)
    .groupBy('red_of_line_id')
    .execute();
  return new Map(
    rows.map((row) => [
      row.id!,
      { qtyE4: -Number(row.qty), netFen: -Number(row.net), taxFen: -Number(row.tax) },
    ]),
  );
}

/** The red ones against a fapiao, the oldest first. */
export async function redsOf(db: Reader, id: number) {
  return await db
    .selectFrom('fapiao')
    .select(['id', 'number', 'business_date', 'gross_fen'])
    .where('red_of', '=', id)
    .orderBy('id')
    .execute();
}

export async function insertFapiao(
  tx: Tx,
  row: Omit<Insertable<DB['fapiao']>, 'id' | 'version'>,
): Promise<number> {
  return await insertNumbered(tx, 'fapiao', { ...row, version: 1 }, 'id');
}

/** Whether it was still in that version. */
export async function updateFapiao(
  tx: Tx,
  { id, version }: { id: number; version: number },
  values: Updateable<Omit<DB['fapiao'], 'id' | 'version'>>,
): Promise<boolean> {
  const done = await tx
    .updateTable('fapiao')
    .set({ ...values, version: version + 1 })
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst();
  return Number(done.numUpdatedRows) === 1;
}

export type NewFapiaoLine = Omit<FapiaoLineRecord, 'id' | 'fapiao_id' | 'sort'>;

/** Puts these in the place of the lines there were, in this order. */
export async function setFapiaoLines(
  tx: Tx,
  fapiaoId: number,
  lines: readonly NewFapiaoLine[],
): Promise<void> {
  await tx.deleteFrom('fapiao_line').where('fapiao_id', '=', fapiaoId).execute();
  for (const [sort, line] of lines.entries()) {
    await insertNumbered(tx, 'fapiao_line', { ...line, fapiao_id: fapiaoId, sort }, 'id');
  }
}

export async function deleteFapiao(tx: Tx, id: number): Promise<void> {
  await tx.deleteFrom('fapiao_line').where('fapiao_id', '=', id).execute();
  await tx.deleteFrom('fapiao').where('id', '=', id).execute();
}
