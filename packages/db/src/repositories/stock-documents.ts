import type { Insertable, Selectable, Updateable } from 'kysely';
import { containsIn } from '../contains.ts';
import type { Reader, Tx } from '../database.ts';
import { insertNumbered } from '../remembered.ts';
import { placeInScope, type Places } from '../scope-places.ts';
import type { DB } from '../schema/database.ts';

export type StockDocRecord = Selectable<DB['stock_document']>;
export type StockLineRecord = Selectable<DB['stock_document_line']>;
export type NamedStockDoc = Awaited<ReturnType<ReturnType<typeof named>['execute']>>[number];
export type NamedStockLine = Awaited<ReturnType<typeof linesOf>>[number];

const named = (db: Reader) =>
  db
    .selectFrom('stock_document')
    .innerJoin('user as maker', 'maker.id', 'stock_document.made_by')
    .leftJoin('user as confirmer', 'confirmer.id', 'stock_document.confirmed_by')
    .leftJoin('user as receiver', 'receiver.id', 'stock_document.received_by')
    .leftJoin('user as reverser', 'reverser.id', 'stock_document.reversed_by')
    .leftJoin('location as source', 'source.id', 'stock_document.from_location_id')
    .leftJoin('location as target', 'target.id', 'stock_document.to_location_id')
    .leftJoin('product as whole', 'whole.id', 'stock_document.whole_id')
    .leftJoin('unit as whole_unit', 'whole_unit.id', 'whole.unit_id')
    .selectAll('stock_document')
    .select(['maker.name as maker_name', 'confirmer.name as confirmer_name'])
    .select(['receiver.name as receiver_name', 'reverser.name as reverser_name'])
    .select(['source.name as from_name', 'target.name as to_name'])
    .select(['whole.code as whole_code', 'whole.name as whole_name', 'whole.spec as whole_spec'])
    .select(['whole.unit_id as whole_unit_id', 'whole_unit.name as whole_unit_name'])
    .select(['whole.qty_decimals as whole_decimals'])
    .select(['whole.tracks_batch as whole_tracks_batch'])
    .select(['whole.tracks_serial as whole_tracks_serial']);

/** A document is seen by whoever sees one of its two places. */
const inPlaces = (places: Places) =>
  placeInScope(places, 'stock_document.from_location_id', 'stock_document.to_location_id');

export interface StockDocFilter {
  /** Places whose documents its reader sees. */
  places: Places;
  kinds?: readonly string[] | undefined;
  states?: readonly string[] | undefined;
  locationId?: number | undefined;
  text?: string | undefined;
  from?: string | undefined;
  to?: string | undefined;
}

/** A page of documents, the newest first. */
export async function listStockDocs(
  db: Reader,
  filter: StockDocFilter,
  { after, limit }: { after: number | null; limit: number },
): Promise<NamedStockDoc[]> {
  let query = named(db).where(inPlaces(filter.places));
  const { kinds, states, locationId, text, from, to } = filter;
  if (kinds) query = query.where('stock_document.kind', 'in', kinds);
  if (states) query = query.where('stock_document.state', 'in', states);
  if (from) query = query.where('stock_document.business_date', '>=', from);
  if (to) query = query.where('stock_document.business_date', '<=', to);
  if (locationId !== undefined) {
    query = query.where((eb) =>
      eb.or([
        eb('stock_document.from_location_id', '=', locationId),
        eb('stock_document.to_location_id', '=', locationId),
      ]),
    );
  }
  if (text !== undefined && text !== '') {
    query = query.where((eb) =>
      containsIn(
        eb,
        ['stock_document.no', 'stock_document.note', 'whole.code', 'whole.name'],
        text,
      ),
    );
  }
  if (after !== null) query = query.where('stock_document.id', '<', after);
  return await query.orderBy('stock_document.id', 'desc').limit(limit).execute();
}

/** A document if it touches a place that is seen. */
export async function findStockDoc(
  db: Reader,
  id: number,
  places: Places,
): Promise<NamedStockDoc | undefined> {
  return await named(db)
    .where('stock_document.id', '=', id)
    .where(inPlaces(places))
    .executeTakeFirst();
}

/** A document by its id, whoever may see it. */
export async function stockDocById(db: Reader, id: number): Promise<NamedStockDoc | undefined> {
  return await named(db).where('stock_document.id', '=', id).executeTakeFirst();
}

