import {
  addReserved,
  balancesOf,
  stockProducts,
  takeReserved,
} from '@xinhang/db/repositories/stock-posting.ts';
import { readSetting } from '@xinhang/db/repositories/settings.ts';
import { problem, type FieldProblem } from '@xinhang/shared/problems.ts';
import type { WriteContext } from '../../http/context.ts';
import { allLocations } from '../products/service.ts';

export interface Reserving {
  entityId: number;
  locationId: number;
  /** Of the base unit, more than 0; `pointer` names the line of the document. */
  lines: readonly { pointer: string; productId: number; qtyE4: number }[];
}

/**
 * Keeps goods of a place for whoever ordered them, whatever is there: what is more is open demand,
 * unless it is `bound` and the company confirms no more than it has (`stock-short`;
 * docs/decisions/0230).
 */
export async function reserveStock(
  ctx: WriteContext,
  what: Reserving & { bound: boolean },
): Promise<void> {
  const strict = what.bound && (await readSetting(ctx.tx, 'sales.beyondStock')) === 'strict';
  if (strict) await needFree(ctx, what);
  await addReserved(ctx.tx, what, byProduct(what));
}

/** Gives back what was kept: it was delivered, or nobody waits for it any more. */
export async function releaseStock(ctx: WriteContext, what: Reserving): Promise<void> {
  await takeReserved(ctx.tx, what, byProduct(what));
}

function byProduct({ lines }: Reserving) {
  const kept = new Map<number, number>();
  for (const { productId, qtyE4 } of lines) {
    kept.set(productId, (kept.get(productId) ?? 0) + qtyE4);
  }
  return [...kept].map(([productId, qtyE4]) => ({ productId, qtyE4 }));
}

async function needFree(
  { tx }: WriteContext,
  { entityId, locationId, lines }: Reserving,
): Promise<void> {
  const ids = [...new Set(lines.map((line) => line.productId))];
  const free = new Map<number, number>();
  for (const row of await balancesOf(tx, entityId, ids)) {
    if (row.location_id !== locationId) continue;
    const { product_id: id, qty_e4, reserved_e4 } = row;
    free.set(id, (free.get(id) ?? 0) + Number(qty_e4) - Number(reserved_e4));
  }
  const products = await stockProducts(tx, ids);
  const place = (await allLocations(tx)).find((one) => one.id === locationId)!.name;
  const errors: FieldProblem[] = [];
  for (const { pointer, productId, qtyE4 } of lines) {
    const haveE4 = free.get(productId) ?? 0;
    free.set(productId, haveE4 - qtyE4);
    if (haveE4 >= qtyE4) continue;
    const { code, name } = products.get(productId)!;
    const params = { product: `${code} ${name}`, place, haveE4, wantedE4: qtyE4 };
    errors.push({ pointer: `${pointer}/qtyE4`, code: 'stock-short', params });
  }
  if (errors.length > 0) throw problem('stock-short', { errors });
}
