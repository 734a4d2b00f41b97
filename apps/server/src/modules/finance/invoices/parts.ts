import type { DeliveredLine, OrderedLine } from '@xinhang/db/repositories/invoicing.ts';
import { expectedE4 } from '@xinhang/shared/fapiao-rules.ts';
import { partOfAmounts } from '@xinhang/shared/line-amounts.ts';
import type { PriceBasis } from '@xinhang/shared/price-resolver.ts';

/** What came back of a line that was delivered. */
export interface Credited {
  qtyE4: number;
  netFen: number;
  taxFen: number;
}

/** A line that a fapiao is for; without a delivery it goes out later. */
export interface Source {
  order: OrderedLine;
  delivery: DeliveredLine | null;
  credited: Credited;
}

/** What of a line needs no fapiao any more: it is on one, or wants none. */
export const doneOf = (line: OrderedLine | DeliveredLine) => ({
  qtyE4: line.invoiced_e4 + line.no_fapiao_e4,
  netFen: line.invoiced_net_fen + line.no_fapiao_net_fen,
  taxFen: line.invoiced_tax_fen + line.no_fapiao_tax_fen,
});

export const keptE4 = ({ delivered_e4: out, returned_e4: back }: OrderedLine): number => out - back;

/** How much of it wants a fapiao: no more than was delivered and kept, or is to come. */
export function openOf({ order, delivery }: Pick<Source, 'order' | 'delivery'>): number {
  const kept = keptE4(order);
  const done = doneOf(order).qtyE4;
  if (!delivery) return Math.max(0, expectedE4(order) - Math.max(kept, done));
  const ofDelivery = delivery.qty_e4 - delivery.returned_e4 - doneOf(delivery).qtyE4;
  return Math.max(0, Math.min(ofDelivery, kept - done));
}

/**
 * What so much of it comes to: parts that sum to what was delivered less what came back, to the fen,
 * whichever of them is first (domain.md, Parts of a line). What closes the line takes the rest.
 */
export function amountsOf({ order, delivery, credited }: Source, qtyE4: number) {
  const before = doneOf(order);
  const doneE4 = before.qtyE4 + qtyE4;
  const basis = order.basis as PriceBasis;
  const rest = (netFen: number, taxFen: number) => ({
    netFen: Math.max(0, netFen - before.netFen),
    taxFen: Math.max(0, taxFen - before.taxFen),
  });
  if (delivery) {
    if (doneE4 === keptE4(order)) return rest(order.delivered_net_fen, order.delivered_tax_fen);
    const kept = {
      netFen: delivery.net_fen - credited.netFen,
      taxFen: delivery.tax_fen - credited.taxFen,
    };
    const posted = doneOf(delivery);
    return partOfAmounts(kept, {
      basis,
      doneE4: posted.qtyE4 + qtyE4,
      ofE4: delivery.qty_e4 - delivery.returned_e4,
      posted,
    });
  }
  if (doneE4 === expectedE4(order)) {
    return rest(
      order.net_fen - order.cancelled_net_fen - order.returned_net_fen,
      order.tax_fen - order.cancelled_tax_fen - order.returned_tax_fen,
    );
  }
  const whole = { netFen: order.net_fen, taxFen: order.tax_fen };
  return partOfAmounts(whole, { basis, doneE4, ofE4: order.qty_e4!, posted: before });
}

/** The source after so much of it went onto a fapiao. */
export function taken(
  { order, delivery, credited }: Source,
  what: { qtyE4: number; netFen: number; taxFen: number },
): Source {
  const more = <T extends OrderedLine | DeliveredLine>(line: T): T => ({
    ...line,
    invoiced_e4: line.invoiced_e4 + what.qtyE4,
    invoiced_net_fen: line.invoiced_net_fen + what.netFen,
    invoiced_tax_fen: line.invoiced_tax_fen + what.taxFen,
  });
  return { order: more(order), delivery: delivery && more(delivery), credited };
}