/** Lines of a document in their order, with what is shown of their products. */
export async function linesOf(db: Reader, documentId: number) {
  return await db
    .selectFrom('stock_document_line')
    .innerJoin('product', 'product.id', 'stock_document_line.product_id')
    .innerJoin('unit', 'unit.id', 'stock_document_line.unit_id')
    .innerJoin('unit as base', 'base.id', 'product.unit_id')
    .selectAll('stock_document_line')
    .select(['product.code', 'product.name', 'product.spec', 'product.qty_decimals'])
    .select(['product.tracks_batch', 'product.tracks_serial', 'product.unit_id as base_unit_id'])
    .select(['unit.name as unit_name', 'base.name as base_unit_name'])
    .where('stock_document_line.document_id', '=', documentId)
    .orderBy('stock_document_line.sort')
    .execute();
}

export async function insertStockDoc(
  tx: Tx,
  row: Omit<Insertable<DB['stock_document']>, 'id' | 'version'>,
): Promise<number> {
  return await insertNumbered(tx, 'stock_document', { ...row, version: 1 }, 'id');
}

/** Changes a document of exactly this version; false when somebody was faster. */
export async function updateStockDoc(
  tx: Tx,
  { id, version }: { id: number; version: number },
  changes: Updateable<Omit<DB['stock_document'], 'id' | 'version'>>,
): Promise<boolean> {
  const done = await tx
    .updateTable('stock_document')
    .set({ ...changes, version: version + 1 })
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst();
  return Number(done.numUpdatedRows) === 1;
}

export type NewStockLine = Omit<StockLineRecord, 'id' | 'document_id' | 'sort'>;

/** Puts these in the place of the lines there were, in this order. */
export async function setStockLines(
  tx: Tx,
  documentId: number,
  lines: readonly NewStockLine[],
): Promise<void> {
  await tx.deleteFrom('stock_document_line').where('document_id', '=', documentId).execute();
  for (const [sort, line] of lines.entries()) {
    await insertNumbered(
      tx,
      'stock_document_line',
      { ...line, document_id: documentId, sort },
      'id',
    );
  }
}

export async function updateStockLine(
  tx: Tx,
  id: number,
  changes: Pick<Updateable<DB['stock_document_line']>, 'value_fen' | 'received_e4'>,
): Promise<void> {
  await tx.updateTable('stock_document_line').set(changes).where('id', '=', id).execute();
}

export async function deleteStockDoc(tx: Tx, id: number): Promise<void> {
  await tx.deleteFrom('stock_document_line').where('document_id', '=', id).execute();
  await tx.deleteFrom('stock_document').where('id', '=', id).execute();
}

/** What the ledger says of a place up to a row of it, by product and batch. */
export async function bookAt(
  db: Reader,
  question: {
    entityId: number;
    locationId: number;
    upTo: number;
    productIds?: readonly number[] | undefined;
  },
): Promise<{ product_id: number; batch: string; qty_e4: number }[]> {
  const { entityId, locationId, upTo, productIds } = question;
  if (productIds?.length === 0) return [];
  const side = (column: 'from_location_id' | 'to_location_id') => {
    const query = db
      .selectFrom('stock_ledger')
      .select((eb) => ['product_id', 'batch', eb.fn.sum<number>('qty_e4').as('qty_e4')])
      .where(column, '=', locationId)
      .where('entity_id', '=', entityId)
      .where('id', '<=', upTo)
      .groupBy(['product_id', 'batch']);
    return (productIds ? query.where('product_id', 'in', productIds) : query).execute();
  };
  const sums = new Map<string, { product_id: number; batch: string; qty_e4: number }>();
  const add = (rows: { product_id: number; batch: string; qty_e4: number }[], sign: 1 | -1) => {
    for (const { product_id, batch, qty_e4 } of rows) {
      const key = `${product_id}/${batch}`;
      const held = sums.get(key) ?? { product_id, batch, qty_e4: 0 };
      held.qty_e4 += sign * Number(qty_e4);
      sums.set(key, held);
    }
  };
  add(await side('to_location_id'), 1);
  add(await side('from_location_id'), -1);
  return [...sums.values()];
}

/** Products that lie in a place, by code; of a category with all below it where one is named. */
export async function productsLyingAt(
  db: Reader,
  { locationId, categoryPath }: { locationId: number; categoryPath?: string | undefined },
): Promise<{ id: number; unit_id: number; batch: string; tracks_serial: number }[]> {
  let query = db
    .selectFrom('stock_balance')
    .innerJoin('product', 'product.id', 'stock_balance.product_id')
    .select(['product.id', 'product.unit_id', 'stock_balance.batch', 'product.tracks_serial'])
    .where('stock_balance.location_id', '=', locationId)
    .where('stock_balance.qty_e4', '<>', 0);
  if (categoryPath !== undefined) {
    query = query.where('product.category_id', 'in', (eb) =>
      eb
        .selectFrom('product_category')
        .select('product_category.id')
        .where('product_category.path', '>=', categoryPath)
        .where('product_category.path', '<', `${categoryPath}\uffff`),
    );
  }
  return await query.orderBy('product.code_key').orderBy('stock_balance.batch').execute();
}
