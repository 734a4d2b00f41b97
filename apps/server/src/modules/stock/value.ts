import { lastCostOf } from '@xinhang/db/repositories/stock-posting.ts';
import { fen, type Fen } from '@xinhang/shared/money.ts';
import { qtyE4, type QtyE4 } from '@xinhang/shared/quantity.ts';
import {
  atPrice,
  averageCost,
  costGoingBack,
  takeIn,
  takeOut,
  valueAtAverage,
} from '@xinhang/shared/stock-cost.ts';
import { wayOf } from '@xinhang/shared/stock-places.ts';
import type { WriteContext } from '../../http/context.ts';
import type { Moved, Posting, StockLine } from './posting.ts';
import { backToIssue, cameForOwed, goesBackFromOwed, issueBeyond } from './provisional.ts';

/** What the company gains or loses by a row; moves its cost pool. Null where it is noted as short. */
export async function moveValue(
  posting: Posting,
  line: StockLine,
  given: number | undefined,
): Promise<Moved | null> {
  const { ctx, places, books } = posting;
  const { productId } = line;
  const [from, to] = [places.get(line.fromId)!.kind, places.get(line.toId)!.kind];
  const way = wayOf(from, to);
  if (way === 'within') return { valueFen: fen(0) };
  const pool = books.pool(productId);
  const quantity = qtyE4(line.qtyE4);
  if (given !== undefined && goesStraight(from, to)) return { valueFen: fen(given) };
  if (way === 'in') {
    const value =
      given !== undefined
        ? fen(given)
        : (valueAtAverage(pool, quantity) ?? (await atLastCost(ctx, productId, quantity)));
    if (line.provisional) return await backToIssue(posting, line, value);
    if (pool.qtyE4 < 0) return cameForOwed(posting, line, value);
    books.setPool(productId, takeIn(pool, quantity, value));
    return { valueFen: value };
  }
  if (pool.qtyE4 < quantity) {
    return line.reversalOf === undefined
      ? await issueBeyond(posting, line)
      : await goesBackFromOwed(posting, line, fen(given!));
  }
  const cost =
    given === undefined ? averageCost(pool, quantity) : costGoingBack(pool, quantity, fen(given));
  books.setPool(productId, takeOut(pool, quantity, cost));
  return { valueFen: cost };
}

/**
 * What the supplier ships to the customer goes through transit in one transaction, in and out at the
 * same cost: it is not among what the company has, and covers nothing that is short.
 */
const goesStraight = (from: string, to: string): boolean =>
  (from === 'transit' && (to === 'customer' || to === 'supplier')) ||
  (to === 'transit' && (from === 'customer' || from === 'supplier'));

/** Of what nobody has any more: as it was bought the last time; 0 where it never was. */
async function atLastCost(ctx: WriteContext, productId: number, quantity: QtyE4): Promise<Fen> {
  const last = await lastCostOf(ctx.tx, productId);
  return last ? atPrice(last, quantity) : fen(0);
}
