import { barcodesOfProducts, unitsOfProducts } from '@xinhang/db/repositories/product-units.ts';
import { imagesOfProduct } from '@xinhang/db/repositories/product-images.ts';
import { productById, type ListedProduct } from '@xinhang/db/repositories/products.ts';
import { problem } from '@xinhang/shared/problems.ts';
import type { Product, ProductRow } from '@xinhang/shared/products.ts';
import type { ReadContext } from '../../http/context.ts';
import type { ProductUses } from '../../registry/product-uses.ts';
import { userNames } from '../org/service.ts';
import { toImage } from './images.ts';

type Codes = Awaited<ReturnType<typeof barcodesOfProducts>>;

function toRow(row: ListedProduct, codes: Codes): ProductRow {
  return {
    id: row.id,
    version: row.version,
    code: row.code,
    name: row.name,
    spec: row.spec,
    kind: row.kind as ProductRow['kind'],
    category:
      row.category_id === null ? null : { id: row.category_id, name: row.category_name ?? '' },
    unit: { id: row.unit_id, name: row.unit_name },
    qtyDecimals: row.qty_decimals,
    taxBp: row.tax_bp,
    // A piece is meant before a carton.
    barcodes: codes
      .toSorted((a, b) => Number(b.unit_id === row.unit_id) - Number(a.unit_id === row.unit_id))
      .map((one) => ({ code: one.code, unit: { id: one.unit_id, name: one.unit_name } })),
    active: row.active === 1,
  };
}

export async function describeRows(
  ctx: Pick<ReadContext, 'db'>,
  rows: readonly ListedProduct[],
): Promise<ProductRow[]> {
  const ids = rows.map((row) => row.id);
  const codes = Map.groupBy(await barcodesOfProducts(ctx.db, ids), (one) => one.product_id);
  return rows.map((row) => toRow(row, codes.get(row.id) ?? []));
}

/** Everything about a product; what it costs only to whom cost is shown. */
export async function describeProduct(
  ctx: Pick<ReadContext, 'db' | 'actor'>,
  uses: ProductUses,
  id: number,
): Promise<Product> {
  const row = await productById(ctx.db, id);
  if (!row) throw problem('not-found');
  const [described] = await describeRows(ctx, [row]);
  const names = await userNames(ctx.db, row.created_by === null ? [] : [row.created_by]);
  const shown = ctx.actor.fields.cost === 'show';
  const used = await uses.unitsUsed(ctx.db, id);
  return {
    ...described!,
    units: (await unitsOfProducts(ctx.db, [id])).map(({ unit_id, unit_name, num, den }) => ({
      unit: { id: unit_id, name: unit_name },
      num,
      den,
    })),
    images: (await imagesOfProduct(ctx.db, id)).map(toImage),
    tracksBatch: row.tracks_batch === 1,
    tracksSerial: row.tracks_serial === 1,
    fapiaoName: row.fapiao_name,
    fapiaoUnit: row.fapiao_unit,
    taxCode: row.tax_code,
    purchasePriceE4: shown ? row.purchase_price_e4 : null,
    costHidden: !shown,
    minQtyE4: row.min_qty_e4,
    maxQtyE4: row.max_qty_e4,
    note: row.note,
    createdAt: row.created_at,
    createdBy:
      row.created_by === null
        ? null
        : { id: row.created_by, name: names.get(row.created_by) ?? '' },
    usedUnitIds: [...used],
    unitFixed: used.size > 0,
  };
}
