import { sql, type Expression, type ExpressionBuilder, type SqlBool } from 'kysely';
import { heldKinds } from '@xinhang/shared/stock-places.ts';
import type { Reader } from '../database.ts';
import { placeInScope, type Places } from '../scope-places.ts';
import type { DB } from '../schema/database.ts';

export interface MovementQuestion {
  /** Places of which its reader sees what moves from there or to there. */
  places: Places;
  productId?: number | undefined;
  /** From there or to there. */
  locationId?: number | undefined;
  from?: string | undefined;
  to?: string | undefined;
  kinds?: readonly string[] | undefined;
  batch?: string | undefined;
  serial?: string | undefined;
  /** These rows alone. */
  ids?: readonly number[] | undefined;
}

export const heldList = sql.join(heldKinds.map((kind) => sql.lit(kind)));

/** What a row adds to one place, or to all that the company has and that are seen. */
export function changeOf({ locationId, places }: Pick<MovementQuestion, 'locationId' | 'places'>) {
  if (locationId === undefined && places !== null) {
    return sql<number>`(case when ${placeInScope(places, 'stock_ledger.to_location_id')}
        then stock_ledger.qty_e4 else 0 end)
        - (case when ${placeInScope(places, 'stock_ledger.from_location_id')}
        then stock_ledger.qty_e4 else 0 end)`;
  }
  return locationId === undefined
    ? sql<number>`(case when target.kind in (${heldList}) then stock_ledger.qty_e4 else 0 end)
        - (case when source.kind in (${heldList}) then stock_ledger.qty_e4 else 0 end)`
    : sql<number>`(case when stock_ledger.to_location_id = ${locationId}
        then stock_ledger.qty_e4 else -stock_ledger.qty_e4 end)`;
}

type Rows = ExpressionBuilder<DB, 'stock_ledger'>;

/** What was asked for, but for the place, of what is seen. */
function asked(eb: Rows, question: MovementQuestion): Expression<SqlBool> {
  const { productId, batch, serial, from, to, kinds, places, locationId, ids } = question;
  const parts: Expression<SqlBool>[] = [
    placeInScope(places, 'stock_ledger.from_location_id', 'stock_ledger.to_location_id'),
  ];
  // Of a place that is not seen nothing is, also not what went from there to one that is.
  if (locationId !== undefined && places?.includes(locationId) === false) parts.push(eb.lit(false));
  if (productId !== undefined) parts.push(eb('stock_ledger.product_id', '=', productId));
  if (ids) parts.push(ids.length > 0 ? eb('stock_ledger.id', 'in', ids) : eb.lit(false));
  if (batch !== undefined) parts.push(eb('stock_ledger.batch', '=', batch));
  if (serial !== undefined) parts.push(eb('stock_ledger.serial', '=', serial));
  if (from) parts.push(eb('stock_ledger.business_date', '>=', from));
  if (to) parts.push(eb('stock_ledger.business_date', '<=', to));
  if (kinds) parts.push(eb('stock_ledger.doc_kind', 'in', kinds));
  return eb.and(parts);
}

const sides = ['from_location_id', 'to_location_id'] as const;

/** The newest rows of a place: each of its two sides in the order of its index, and no further. */
function newestAt(
  db: Reader,
  question: MovementQuestion & { locationId: number },
  { after, limit }: { after: number | null; limit: number },
) {
  const [out, into] = sides.map((side) => {
    let rows = db
      .selectFrom('stock_ledger')
      .select('stock_ledger.id')
      .where(`stock_ledger.${side}`, '=', question.locationId)
      .where((eb) => asked(eb, question));
    if (after !== null) rows = rows.where('stock_ledger.id', '<', after);
    return db
      .selectFrom(rows.orderBy('stock_ledger.id', 'desc').limit(limit).as('side'))
      .select('side.id');
  });
  return out!.unionAll(into!);
}

/** Movements of a product; of a place where one is named. */
function ofProduct(db: Reader, question: MovementQuestion & { productId: number }) {
  const { locationId, batch, serial, productId, places } = question;
  let query = db
    .selectFrom('stock_ledger')
    .innerJoin('location as source', 'source.id', 'stock_ledger.from_location_id')
    .innerJoin('location as target', 'target.id', 'stock_ledger.to_location_id')
    .where((eb) => asked(eb as never, { productId, batch, serial, places, locationId }));
  if (locationId !== undefined) {
    query = query.where((eb) =>
      eb.or(sides.map((side) => eb(`stock_ledger.${side}`, '=', locationId))),
    );
  }
  return query;
}

