import { MOST_ADJUSTMENT_LINES } from '@xinhang/shared/price-adjustment-rules.ts';
import type { AdjustmentLine } from '@xinhang/shared/price-adjustments.ts';
import type { PriceBasis } from '@xinhang/shared/price-resolver.ts';
import type { ReadContext } from '../../../http/context.ts';
import {
  allProductCategories,
  listProducts,
  productsByIds,
  unitsOfProducts,
} from '../../products/service.ts';
import { marketOf } from './describe.ts';
import { pricesBefore } from './old-prices.ts';
import type { Whom } from './whom.ts';

/** Lines of these products and of those of a category, at the prices that hold on a day. */
export async function proposeLines(
  ctx: ReadContext,
  whom: Whom,
  asked: { productIds: readonly number[]; categoryId: number | undefined; on: string },
): Promise<{ lines: AdjustmentLine[]; cut: boolean }> {
  const ids = new Set(asked.productIds);
  if (asked.categoryId !== undefined) {
    const rows = await allProductCategories(ctx.db);
    // One that is not there (any more) holds nothing.
    const categoryPath = rows.find((row) => row.id === asked.categoryId)?.path ?? '-';
    const page = { sort: 'code', descending: false, after: null } as const;
    const limit = MOST_ADJUSTMENT_LINES + 1;
    const found = await listProducts(ctx.db, { categoryPath, active: true }, { ...page, limit });
    for (const { id } of found) ids.add(id);
  }
  const products = (await productsByIds(ctx.db, [...ids]))
    .filter((row) => row.active === 1)
    .toSorted((a, b) => (a.code_key < b.code_key ? -1 : 1));
  const known = products.map((row) => row.id);
  const before = await pricesBefore(ctx.db, whom, known, asked.on);
  const names = new Map(
    (await unitsOfProducts(ctx.db, known)).map((one) => [one.unit_id, one.unit_name]),
  );
  const market = await marketOf(ctx.db, known);
  const lines = products.flatMap((product): AdjustmentLine[] => {
    const base = { price_e4: null, floor_e4: null, ceiling_e4: null, qty_from_e4: 0 };
    const rules = before.get(product.id) ?? [{ ...base, unit_id: product.unit_id, basis: 'gross' }];
    return rules.map((rule) => {
      const unitId = rule.unit_id ?? product.unit_id;
      const name = unitId === product.unit_id ? product.unit_name : (names.get(unitId) ?? '');
      const basis = rule.basis as PriceBasis;
      return {
        product: { id: product.id, code: product.code, name: product.name, spec: product.spec },
        unit: { id: unitId, name },
        qtyFromE4: rule.qty_from_e4,
        basis,
        oldPriceE4: rule.price_e4,
        oldFloorE4: rule.floor_e4,
        oldCeilingE4: rule.ceiling_e4,
        newPriceE4: rule.price_e4 ?? 0,
        floorE4: rule.floor_e4,
        ceilingE4: rule.ceiling_e4,
        marketE4: market({ productId: product.id, unitId, basis }, product.tax_bp),
      };
    });
  });
  return {
    lines: lines.slice(0, MOST_ADJUSTMENT_LINES),
    cut: lines.length > MOST_ADJUSTMENT_LINES,
  };
}
