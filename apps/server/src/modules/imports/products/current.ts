import type { Reader } from '@xinhang/db/database.ts';
import { bothPrices } from '@xinhang/shared/price-resolver.ts';
import { basePricesOf, type PriceRuleRecord } from '../../prices/service.ts';
import {
  allProductCategories,
  barcodesOfProducts,
  productsByIds,
  unitsOfProducts,
} from '../../products/service.ts';

type Product = Awaited<ReturnType<typeof productsByIds>>[number];

/** A unit of a product with its barcodes, the base unit first and the others by their ids. */
export interface CurrentUnit {
  id: number;
  name: string;
  num: number;
  den: number;
  barcodes: string[];
}

/** A price of one of the base unit, with tax. */
export interface CurrentPrice {
  rule: PriceRuleRecord;
  priceE4: number;
  floorE4: number | null;
  ceilingE4: number | null;
}

/** A product as a row of a file says it. */
export interface CurrentProduct {
  row: Product;
  units: CurrentUnit[];
  /** Names of the category from the top down. */
  category: string[];
  price: CurrentPrice | null;
  levels: ReadonlyMap<number, CurrentPrice>;
}

function priceOf(rule: PriceRuleRecord, { tax_bp: taxBp }: Product): CurrentPrice {
  const basis = rule.basis as 'net' | 'gross';
  const gross = (value: number) => bothPrices(value, basis, taxBp).grossE4;
  return {
    rule,
    priceE4: gross(rule.price_e4!),
    floorE4: rule.floor_e4 === null ? null : gross(rule.floor_e4),
    ceilingE4: rule.ceiling_e4 === null ? null : gross(rule.ceiling_e4),
  };
}

/** Products with units, barcodes, and the prices that hold on a day, in the order of the ids. */
export async function currentProducts(
  db: Reader,
  ids: readonly number[],
  on: string,
): Promise<CurrentProduct[]> {
  const rows = new Map((await productsByIds(db, ids)).map((row) => [row.id, row]));
  const units = Map.groupBy(await unitsOfProducts(db, ids), (one) => one.product_id);
  const codes = Map.groupBy(await barcodesOfProducts(db, ids), (one) => one.product_id);
  const rules = Map.groupBy(await basePricesOf(db, ids, on), (one) => one.product_id);
  const categories = await allProductCategories(db);
  const names = new Map(categories.map((one) => [one.id, one.name]));
  const paths = new Map(categories.map((one) => [one.id, one.path]));
  return ids.flatMap((id) => {
    const row = rows.get(id);
    if (!row) return [];
    const of = (unitId: number) =>
      (codes.get(id) ?? []).filter((one) => one.unit_id === unitId).map((one) => one.code);
    const base = { id: row.unit_id, name: row.unit_name, num: 1, den: 1 };
    const own = rules.get(id) ?? [];
    const levels = new Map<number, CurrentPrice>();
    // The one that counts comes first.
    for (const rule of own) {
      if (rule.level_id === null || levels.has(rule.level_id)) continue;
      levels.set(rule.level_id, priceOf(rule, row));
    }
    const price = own.find((rule) => rule.scope === 'all');
    const path = (row.category_id === null ? '' : (paths.get(row.category_id) ?? ''))
      .split('/')
      .filter(Boolean);
    return [
      {
        row,
        units: [
          { ...base, barcodes: of(row.unit_id) },
          ...(units.get(id) ?? []).map(({ unit_id, unit_name, num, den }) => ({
            id: unit_id,
            name: unit_name,
            num,
            den,
            barcodes: of(unit_id),
          })),
        ],
        category: path.map((one) => names.get(Number(one)) ?? ''),
        price: price ? priceOf(price, row) : null,
        levels,
      },
    ];
  });
}