/** A page of movements, the last posted first. */
export async function listMovements(
  db: Reader,
  question: MovementQuestion,
  { after, limit }: { after: number | null; limit: number },
) {
  const { locationId, productId } = question;
  let query = db
    .selectFrom('stock_ledger')
    .innerJoin('location as source', 'source.id', 'stock_ledger.from_location_id')
    .innerJoin('location as target', 'target.id', 'stock_ledger.to_location_id')
    .innerJoin('product', 'product.id', 'stock_ledger.product_id')
    .innerJoin('unit', 'unit.id', 'product.unit_id')
    .leftJoin('user as poster', 'poster.id', 'stock_ledger.posted_by')
    .leftJoin('stock_document', (join) =>
      join
        .onRef('stock_document.id', '=', 'stock_ledger.doc_id')
        // Other documents have numbers of their own.
        .onRef('stock_document.kind', '=', 'stock_ledger.doc_kind'),
    )
    .leftJoin('delivery', (join) =>
      join
        .onRef('delivery.id', '=', 'stock_ledger.doc_id')
        .on('stock_ledger.doc_kind', '=', 'delivery'),
    )
    .leftJoin('sales_return', (join) =>
      join
        .onRef('sales_return.id', '=', 'stock_ledger.doc_id')
        .on('stock_ledger.doc_kind', '=', 'salesReturn'),
    )
    .leftJoin('receipt_note', (join) =>
      join
        .onRef('receipt_note.id', '=', 'stock_ledger.doc_id')
        .on('stock_ledger.doc_kind', '=', 'receiptNote'),
    )
    .leftJoin('purchase_return', (join) =>
      join
        .onRef('purchase_return.id', '=', 'stock_ledger.doc_id')
        .on('stock_ledger.doc_kind', '=', 'purchaseReturn'),
    )
    .leftJoin('loan_return', (join) =>
      join
        .onRef('loan_return.id', '=', 'stock_ledger.doc_id')
        .on('stock_ledger.doc_kind', '=', 'loanReturn'),
    )
    .leftJoin('loan', (join) =>
      join.onRef('loan.id', '=', 'stock_ledger.doc_id').on('stock_ledger.doc_kind', '=', 'loan'),
    )
    .leftJoin('cost_correction', (join) =>
      join
        .onRef('cost_correction.id', '=', 'stock_ledger.doc_id')
        .on('stock_ledger.doc_kind', '=', 'costCorrection'),
    )
    .leftJoin('provisional_issue', 'provisional_issue.id', 'stock_ledger.id')
    .leftJoin('stock_ledger as taken', 'taken.reversal_of', 'stock_ledger.id')
    .selectAll('stock_ledger')
    .select('provisional_issue.open_e4')
    .select(['product.code', 'product.name', 'product.spec', 'product.qty_decimals'])
    .select(['product.unit_id', 'unit.name as unit_name', 'poster.name as poster_name'])
    .select(['source.name as from_name', 'source.kind as from_kind'])
    .select(['target.name as to_name', 'target.kind as to_kind'])
    .select((eb) => {
      const sold = eb.fn.coalesce('delivery.no', 'sales_return.no', 'loan.no', 'loan_return.no');
      const bought = eb.fn.coalesce('receipt_note.no', 'purchase_return.no');
      return eb.fn.coalesce('stock_document.no', sold, bought, 'cost_correction.no').as('no');
    })
    // What came back of a loan stands on the page of the loan.
    .select((eb) => eb.fn.coalesce('loan_return.loan_id', 'stock_ledger.doc_id').as('page_id'))
    .select('taken.id as taken_by')
    .select(changeOf(question).as('change_e4'))
    .where((eb) => asked(eb as never, question));
  if (locationId !== undefined && productId === undefined) {
    const newest = newestAt(db, { ...question, locationId }, { after, limit });
    query = query.where('stock_ledger.id', 'in', newest);
  } else if (locationId !== undefined) {
    query = query.where((eb) =>
      eb.or(sides.map((side) => eb(`stock_ledger.${side}`, '=', locationId))),
    );
  }
  if (after !== null) query = query.where('stock_ledger.id', '<', after);
  return await query.orderBy('stock_ledger.id', 'desc').limit(limit).execute();
}

export type MovementRecord = Awaited<ReturnType<typeof listMovements>>[number];

/** What there was of a product after this row of the ledger: in one place, or in the company. */
export async function balanceAfter(
  db: Reader,
  question: MovementQuestion & { productId: number },
  rowId: number,
): Promise<number> {
  const row = await ofProduct(db, question)
    .select(sql<number>`sum(${changeOf(question)})`.as('sum'))
    .where('stock_ledger.id', '<=', rowId)
    .executeTakeFirst();
  return Number(row?.sum ?? 0);
}

/** The same per row of a page, in its order, whatever of the product the page leaves out. */
export async function balancesAfter(
  db: Reader,
  question: MovementQuestion & { productId: number },
  rowIds: readonly number[],
): Promise<Map<number, number>> {
  const balances = new Map<number, number>();
  const [newest, oldest] = [rowIds[0], rowIds.at(-1)];
  if (newest === undefined || oldest === undefined) return balances;
  let balance = await balanceAfter(db, question, newest);
  const between = await ofProduct(db, question)
    .select('stock_ledger.id')
    .select(changeOf(question).as('change_e4'))
    .where('stock_ledger.id', '<=', newest)
    .where('stock_ledger.id', '>=', oldest)
    .orderBy('stock_ledger.id', 'desc')
    .execute();
  for (const row of between) {
    balances.set(row.id, balance);
    balance -= Number(row.change_e4);
  }
  return balances;
}
