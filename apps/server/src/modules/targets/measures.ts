import { may } from '@xinhang/db/actor.ts';
import { unitOfSheets } from '@xinhang/db/repositories/targets.ts';
import { isQuantityMetric, type Goods, type TargetMetric } from '@xinhang/shared/performance.ts';
import { fieldRefused, problem } from '@xinhang/shared/problems.ts';
import type { ReadContext } from '../../http/context.ts';
import type { CountedGoods } from '../ledgers/service.ts';
import {
  allProductCategories,
  allUnits,
  productById,
  unitsByCategory,
} from '../products/service.ts';
import { categoryNames } from './product-lines.ts';

type Looker = Pick<ReadContext, 'db' | 'actor'>;

/** Goods of which quantities are counted, and how the ledger is asked for them. */
export interface KnownGoods extends Goods {
  unitId: number;
  counted: CountedGoods;
}

/** What is measured. Of a quantity nothing is said without its goods, of all else nothing with any. */
export interface Measure<Metric extends TargetMetric = TargetMetric> {
  metric: Metric;
  goods: KnownGoods | null;
  /** As sheets are kept under it. */
  key: string;
}

const keyOf = (metric: TargetMetric, goods: string | null) =>
  goods === null ? metric : `${metric}:${goods}`;

/** What a sheet says of its measure: the metric, and the goods by their key. */
export function readMeasure(key: string): { metric: TargetMetric; goods: string | null } {
  const [metric, goods = null] = key.split(':');
  return { metric: metric as TargetMetric, goods };
}

/** A measure of a request; 422 where goods are missing or too many, or are counted in several units. */
export async function measureAsked<Metric extends TargetMetric>(
  ctx: Looker,
  { metric, goods, year }: { metric: Metric; goods?: string | undefined; year: number },
): Promise<Measure<Metric>> {
  if (!isQuantityMetric(metric)) {
    if (goods !== undefined) throw fieldRefused('/goods', 'not-by-goods');
    return { metric, goods: null, key: metric };
  }
  if (goods === undefined) throw fieldRefused('/goods', 'required');
  const key = keyOf(metric, goods);
  const unitId = await unitOfSheets(ctx.db, { year, metric: key });
  return { metric, key, goods: await knownGoods(ctx, goods, unitId) };
}

/**
 * Goods by their key, in the unit in which sheets count them; where there are none yet, in the one
 * that they have. Whoever may read no products learns only of those that are planned.
 */
async function knownGoods(ctx: Looker, key: string, inSheets: number | null): Promise<KnownGoods> {
  if (inSheets === null && !may(ctx.actor, 'products.read')) throw problem('not-found');
  const [kind, number] = key.split('-');
  const id = Number(number);
  return kind === 'product'
    ? await productGoods(ctx, key, id)
    : await categoryGoods(ctx, key, id, inSheets);
}

async function productGoods({ db }: Looker, key: string, id: number): Promise<KnownGoods> {
  const product = await productById(db, id);
  if (!product) throw problem('not-found');
  const unitId = product.unit_id;
  return {
    key,
    name: `${product.code} ${product.name}`,
    unit: await unitName({ db }, unitId),
    decimals: product.qty_decimals,
    unitId,
    counted: { productId: id, unitId },
  };
}

async function categoryGoods(
  { db }: Looker,
  key: string,
  id: number,
  inSheets: number | null,
): Promise<KnownGoods> {
  const categories = await allProductCategories(db);
  const path = categories.find((row) => row.id === id)?.path;
  if (path === undefined && inSheets === null) throw problem('not-found');
  const below = categories.flatMap((row) =>
    path !== undefined && row.path.startsWith(path) ? [row.id] : [],
  );
  const units = (await unitsByCategory(db)).filter((row) => below.includes(row.categoryId));
  const unitIds = [...new Set(units.map((row) => row.unitId))];
  if (inSheets === null && unitIds.length === 0) throw fieldRefused('/goods', 'no-products');
  if (inSheets === null && unitIds.length > 1) {
    const names = [...new Set(units.map((row) => row.unit))].join(' / ');
    throw fieldRefused('/goods', 'several-units', { units: names });
  }
  const unitId = inSheets ?? unitIds[0]!;
  return {
    key,
    name: (await categoryNames(db)).get(String(id)) ?? '',
    unit: await unitName({ db }, unitId),
    decimals: Math.max(0, ...units.flatMap((row) => (row.unitId === unitId ? [row.decimals] : []))),
    unitId,
    // One that is gone has its results still.
    counted: { categoryIds: [...new Set([id, ...below])], unitId },
  };
}

const unitName = async ({ db }: Pick<Looker, 'db'>, id: number) =>
  (await allUnits(db)).find((unit) => unit.id === id)?.name ?? '';

/** As it is told. */
export const toGoods = (known: KnownGoods | null): Goods | null =>
  known && {
    key: known.key,
    name: known.name,
    unit: known.unit,
    decimals: known.decimals,
  };

/** What a sheet measures, in the unit in which it was counted. */
export async function measureOfSheet(
  ctx: Looker,
  sheet: { metric: string; unit_id: number | null },
): Promise<Measure> {
  const { metric } = readMeasure(sheet.metric);
  return { metric, key: sheet.metric, goods: await goodsOfSheet(ctx, sheet) };
}

/** Those of a sheet; null where it is of no quantity. */
export async function goodsOfSheet(
  ctx: Looker,
  sheet: { metric: string; unit_id: number | null },
): Promise<KnownGoods | null> {
  const { goods } = readMeasure(sheet.metric);
  return goods === null ? null : await knownGoods(ctx, goods, sheet.unit_id);
}
