import { may } from '@xinhang/db/actor.ts';
import { unlistedSold } from '@xinhang/db/repositories/sales-before.ts';
import {
  lastSoldOf,
  type ProductSold,
  type SoldSums,
} from '@xinhang/db/repositories/sales-figures.ts';
import { placesReached } from '@xinhang/db/scope-places.ts';
import type { Permission } from '@xinhang/shared/permissions.ts';
import { fieldRefused, problem } from '@xinhang/shared/problems.ts';
import type { ProductSales, ProductSide } from '@xinhang/shared/product-sales.ts';
import {
  daysCounted,
  ranked,
  salesClasses,
  stockDays,
  type Ranked,
  type SalesMeasure,
} from '@xinhang/shared/sales-ranking.ts';
import type { ReadContext } from '../../http/context.ts';
import { todayOf } from '../../http/today.ts';
import { productsByIds } from '../products/service.ts';
import { questionOf, type Narrowed } from './question.ts';
import { heldProducts } from '../stock/service.ts';
import { soldByProduct } from './sales-sums.ts';

export interface ProductsAsked extends Narrowed {
  side: ProductSide;
  by: SalesMeasure;
  slowDays: number;
}

export const seesStock = ({ actor }: Pick<ReadContext, 'actor'>): boolean =>
  may(actor, 'stock.read') || may(actor, 'stock.available');
export const seesCost = ({ actor }: Pick<ReadContext, 'actor'>): boolean =>
  actor.fields.cost === 'show';
/** What stock cost is of the books of the warehouse, not of what may be promised. */
export const seesValue = (ctx: Pick<ReadContext, 'actor'>): boolean =>
  seesCost(ctx) && may(ctx.actor, 'stock.read');

const known = ({ costless }: SoldSums) => costless === 0;
const marginOf = (sums: SoldSums) => sums.netFen - sums.costFen;

/** Sums as the reader may see them. */
export const shownSums = (ctx: Pick<ReadContext, 'actor'>, sums: SoldSums) => {
  const cost = seesCost(ctx) && known(sums);
  return {
    netFen: sums.netFen,
    qtyE4: sums.qtyE4,
    importedFen: sums.importedFen,
    costFen: cost ? sums.costFen : null,
    marginFen: cost ? marginOf(sums) : null,
  };
};

const measures: Record<SalesMeasure, (row: ProductSold) => number> = {
  net: (row) => row.netFen,
  qty: (row) => row.qtyE4,
  margin: (row) => (known(row) ? marginOf(row) : 0),
};

export const totalOf = (rows: readonly SoldSums[]): SoldSums =>
  rows.reduce<SoldSums>(
    (all, row) => ({
      qtyE4: all.qtyE4 + row.qtyE4,
      netFen: all.netFen + row.netFen,
      costFen: all.costFen + row.costFen,
      costless: all.costless + row.costless,
      importedFen: all.importedFen + row.importedFen,
    }),
    { qtyE4: 0, netFen: 0, costFen: 0, costless: 0, importedFen: 0 },
  );

interface Held {
  qtyE4: number;
  valueFen: number;
}
interface Candidate {
  id: number;
  sold: (ProductSold & Ranked) | null;
  held: Held | null;
  stockDays: number | null;
}

/** Dearest first for who sees cost; for others what lies longest, so that the order tells no cost. */
function bySlowness(value: boolean) {
  const longest = (one: Candidate) => one.stockDays ?? Infinity;
  return (a: Candidate, b: Candidate): number => {
    if (value) return b.held!.valueFen - a.held!.valueFen || a.id - b.id;
    const [left, right] = [longest(a), longest(b)];
    return left === right ? a.id - b.id : right > left ? 1 : -1;
  };
}

/** Refuses what the reader may not ask. */
export function needMay(
  ctx: Pick<ReadContext, 'actor'>,
  { side, by }: Pick<ProductsAsked, 'side' | 'by'>,
): void {
  if (by === 'margin' && !seesCost(ctx)) throw fieldRefused('/by', 'cost-hidden');
  if (side === 'slow' && !seesStock(ctx)) throw problem('forbidden');
}

