import type {
  NamedPurchaseLine,
  NewPurchaseLine,
} from '@xinhang/db/repositories/purchase-orders.ts';
import { pricesInForce } from '@xinhang/db/repositories/supplier-prices.ts';
import type { Reader } from '@xinhang/db/database.ts';
import type { api } from '@xinhang/shared/contract/api.ts';
import type { EndpointInput } from '@xinhang/shared/contract/endpoint.ts';
import { amountFits, lineAmounts } from '@xinhang/shared/line-amounts.ts';
import type { PriceBasis } from '@xinhang/shared/price-resolver.ts';
import { fieldRefused } from '@xinhang/shared/problems.ts';
import { askedPrice, type StatedPrice } from '@xinhang/shared/purchase-order-rules.ts';
import { fitsDecimals } from '@xinhang/shared/qty-decimals.ts';
import { priceE4, qtyE4, toBaseQty, type Factor } from '@xinhang/shared/quantity.ts';
import type { WriteContext } from '../../../http/context.ts';
import { productsByIds, unitsOfProducts } from '../../products/service.ts';

/** A line as it is asked for. */
export type LineAsked = EndpointInput<typeof api.purchaseOrders.create>['body']['lines'][number];

export interface AskedOf {
  supplierId: number;
  businessDate: string;
  basis: PriceBasis;
}

const ONE = 10_000;
const base: Factor = { num: 1, den: 1 };

/** Units of products, by product and unit; the base unit of each is not among them. */
export async function factorsOf(db: Reader, productIds: readonly number[]) {
  const rows = productIds.length === 0 ? [] : await unitsOfProducts(db, productIds);
  const found = new Map(rows.map((one) => [`${one.product_id}/${one.unit_id}`, one]));
  return (product: { id: number; unit_id: number }, unitId: number): Factor | undefined => {
    if (unitId === product.unit_id) return base;
    const other = found.get(`${product.id}/${unitId}`);
    return other && { num: other.num, den: other.den };
  };
}

/** What a supplier asks for products on a day, by product. */
export async function statedPrices(
  db: Reader,
  { supplierId, businessDate }: Pick<AskedOf, 'supplierId' | 'businessDate'>,
  products: readonly { id: number; unit_id: number }[],
): Promise<Map<number, StatedPrice[]>> {
  const ids = products.map((product) => product.id);
  const factor = await factorsOf(db, ids);
  const rows = await pricesInForce(db, ids, businessDate);
  const byProduct = new Map<number, StatedPrice[]>();
  for (const product of products) {
    const own = rows.filter(
      (row) => row.supplier_id === supplierId && row.product_id === product.id,
    );
    const stated = own.flatMap((row) => {
      const of = factor(product, row.unit_id);
      if (!of) return [];
      return {
        id: row.id,
        unitId: row.unit_id,
        factor: of,
        priceE4: row.price_e4,
        basis: row.basis as PriceBasis,
        qtyFromE4: row.qty_from_e4,
      };
    });
    byProduct.set(product.id, stated);
  }
  return byProduct;
}

/** Nothing has come yet. */
const untouched = {
  received_e4: 0,
  returned_e4: 0,
  replace_e4: 0,
  cancelled_e4: 0,
  received_net_fen: 0,
  received_tax_fen: 0,
  returned_net_fen: 0,
  returned_tax_fen: 0,
  close_reason: '',
};

/** A line that is kept goes on being for the request that it was made for. */
const keptOf = (line: LineAsked, before: readonly NamedPurchaseLine[]) =>
  before.find((one) => one.id === line.id && one.product_id === line.productId);

/**
 * Lines as a draft keeps them, each with what the supplier asks that day: products in use (or that
 * stood there before), in units that they have, no finer than they are counted. What is missing yet is
 * asked for when the order is confirmed.
 */
