import { may } from '@xinhang/db/actor.ts';
import {
  nothingBack,
  receivedLinesByIds,
  wentBackOf,
  type NewPurchaseReturnLine,
  type ReceivedLine,
  type WentBack,
} from '@xinhang/db/repositories/purchase-returns.ts';
import { boughtPlaces } from '@xinhang/db/scope-places.ts';
import type { api } from '@xinhang/shared/contract/api.ts';
import type { EndpointInput } from '@xinhang/shared/contract/endpoint.ts';
import { lineAmounts, partOfAmounts, partOfLine } from '@xinhang/shared/line-amounts.ts';
import { divideRounded, fen } from '@xinhang/shared/money.ts';
import type { PriceBasis } from '@xinhang/shared/price-resolver.ts';
import { fieldRefused } from '@xinhang/shared/problems.ts';
import { fitsDecimals } from '@xinhang/shared/qty-decimals.ts';
import { priceE4, qtyE4 } from '@xinhang/shared/quantity.ts';
import type { WriteContext } from '../../../http/context.ts';
import { productsByIds } from '../../products/service.ts';
import { seesCost } from '../orders/describe.ts';

/** A line as it is asked for. */
export type ReturnLineAsked = EndpointInput<
  typeof api.purchaseReturns.create
>['body']['lines'][number];

/** Of whom it is and where it lies, as the first line of a receipt says. */
export interface ReturnFrom {
  supplierId: number;
  entityId: number;
  warehouseId: number | null;
}

export interface ReturnParts {
  rows: NewPurchaseReturnLine[];
  /** Null where no line has a receipt. */
  from: ReturnFrom | null;
  /** The receipt of each line; null of one without. */
  received: (ReceivedLine | null)[];
}

const FEN_TO_E4 = 1_000_000n;

/** Goods without a receipt are priced by whoever writes orders, who sees what things cost. */
export const writesFree = ({ actor }: Pick<WriteContext, 'actor'>): boolean =>
  may(actor, 'purchaseOrders.update') && seesCost(actor);

/**
 * Parts of a line of a receipt when so much more of it goes back: what went by then, rounded, less
 * what was credited before, so that all of it that goes back is credited to the fen.
 */
function partOf(line: ReceivedLine, before: WentBack, moreE4: number): WentBack {
  const doneE4 = before.qtyE4 + moreE4;
  const ofE4 = line.qty_e4;
  const whole = { netFen: line.net_fen, taxFen: line.tax_fen };
  const basis = line.basis as PriceBasis;
  const part = partOfAmounts(whole, { basis, doneE4, ofE4, posted: before });
  // What it came with is its net part and what was spread over it: no fen of difference between.
  const spread = partOfLine(fen((line.cost_fen ?? 0) - line.net_fen), {
    doneE4,
    ofE4,
    postedFen: before.cameFen - before.netFen,
  });
  return { qtyE4: moreE4, ...part, cameFen: Math.max(0, part.netFen + spread) };
}

/**
 * What these lines come to, as the receipts stand now: of confirmed receipts of one supplier, no
 * more of each than did not go back yet; or goods in use with a price of their own.
 */
export async function returnParts(
  ctx: WriteContext,
  asked: readonly ReturnLineAsked[],
): Promise<ReturnParts> {
  const { tx } = ctx;
  const ids = [...new Set(asked.flatMap((line) => line.receiptLineId ?? []))];
  const receipts = new Map((await receivedLinesByIds(tx, ids)).map((line) => [line.id, line]));
  const back = await wentBackOf(tx, ids);
  const wanted = [...new Set(asked.flatMap((line) => line.productId ?? []))];
  const products = new Map((await productsByIds(tx, wanted)).map((row) => [row.id, row]));
  const places = boughtPlaces(ctx.actor);
  let from: ReturnFrom | null = null;
  const received: (ReceivedLine | null)[] = [];
  const rows = asked.map((line, at): NewPurchaseReturnLine => {
    const refuse = (field: string, code: string, params?: Record<string, number>) =>
      fieldRefused(`/lines/${at}/${field}`, code, params);
    const kept = {
      serials: JSON.stringify(line.serials),
      note: line.note,
      cost_fen: null,
    };
    if (line.receiptLineId === null) {
      received.push(null);
      if (!writesFree(ctx)) throw refuse('receiptLineId', 'receipt-needed');
      if (line.productId === null) throw refuse('productId', 'required');
      const product = products.get(line.productId);
      if (!product) throw refuse('productId', 'unknown-product');
      if (product.kind !== 'goods') throw refuse('productId', 'not-goods');
      if (!fitsDecimals(qtyE4(line.qtyE4), product.qty_decimals)) {
        throw refuse('qtyE4', 'too-many-decimals', { most: product.qty_decimals });
      }
      const taxBp = line.taxBp ?? product.tax_bp;
      const amounts =
        line.priceE4 === null
          ? { netFen: 0, taxFen: 0 }
          : lineAmounts(qtyE4(line.qtyE4), priceE4(line.priceE4), { basis: 'gross', taxBp });
      return {
        ...kept,
        receipt_line_id: null,
        product_id: product.id,
        qty_e4: line.qtyE4,
        price_e4: line.priceE4,
        tax_bp: taxBp,
        net_fen: amounts.netFen,
        tax_fen: amounts.taxFen,
        came_fen: null,
        batch: line.batch,
      };
    }
    const of = receipts.get(line.receiptLineId);
    const seen = places === null || (of?.warehouse_id && places.includes(of.warehouse_id));
    if (of?.state !== 'confirmed' || !seen) throw refuse('receiptLineId', 'unknown-line');
    from ??= {
      supplierId: of.supplier_id,
      entityId: of.entity_id,
      warehouseId: of.warehouse_id,
    };
    // What has no stock does not go back; the supplier's red invoice takes it back.
    if (of.way !== 'goods') throw refuse('receiptLineId', 'not-goods');
    if (of.supplier_id !== from.supplierId || of.entity_id !== from.entityId) {
      throw refuse('receiptLineId', 'other-supplier');
    }
    const before = back.get(of.id) ?? nothingBack;
    const leftE4 = of.qty_e4 - before.qtyE4;
    if (line.qtyE4 > leftE4) throw refuse('qtyE4', 'above-received', { leftE4 });
    const came = new Set(JSON.parse(of.serials) as string[]);
    if (line.serials.some((one) => !came.has(one))) throw refuse('serials', 'serial-not-received');
    const part = partOf(of, before, line.qtyE4);
    // The next line may be of the same line of the receipt.
    back.set(of.id, {
      qtyE4: before.qtyE4 + part.qtyE4,
      netFen: before.netFen + part.netFen,
      taxFen: before.taxFen + part.taxFen,
      cameFen: before.cameFen + part.cameFen,
    });
    received.push(of);
    const gross = BigInt(of.net_fen + of.tax_fen) * FEN_TO_E4;
    return {
      ...kept,
      receipt_line_id: of.id,
      product_id: of.product_id,
      qty_e4: line.qtyE4,
      price_e4: Number(divideRounded(gross, BigInt(of.qty_e4))),
      tax_bp: of.tax_bp,
      net_fen: part.netFen,
      tax_fen: part.taxFen,
      came_fen: part.cameFen,
      batch: of.batch,
    };
  });
  return { rows, from, received };
}
