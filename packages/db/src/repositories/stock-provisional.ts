import { sql, type Insertable, type Selectable } from 'kysely';
import type { Reader, Tx } from '../database.ts';
import { standsIn } from '../originals.ts';
import { insertNumbered } from '../remembered.ts';
import type { DB } from '../schema/database.ts';

export type IssueRecord = Selectable<DB['provisional_issue']>;
export type CorrectionRecord = Selectable<DB['cost_correction']>;

/** How much went out of a place that had less, of no batch: rows that nothing takes back. */
export async function beyondPlace(
  tx: Tx,
  { entityId, productId, locationId }: Record<'entityId' | 'productId' | 'locationId', number>,
): Promise<number> {
  const row = await tx
    .selectFrom('stock_ledger')
    .select((eb) => eb.fn.sum<number>('qty_e4').as('qty'))
    .where('entity_id', '=', entityId)
    .where('product_id', '=', productId)
    .where('from_location_id', '=', locationId)
    // As the index of them alone says it.
    .where(sql<boolean>`provisional = 1`)
    .where(standsIn('stock_ledger', 'stock_ledger.id'))
    .executeTakeFirst();
  return Number(row?.qty ?? 0);
}

export async function insertIssue(tx: Tx, row: Insertable<DB['provisional_issue']>): Promise<void> {
  await tx.insertInto('provisional_issue').values(row).execute();
}

/** What of it is open now. */
export async function setIssueOpen(
  tx: Tx,
  id: number,
  open: { qtyE4: number; valueFen: number },
): Promise<void> {
  await tx
    .updateTable('provisional_issue')
    .set({ open_e4: open.qtyE4, open_fen: open.valueFen })
    .where('id', '=', id)
    .execute();
}

/** Issues of a product that wait for their cost, the first that went out first. */
export async function openIssues(
  tx: Tx,
  entityId: number,
  productId: number,
): Promise<IssueRecord[]> {
  return await tx
    .selectFrom('provisional_issue')
    .selectAll()
    .where('entity_id', '=', entityId)
    .where('product_id', '=', productId)
    .where('open_e4', '>', 0)
    .orderBy('id')
    .execute();
}

export async function issueById(tx: Reader, id: number): Promise<IssueRecord | undefined> {
  return await tx
    .selectFrom('provisional_issue')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirst();
}

export async function insertCorrection(
  tx: Tx,
  row: Omit<Insertable<DB['cost_correction']>, 'id'>,
): Promise<number> {
  return await insertNumbered(tx, 'cost_correction', row, 'id');
}

/** Corrections that stand: those that a row of the ledger brought, or those of an issue. */
export async function standingCorrections(
  tx: Tx,
  by: { issueId: number } | { sourceId: number },
): Promise<CorrectionRecord[]> {
  const query = tx.selectFrom('cost_correction').selectAll().where('taken_back', '=', 0);
  return await (
    'issueId' in by
      ? query.where('issue_id', '=', by.issueId)
      : query.where('source_id', '=', by.sourceId)
  )
    .orderBy('id', 'desc')
    .execute();
}

/** How much of what went out of a place beyond what it had a row of the ledger covered. */
export async function coveredAt(
  tx: Tx,
  { sourceId, locationId }: Record<'sourceId' | 'locationId', number>,
): Promise<number> {
  const row = await tx
    .selectFrom('cost_correction')
    .innerJoin('stock_ledger', 'stock_ledger.id', 'cost_correction.issue_id')
    .select((eb) => eb.fn.sum<number>('cost_correction.qty_e4').as('qty'))
    .where('cost_correction.source_id', '=', sourceId)
    .where('cost_correction.taken_back', '=', 0)
    .where('stock_ledger.from_location_id', '=', locationId)
    .executeTakeFirst();
  return Number(row?.qty ?? 0);
}

export async function takeCorrectionBack(tx: Tx, id: number): Promise<void> {
  await tx.updateTable('cost_correction').set({ taken_back: 1 }).where('id', '=', id).execute();
}

/** The row of the ledger that posted an issue. */
export async function ledgerRow(tx: Reader, id: number): Promise<Selectable<DB['stock_ledger']>> {
  return await tx
    .selectFrom('stock_ledger')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
}

/** What the line of the document that issued it cost is known better now. */
export async function moveLineCost(
  tx: Tx,
  { kind, lineId }: { kind: string; lineId: number },
  fen: number,
): Promise<void> {
  if (kind === 'delivery') {
    await tx
      .updateTable('delivery_line')
      .set({ cost_fen: sql<number>`cost_fen + ${fen}` })
      .where('id', '=', lineId)
      .execute();
    return;
  }
  await tx
    .updateTable('stock_document_line')
    .set({ value_fen: sql<number>`value_fen + ${fen}` })
    .where('id', '=', lineId)
    .execute();
}

/** What suppliers ask for a product on a day, as far as it says what one of it costs. */
export async function askedFor(tx: Reader, productId: number, today: string) {
  return await tx
    .selectFrom('supplier_price')
    .innerJoin('supplier', 'supplier.id', 'supplier_price.supplier_id')
    .innerJoin('product', 'product.id', 'supplier_price.product_id')
    .leftJoin('product_unit', (join) =>
      join
        .onRef('product_unit.product_id', '=', 'supplier_price.product_id')
        .onRef('product_unit.unit_id', '=', 'supplier_price.unit_id'),
    )
    .select(['supplier_price.id', 'supplier_price.price_e4', 'supplier_price.basis'])
    .select(['supplier_price.qty_from_e4', 'supplier.deductible', 'product.tax_bp'])
    .select(['product_unit.num', 'product_unit.den'])
    .where('supplier_price.product_id', '=', productId)
    .where('supplier_price.valid_from', '<=', today)
    .where('supplier_price.valid_to', '>=', today)
    .where('supplier_price.price_e4', '>', 0)
    .execute();
}