export async function draftLines(
  ctx: WriteContext,
  order: AskedOf,
  lines: readonly LineAsked[],
  before: readonly NamedPurchaseLine[],
  /** Lines of requests that they are for, in the same order. */
  requests: readonly (number | null)[] = [],
): Promise<NewPurchaseLine[]> {
  const ids = [...new Set(lines.map((line) => line.productId))];
  const products = new Map((await productsByIds(ctx.tx, ids)).map((row) => [row.id, row]));
  const factorOf = await factorsOf(ctx.tx, ids);
  const prices = await statedPrices(ctx.tx, order, [...products.values()]);
  const known = new Set(before.map((line) => line.product_id));
  return lines.map((line, at) => {
    const refuse = (field: string, code: string, params?: Record<string, number>) =>
      fieldRefused(`/lines/${at}/${field}`, code, params);
    const product = products.get(line.productId);
    if (!product) throw refuse('productId', 'unknown-product');
    if (line.spread && product.kind === 'goods') throw refuse('spread', 'spread-goods');
    if (product.active === 0 && !known.has(product.id)) throw refuse('productId', 'not-in-use');
    const unitId = line.unitId ?? product.unit_id;
    const factor = factorOf(product, unitId);
    if (!factor) throw refuse('unitId', 'unknown-unit');
    const baseE4 = line.qtyE4 === null ? null : toBaseQty(qtyE4(line.qtyE4), factor);
    if (baseE4 !== null && !fitsDecimals(baseE4, product.qty_decimals)) {
      throw refuse('qtyE4', 'too-many-decimals', { most: product.qty_decimals });
    }
    const taxBp = line.taxBp ?? product.tax_bp;
    const { basis } = order;
    const wanted = { unitId, factor, qtyE4: line.qtyE4 || ONE, basis, taxBp };
    const asked = askedPrice(prices.get(product.id) ?? [], wanted);
    const price = line.priceE4 ?? asked;
    if (!amountFits(line.qtyE4 ?? 0, price ?? 0)) throw refuse('qtyE4', 'amount-too-large');
    const amounts =
      line.qtyE4 === null || price === null
        ? { netFen: 0, taxFen: 0, grossFen: 0 }
        : lineAmounts(qtyE4(line.qtyE4), priceE4(price), { basis, taxBp });
    return {
      ...untouched,
      product_id: product.id,
      unit_id: unitId,
      unit_qty_e4: line.qtyE4,
      qty_e4: baseE4,
      price_e4: price,
      tax_bp: taxBp,
      net_fen: amounts.netFen,
      tax_fen: amounts.taxFen,
      gross_fen: amounts.grossFen,
      asked_price_e4: asked,
      expected_date: line.expectedDate,
      note: line.note,
      request_line_id: requests[at] ?? keptOf(line, before)?.request_line_id ?? null,
      spread: line.spread ? 1 : 0,
      sales_line_id: keptOf(line, before)?.sales_line_id ?? null,
    };
  });
}

/** A line that is kept, as it would be asked for again on another day or in another basis. */
export const askedAgain = (line: NamedPurchaseLine): LineAsked => ({
  id: line.id,
  productId: line.product_id,
  unitId: line.unit_id,
  qtyE4: line.unit_qty_e4,
  // What the supplier asks goes on following him.
  priceE4: line.price_e4 === line.asked_price_e4 ? null : line.price_e4,
  taxBp: line.tax_bp,
  expectedDate: line.expected_date,
  spread: line.spread === 1,
  note: line.note,
});

/** What a draft may lack and an order that is confirmed may not. */
export function checkWhole(lines: readonly NamedPurchaseLine[]): void {
  if (lines.length === 0) throw fieldRefused('/lines', 'no-lines');
  for (const [at, line] of lines.entries()) {
    if (!line.unit_qty_e4 || !line.qty_e4) throw fieldRefused(`/lines/${at}/qtyE4`, 'required');
    if (line.price_e4 === null) throw fieldRefused(`/lines/${at}/priceE4`, 'required');
  }
}
