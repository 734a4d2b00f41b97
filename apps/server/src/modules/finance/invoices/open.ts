import type { Reader } from '@xinhang/db/database.ts';
import {
  orderedLines,
  uninvoicedLines,
  type DeliveredLine,
} from '@xinhang/db/repositories/invoicing.ts';
import { creditedOf } from '../../sales/service.ts';
import { amountsOf, openOf, taken, type Source } from './parts.ts';

/** A line that was delivered and wants a fapiao: how much of it, and what that comes to. */
export interface OpenLine {
  source: Source & { delivery: DeliveredLine };
  openE4: number;
  amounts: { netFen: number; taxFen: number };
}

/** What was delivered to a customer and wants a fapiao, the oldest first; whether there is more. */
export async function deliveredOpen(
  db: Reader,
  customerId: number,
  most: number,
): Promise<{ lines: OpenLine[]; more: boolean }> {
  const gone = await uninvoicedLines(db, customerId, most + 1);
  const credited = await creditedOf(
    db,
    gone.map((line) => line.id),
  );
  const ids = [...new Set(gone.map((line) => line.order_line_id))];
  const orders = new Map((await orderedLines(db, ids)).map((line) => [line.id, line]));
  const lines: OpenLine[] = [];
  // The newest first: what was invoiced before it went covers the oldest.
  for (const line of gone.slice(0, most).toReversed()) {
    const none = { qtyE4: 0, netFen: 0, taxFen: 0 };
    const source = {
      order: orders.get(line.order_line_id)!,
      delivery: line,
      credited: credited.get(line.id) ?? none,
    };
    const openE4 = openOf(source);
    if (openE4 === 0) continue;
    const amounts = amountsOf(source, openE4);
    orders.set(line.order_line_id, taken(source, { qtyE4: openE4, ...amounts }).order);
    lines.push({ source, openE4, amounts });
  }
  return { lines: lines.toReversed(), more: gone.length > most };
}
