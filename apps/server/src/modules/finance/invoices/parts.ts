import type { DeliveredLine, OrderedLine } from '@xinhang/db/repositories/invoicing.ts';
import { expectedE4 } from '@xinhang/shared/fapiao-rules.ts';
import { partOfLine } from '@xinhang/shared/line-amounts.ts';
import { fen } from '@xinhang/shared/money.ts';

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

export const keptE4 = ({ delivered_e4: out, returned_e4: back }: OrderedLine): number => out - back;

/** How much of it is on no fapiao yet: no more than was delivered and kept, or is to come. */
export function openOf({ order, delivery }: Pick<Source, 'order' | 'delivery'>): number {
  const kept = keptE4(order);
  if (!delivery) return Math.max(0, expectedE4(order) - Math.max(kept, order.invoiced_e4));
  const ofDelivery = delivery.qty_e4 - delivery.returned_e4 - delivery.invoiced_e4;
  return Math.max(0, Math.min(ofDelivery, kept - order.invoiced_e4));
}

/**
 * What so much of it comes to: parts that sum to what was delivered less what came back, to the fen,
 * whichever of them is first (domain.md, Parts of a line). What closes the line takes the rest.
 */
export function amountsOf({ order, delivery, credited }: Source, qtyE4: number) {
  const doneE4 = order.invoiced_e4 + qtyE4;
  const part = (of: 'net' | 'tax'): number => {
    const invoiced = order[`invoiced_${of}_fen`];
    if (delivery) {
      if (doneE4 === keptE4(order)) {
        return Math.max(0, order[`delivered_${of}_fen`] - invoiced);
      }
      const back = of === 'net' ? credited.netFen : credited.taxFen;
      return Math.max(
        0,
        partOfLine(fen(delivery[`${of}_fen`] - back), {
          doneE4: delivery.invoiced_e4 + qtyE4,
          ofE4: delivery.qty_e4 - delivery.returned_e4,
          postedFen: delivery[`invoiced_${of}_fen`],
        }),
      );
    }
    const whole = order[`${of}_fen`];
    if (doneE4 === expectedE4(order)) {
      const off = order[`cancelled_${of}_fen`] + order[`returned_${of}_fen`];
      return Math.max(0, whole - off - invoiced);
    }
    const ofE4 = order.qty_e4!;
    return Math.max(0, partOfLine(fen(whole), { doneE4, ofE4, postedFen: invoiced }));
  };
  return { netFen: part('net'), taxFen: part('tax') };
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
