import {
  purchaseLinesByIds,
  type NamedPurchaseLine,
} from '@xinhang/db/repositories/purchase-orders.ts';
import { readSetting } from '@xinhang/db/repositories/settings.ts';
import type { NewReceiptNoteLine } from '@xinhang/db/repositories/receipt-notes.ts';
import { boughtPlaces } from '@xinhang/db/scope-places.ts';
import { partOfAmounts } from '@xinhang/shared/line-amounts.ts';
import type { PriceBasis } from '@xinhang/shared/price-resolver.ts';
import { fieldRefused, type ProblemParams } from '@xinhang/shared/problems.ts';
import { openOfPurchase, type ReceivedWay } from '@xinhang/shared/purchase-order-rules.ts';
import { aboveOpen, toleranceOf } from '@xinhang/shared/sales-order-rules.ts';
import type { WriteContext } from '../../../http/context.ts';
import { wayOf } from './cost.ts';

const alive = new Set(['confirmed', 'partly']);

/**
 * Parts of the amounts of an order line when so much more of it comes: what is done of it by then,
 * rounded, less what was posted for it; what completes the line takes the rest. What went back to
 * come again is not done, what went back for good is. After something was taken back out of turn a
 * part may be less than nothing; then it is nothing.
 */
function partOf(line: NamedPurchaseLine, moreE4: number): { netFen: number; taxFen: number } {
  const doneE4 = line.received_e4 - line.replace_e4 + moreE4;
  const whole = { netFen: line.net_fen, taxFen: line.tax_fen };
  const posted = {
    netFen: line.received_net_fen + line.returned_net_fen,
    taxFen: line.received_tax_fen + line.returned_tax_fen,
  };
  const basis = line.basis as PriceBasis;
  return partOfAmounts(whole, { basis, doneE4, ofE4: line.qty_e4!, posted });
}

/** What a line of a receipt says, however it is kept. */
export interface Coming {
  orderLineId: number;
  qtyE4: number;
  /** Of a service, as `wayOf` asks. */
  spread?: boolean | undefined;
}

/**
 * What each of these lines comes to, as the orders stand now: of confirmed orders of one supplier, no
 * more of each line than is open with the tolerance of the company. `first` is the order line of the first of them.
 */
export async function partsNow(
  { tx: db, actor }: Pick<WriteContext, 'tx' | 'actor'>,
  lines: readonly Coming[],
  /** Of what the supplier ships straight to a customer, and of nothing else. */
  dropShip = false,
): Promise<{
  parts: { orderId: number; netFen: number; taxFen: number; way: ReceivedWay }[];
  first: NamedPurchaseLine;
}> {
  const percent = await readSetting(db, 'purchasing.overReceiptPercent');
  const ids = [...new Set(lines.map((line) => line.orderLineId))];
  const found = new Map((await purchaseLinesByIds(db, ids)).map((line) => [line.id, line]));
  const first = found.get(lines[0]!.orderLineId);
  const places = boughtPlaces(actor);
  const parts = lines.map(({ orderLineId, qtyE4, spread }, at) => {
    const refuse = (field: string, code: string, params?: ProblemParams) =>
      fieldRefused(`/lines/${at}/${field}`, code, params);
    const line = found.get(orderLineId);
    // What is to come to a warehouse of others is not there.
    const seen = places === null || (line?.warehouse_id && places.includes(line.warehouse_id));
    if (!line || !seen) throw refuse('orderLineId', 'unknown-line');
    if (!alive.has(line.state))
      throw refuse('orderLineId', 'order-not-open', { no: line.no ?? '' });
    if (line.supplier_id !== first!.supplier_id || line.entity_id !== first!.entity_id) {
      throw refuse('orderLineId', 'other-supplier');
    }
    if ((line.sales_line_id !== null) !== dropShip) {
      throw refuse('orderLineId', dropShip ? 'not-drop-ship' : 'drop-shipped');
    }
    const openE4 = openOfPurchase(line);
    if (openE4 <= 0) throw refuse('qtyE4', 'nothing-open');
    if (qtyE4 > openE4 + toleranceOf(line.qty_e4!, percent)) {
      const { code, params } = aboveOpen(openE4, line.qty_e4!, percent);
      throw refuse('qtyE4', code, params);
    }
    if (spread && line.product_kind === 'goods') throw refuse('spread', 'spread-goods');
    const { netFen, taxFen } = partOf(line, qtyE4);
    found.set(line.id, {
      ...line,
      received_e4: line.received_e4 + qtyE4,
      received_net_fen: line.received_net_fen + netFen,
      received_tax_fen: line.received_tax_fen + taxFen,
    });
    return { orderId: line.order_id, netFen, taxFen, way: wayOf(line, spread) };
  });
  return { parts, first: first! };
}

/** Lines as a draft keeps them. */
export const draftRows = (
  bodies: readonly {
    orderLineId: number;
    qtyE4: number;
    batch: string;
    serials: readonly string[];
    note: string;
  }[],
  parts: readonly { orderId: number; netFen: number; taxFen: number; way: ReceivedWay }[],
): NewReceiptNoteLine[] =>
  bodies.map((body, at) => ({
    order_id: parts[at]!.orderId,
    order_line_id: body.orderLineId,
    qty_e4: body.qtyE4,
    net_fen: parts[at]!.netFen,
    tax_fen: parts[at]!.taxFen,
    cost_fen: null,
    expense_account: null,
    way: parts[at]!.way,
    batch: body.batch,
    serials: JSON.stringify(body.serials),
    note: body.note,
  }));
