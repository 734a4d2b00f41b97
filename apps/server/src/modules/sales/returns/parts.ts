import {
  creditedOf,
  type DeliveredLine,
  ofDeliveries,
  type NamedReturnLine,
} from '@xinhang/db/repositories/sales-returns.ts';
import { partOfAmounts, partOfLine } from '@xinhang/shared/line-amounts.ts';
import { fen } from '@xinhang/shared/money.ts';
import type { PriceBasis } from '@xinhang/shared/price-resolver.ts';
import { fieldRefused } from '@xinhang/shared/problems.ts';
import type { WriteContext } from '../../../http/context.ts';

/** What a line cost when it went out: parts that sum to it, however often some of it comes back. */
export const costBack = (line: DeliveredLine): number =>
  partOfLine(fen(line.delivered_cost_fen ?? 0), {
    doneE4: line.returned_e4 + line.qty_e4,
    ofE4: line.delivered_e4,
    postedFen: line.returned_cost_fen,
  });

/**
 * What is credited: so much of what was delivered as came back by then, less what was credited of
 * it before, so that all of a delivery that comes back is credited to the fen.
 */
export async function creditedNow(ctx: WriteContext, lines: readonly NamedReturnLine[]) {
  const ids = [...new Set(ofDeliveries(lines).map((line) => line.delivery_line_id))];
  const before = await creditedOf(ctx.tx, ids);
  return lines.map((each, at) => {
    const [line] = ofDeliveries([each]);
    // Of no delivery: credited as it was approved.
    if (!line) return each;
    const of = before.get(line.delivery_line_id) ?? { qtyE4: 0, netFen: 0, taxFen: 0 };
    const leftE4 = line.delivered_e4 - of.qtyE4;
    if (line.qty_e4 > leftE4)
      throw fieldRefused(`/lines/${at}/qtyE4`, 'above-delivered', { leftE4 });
    const qtyE4 = of.qtyE4 + line.qty_e4;
    const { netFen, taxFen } = partOfAmounts(
      { netFen: line.delivered_net_fen, taxFen: line.delivered_tax_fen },
      { basis: line.basis as PriceBasis, doneE4: qtyE4, ofE4: line.delivered_e4, posted: of },
    );
    before.set(line.delivery_line_id, {
      qtyE4,
      netFen: of.netFen + netFen,
      taxFen: of.taxFen + taxFen,
    });
    return { ...line, net_fen: netFen, tax_fen: taxFen };
  });
}
