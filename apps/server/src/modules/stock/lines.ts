import {
  bookAt,
  type NamedStockLine,
  type NewStockLine,
} from '@xinhang/db/repositories/stock-documents.ts';
import { stockFactors, stockProducts } from '@xinhang/db/repositories/stock-posting.ts';
import type { api } from '@xinhang/shared/contract/api.ts';
import type { EndpointInput } from '@xinhang/shared/contract/endpoint.ts';
import { fieldRefused } from '@xinhang/shared/problems.ts';
import { fitsDecimals } from '@xinhang/shared/qty-decimals.ts';
import { qtyE4, toBaseQty, type QtyE4 } from '@xinhang/shared/quantity.ts';
import type { WriteContext } from '../../http/context.ts';
import { seesCost } from './kinds.ts';

type Lines = EndpointInput<typeof api.stockDocuments.create>['body']['lines'];

/** Of a count: where, for whom, and up to which row of the ledger its book goes. */
export interface FrozenBook {
  entityId: number;
  locationId: number;
  upTo: number;
}

/**
 * Lines as a draft keeps them: of goods, what comes in of goods in use, in units that they have, no finer than they are
 * counted. What is missing yet is asked for when the document is confirmed. `before`: the lines
 * there were, whose prices stay where their writer does not see them.
 */
export async function draftLines(
  ctx: WriteContext,
  kind: string,
  lines: Lines,
  before: readonly NamedStockLine[],
  frozen: FrozenBook | null,
): Promise<NewStockLine[]> {
  const ids = [...new Set(lines.map((line) => line.productId))];
  const products = await stockProducts(ctx.tx, ids);
  const factors = await stockFactors(ctx.tx, ids);
  const known = new Set(before.map((line) => line.product_id));
  const prices = new Map(before.map((line) => [line.id, line]));
  const book = frozen && (await bookOf(ctx, frozen, ids));
  const cost = seesCost(ctx.actor);
  return lines.map((line, at) => {
    const refuse = (field: string, code: string, params?: Record<string, number>) =>
      fieldRefused(`/lines/${at}/${field}`, code, params);
    const product = products.get(line.productId);
    if (!product) throw refuse('productId', 'unknown-product');
    if (product.kind !== 'goods') throw refuse('productId', 'not-goods');
    // What is given up still lies somewhere: it is moved, counted, scrapped, lent and brought back; no more is taken in.
    if (kind === 'otherIn' && product.active === 0 && !known.has(product.id)) {
      throw refuse('productId', 'not-in-use');
    }
    const factor =
      line.unitId === product.unit_id
        ? { num: 1, den: 1 }
        : factors.find((one) => one.product_id === product.id && one.unit_id === line.unitId);
    if (!factor) throw refuse('unitId', 'unknown-unit');
    let base: QtyE4 | null = null;
    if (line.qtyE4 !== null) {
      base = toBaseQty(qtyE4(line.qtyE4), factor);
      if (!fitsDecimals(base, product.qty_decimals)) {
        throw refuse('qtyE4', 'too-many-decimals', { most: product.qty_decimals });
      }
    }
    if (!cost && line.priceE4 !== null) throw refuse('priceE4', 'cost-hidden');
    if (frozen && product.tracks_serial === 1) throw refuse('productId', 'counted-by-number');
    const old = line.id === undefined ? undefined : prices.get(line.id);
    const price = cost ? line.priceE4 : old?.product_id === line.productId ? old.price_e4 : null;
    return {
      product_id: line.productId,
      unit_id: line.unitId,
      unit_qty_e4: line.qtyE4,
      qty_e4: base,
      price_e4: price,
      value_fen: null,
      batch: line.batch,
      serials: JSON.stringify(line.serials),
      book_e4: book ? (book.get(`${line.productId}/${line.batch}`) ?? 0) : null,
      received_e4: null,
      note: line.note,
    };
  });
}

/** What the ledger said when the count was frozen, by product and batch. */
async function bookOf(
  ctx: WriteContext,
  frozen: FrozenBook,
  productIds: readonly number[],
): Promise<Map<string, number>> {
  const rows = await bookAt(ctx.tx, { ...frozen, productIds });
  return new Map(rows.map((row) => [`${row.product_id}/${row.batch}`, row.qty_e4]));
}
