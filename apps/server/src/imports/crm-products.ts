import type { WriteContext } from '../http/context.ts';
import { addProduct, allUnits, productByCode } from '../modules/products/service.ts';
import { wordKey } from '@xinhang/shared/text-keys.ts';
import { ProductUses } from '../registry/product-uses.ts';
import type { Row } from './csv-table.ts';

/** A product of the company, as lines name it. */
export interface PlacedProduct {
  id: number;
  unitId: number;
}

/**
 * What the price list names as products of the company, by name. Their name is their code: an
 * earlier run, or a person, brought those whose code is there.
 */
export async function placeProducts(
  ctx: WriteContext,
  products: ReadonlyMap<string, Row>,
): Promise<Map<string, PlacedProduct>> {
  const placed = new Map<string, PlacedProduct>();
  const [piece] = await allUnits(ctx.tx);
  for (const name of products.keys()) {
    const known = await productByCode(ctx.tx, wordKey(name));
    if (known) {
      placed.set(name, { id: known.id, unitId: known.unit_id });
      continue;
    }
    const { id, unit } = await addProduct(ctx, new ProductUses(), {
      code: name,
      name,
      kind: 'goods',
      unitId: piece!.id,
      spec: '',
      categoryId: null,
      qtyDecimals: 0,
      tracksBatch: false,
      tracksSerial: false,
      taxBp: 0,
      fapiaoName: '',
      fapiaoUnit: '',
      taxCode: '',
      purchasePriceE4: null,
      minQtyE4: null,
      maxQtyE4: null,
      note: '',
      units: [],
      barcodes: [],
    });
    placed.set(name, { id, unitId: unit.id });
  }
  return placed;
}