/** Products by what was sold of them, or what lies there; no more rows than the limit. */
export async function productSalesOf(ctx: ReadContext, asked: ProductsAsked, limit: number) {
  needMay(ctx, asked);
  const { actor, db } = ctx;
  const question = await questionOf(ctx, asked);
  const today = await todayOf(ctx);
  const sold = ranked(await soldByProduct(ctx, question), measures[asked.by]);
  const days = daysCounted(
    { from: asked.from ?? firstOf(sold) ?? today, to: asked.to ?? today },
    today,
  );
  const places = placesReached(actor, 'stock.read', 'stock.available');
  const held = seesStock(ctx) ? await heldProducts(db, question.categoryIds, places) : null;
  const candidate = (id: number, row: Candidate['sold']): Candidate => {
    const there = held?.get(id) ?? null;
    const lasts = there && row ? stockDays(there.qtyE4, row.qtyE4, days) : null;
    return { id, sold: row, held: there, stockDays: lasts };
  };
  let rows = sold.map((row) => candidate(row.productId, row));
  let slowFen: number | null = null;
  if (asked.side === 'slow') {
    const sellers = new Set(sold.map((row) => row.productId));
    const unsold = [...held!.keys()].filter((id) => !sellers.has(id));
    rows = [...rows, ...unsold.map((id) => candidate(id, null))].filter(
      (row) =>
        row.held !== null &&
        row.held.qtyE4 > 0 &&
        (row.stockDays === null || row.stockDays > asked.slowDays),
    );
    rows.sort(bySlowness(seesValue(ctx)));
    if (seesValue(ctx)) slowFen = rows.reduce((all, row) => all + row.held!.valueFen, 0);
  }
  const shown = rows.slice(0, limit);
  return {
    rows: await described(ctx, shown, asked.imported === true),
    count: rows.length,
    totals: {
      ...shownSums(ctx, totalOf(sold)),
      products: sold.length,
      classes: Object.fromEntries(
        salesClasses.map((one) => [one, sold.filter((row) => row.class === one).length]),
      ) as Record<(typeof salesClasses)[number], number>,
      slowFen,
      unlistedFen: await unlistedSold(db, actor, question),
    },
    days,
    partial: needed(asked).some((one) => actor.reach.get(one)?.all !== true),
    costHidden: !seesCost(ctx),
    stockHidden: !seesStock(ctx),
  };
}

/** By which rights it is told whose sales are counted. */
const needed = ({ imported }: Narrowed): Permission[] => [
  'deliveries.read',
  ...(imported ? (['salesOrders.read'] as const) : []),
];

const firstOf = (rows: readonly ProductSold[]): string | undefined =>
  rows.map((row) => row.firstOn).toSorted()[0];

const CHUNK = 500;

async function inChunks<T>(
  ids: readonly number[],
  read: (some: readonly number[]) => Promise<Iterable<T>>,
): Promise<T[]> {
  const found: T[] = [];
  for (let at = 0; at < ids.length; at += CHUNK) {
    found.push(...(await read(ids.slice(at, at + CHUNK))));
  }
  return found;
}

async function described(
  ctx: ReadContext,
  rows: readonly Candidate[],
  imported: boolean,
): Promise<ProductSales[]> {
  const ids = rows.map((row) => row.id);
  const found = await inChunks(ids, (some) => productsByIds(ctx.db, some));
  const products = new Map(found.map((row) => [row.id, row]));
  // Of what did not go out in this time, the day in another one.
  const resting = rows.filter((row) => !row.sold?.lastOn).map((row) => row.id);
  const last = new Map(
    await inChunks(resting, (some) => lastSoldOf(ctx.db, ctx.actor, some, imported)),
  );
  const value = seesValue(ctx);
  return rows.flatMap(({ id, sold, held, stockDays: lasts }): ProductSales[] => {
    const row = products.get(id);
    if (!row) return [];
    const goods = row.kind === 'goods' && seesStock(ctx);
    return [
      {
        product: toProduct(row),
        category:
          row.category_id === null ? null : { id: row.category_id, name: row.category_name ?? '' },
        active: row.active === 1,
        ...shownSums(ctx, sold ?? totalOf([])),
        rank: sold?.rank ?? null,
        shareBp: sold?.shareBp ?? null,
        class: sold?.class ?? null,
        heldE4: goods ? (held?.qtyE4 ?? 0) : null,
        heldFen: goods && value ? (held?.valueFen ?? 0) : null,
        stockDays: lasts,
        lastSoldOn: sold?.lastOn ?? last.get(id) ?? null,
      },
    ];
  });
}

export const toProduct = (row: Awaited<ReturnType<typeof productsByIds>>[number]) => ({
  id: row.id,
  code: row.code,
  name: row.name,
  spec: row.spec,
  unit: { id: row.unit_id, name: row.unit_name },
  qtyDecimals: row.qty_decimals,
});
