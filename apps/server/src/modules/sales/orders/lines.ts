import type { NamedSalesLine, NewSalesLine } from '@xinhang/db/repositories/sales-orders.ts';
import type { api } from '@xinhang/shared/contract/api.ts';
import type { EndpointInput } from '@xinhang/shared/contract/endpoint.ts';
import { amountFits, lineAmounts } from '@xinhang/shared/line-amounts.ts';
import type { PriceBasis } from '@xinhang/shared/price-resolver.ts';
import { fieldRefused, Problem } from '@xinhang/shared/problems.ts';
import { fitsDecimals } from '@xinhang/shared/qty-decimals.ts';
import { priceE4, qtyE4, toBaseQty } from '@xinhang/shared/quantity.ts';
import { isFree } from '@xinhang/shared/sales-order-rules.ts';
import type { WriteContext } from '../../../http/context.ts';
import type { LastPrices } from '../../../registry/last-prices.ts';
import { resolvePrices } from '../../prices/service.ts';
import { productsByIds, unitsOfProducts } from '../../products/service.ts';

type Body = EndpointInput<typeof api.salesOrders.create>['body']['lines'][number];

/** A line as it is asked for, whoever asks: an editor, a document that is there already. */
export type LineAsked = Body;

export interface PricedFor {
  customerId: number;
  businessDate: string;
  basis: PriceBasis;
}

/** Nothing has happened to a line yet. */
export const untouched = {
  original_required_date: null,
  delivered_e4: 0,
  returned_e4: 0,
  replace_e4: 0,
  cancelled_e4: 0,
  reserved_e4: 0,
  delivered_net_fen: 0,
  delivered_tax_fen: 0,
  cancelled_net_fen: 0,
  returned_net_fen: 0,
  returned_tax_fen: 0,
  cancelled_tax_fen: 0,
  close_reason: '',
  drop_ship: 0,
};

/**
 * Lines as a draft keeps them, each with what the rules say of its price today: of products in use
 * (or that stood there before), in units that they have, no finer than they are counted. What is
 * missing yet is asked for when the order is handed in. `before`: the lines there were, so that who
 * changed a price stays known.
 */
export async function draftLines(
  ctx: WriteContext,
  lastPrices: LastPrices,
  order: PricedFor,
  lines: readonly LineAsked[],
  before: readonly NamedSalesLine[],
): Promise<NewSalesLine[]> {
  const priced = await pricedLines(ctx, lastPrices, order, lines, before);
  const old = new Map(before.map((line) => [line.id, line]));
  /** What was called off of a contract stays so as long as it is the same product. */
  const calledOff = (line: { product_id: number | null }, at: number) => {
    const was = old.get(lines[at]!.id ?? 0);
    return was?.product_id === line.product_id ? was.contract_line_id : null;
  };
  /** So does what the supplier ships, unless it is said. */
  const dropped = (line: { product_id: number | null }, at: number) => {
    const said = lines[at]!.dropShip;
    if (said !== undefined) return said ? 1 : 0;
    const was = old.get(lines[at]!.id ?? 0);
    return was?.product_id === line.product_id ? was.drop_ship : 0;
  };
  return priced.map((line, at) => ({
    ...untouched,
    ...line,
    required_date: lines[at]!.requiredDate,
    promised_date: lines[at]!.promisedDate,
    contract_line_id: calledOff(line, at),
    drop_ship: dropped(line, at),
  }));
}

type LineBefore = Pick<
  NamedSalesLine,
  'id' | 'product_id' | 'price_e4' | 'discount_bp' | 'deviated_by'
>;
type LineKept = Pick<
  NamedSalesLine,
  | 'id'
  | 'line_kind'
  | 'product_id'
  | 'unit_id'
  | 'text'
  | 'unit_qty_e4'
  | 'price_e4'
  | 'discount_bp'
  | 'tax_bp'
  | 'deviation'
  | 'note'
>;
type LineWanted = Omit<LineAsked, 'requiredDate' | 'promisedDate'>;

/** The same of any document that promises prices, without what an order adds to a line. */
export async function pricedLines(
  ctx: WriteContext,
  lastPrices: LastPrices,
  order: PricedFor,
  lines: readonly LineWanted[],
  before: readonly LineBefore[],
) {
  const checked = await checkedLines(ctx, lines, before);
  const prices = await pricesOf(ctx, lastPrices, order, checked);
  const old = new Map(before.map((line) => [line.id, line]));
  return checked.map(({ line, product, unitId, baseE4 }, at) => {
    const found = prices[at] ?? null;
    const resolved = found && (order.basis === 'net' ? found.netE4 : found.grossE4);
    const free = isFree(line.kind);
    const price = line.priceE4 ?? (free ? 0 : resolved);
    const taxBp = line.taxBp ?? product?.tax_bp ?? 0;
    const terms = { basis: order.basis, taxBp, discountBp: line.discountBp };
    if (!amountFits(line.qtyE4 ?? 0, price ?? 0))
      throw fieldRefused(`/lines/${at}/qtyE4`, 'amount-too-large');
    const amounts =
      line.qtyE4 === null || price === null
        ? { netFen: 0, taxFen: 0, grossFen: 0 }
        : lineAmounts(qtyE4(line.qtyE4), priceE4(price), terms);
    const deviates =
      !free && resolved !== null && price !== null && (price !== resolved || line.discountBp > 0);
    const was = line.id === undefined ? undefined : old.get(line.id);
    const same =
      was?.product_id === line.productId &&
      was?.price_e4 === price &&
      was?.discount_bp === line.discountBp;
    return {
      line_kind: line.kind,
      product_id: line.productId,
      unit_id: unitId,
      text: line.text,
      unit_qty_e4: line.qtyE4,
      qty_e4: baseE4,
      price_e4: price,
      discount_bp: line.discountBp,
      tax_bp: taxBp,
      net_fen: amounts.netFen,
      tax_fen: amounts.taxFen,
      gross_fen: amounts.grossFen,
      resolved_price_e4: resolved,
      price_rule_id: found?.rule.id ?? null,
      floor_net_e4: found?.floorNetE4 ?? null,
      deviation: deviates ? line.deviation : '',
      deviated_by: deviates ? ((same ? was?.deviated_by : null) ?? ctx.actor.userId) : null,
      note: line.note,
    };
  });
}

/** A line that is kept, as it would be asked for again: it is priced anew before it is handed in. */
export const askedAgain = (line: NamedSalesLine): LineAsked => ({
  ...wantedAgain(line),
  requiredDate: line.required_date,
  promisedDate: line.promised_date,
});

/** The same of any document that promises prices. */
export const wantedAgain = (line: LineKept): LineWanted & { id: number } => ({
  id: line.id,
  kind: line.line_kind as LineAsked['kind'],
  productId: line.product_id,
  unitId: line.unit_id,
  text: line.text,
  qtyE4: line.unit_qty_e4,
  priceE4: line.price_e4,
  discountBp: line.discount_bp,
  taxBp: line.tax_bp,
  deviation: line.deviation,
  note: line.note,
});

/** Asked for again on another day or in another basis: what the rules said goes on following them. */
export const following = <L extends { priceE4: number | null }>(
  asked: L,
  {
    price_e4: price,
    resolved_price_e4: resolved,
  }: Pick<NamedSalesLine, 'price_e4' | 'resolved_price_e4'>,
): L => (price === resolved ? { ...asked, priceE4: null } : asked);

type Product = Awaited<ReturnType<typeof productsByIds>>[number];
interface Checked {
  line: LineWanted;
  product: Product | null;
  unitId: number | null;
  baseE4: number | null;
}

async function checkedLines(
  ctx: WriteContext,
  lines: readonly LineWanted[],
  before: readonly LineBefore[],
): Promise<Checked[]> {
  const ids = [...new Set(lines.flatMap((line) => line.productId ?? []))];
  const products = new Map((await productsByIds(ctx.tx, ids)).map((row) => [row.id, row]));
  const units = ids.length === 0 ? [] : await unitsOfProducts(ctx.tx, ids);
  const known = new Set(before.map((line) => line.product_id));
  return lines.map((line, at) => {
    const refuse = (field: string, code: string, params?: Record<string, number>) =>
      fieldRefused(`/lines/${at}/${field}`, code, params);
    if (isFree(line.kind) && (line.priceE4 ?? 0) > 0 && line.kind !== 'sample') {
      throw refuse('priceE4', 'free-of-charge');
    }
    if (line.dropShip && products.get(line.productId ?? 0)?.kind !== 'goods') {
      throw refuse('dropShip', 'not-goods');
    }
    if (line.productId === null) {
      if (line.kind !== 'freight' && line.kind !== 'service') throw refuse('productId', 'required');
      if (line.text === '') throw refuse('text', 'required');
      if (line.unitId !== null) throw refuse('unitId', 'of-a-product');
      return { line, product: null, unitId: null, baseE4: line.qtyE4 };
    }
    const product = products.get(line.productId);
    if (!product) throw refuse('productId', 'unknown-product');
    if (product.active === 0 && !known.has(product.id)) throw refuse('productId', 'not-in-use');
    if (line.kind === 'goods' && product.kind !== 'goods') throw refuse('kind', 'is-service');
    if ((line.kind === 'service' || line.kind === 'freight') && product.kind === 'goods') {
      throw refuse('kind', 'is-goods');
    }
    const unitId = line.unitId ?? product.unit_id;
    const factor =
      unitId === product.unit_id
        ? { num: 1, den: 1 }
        : units.find((one) => one.product_id === product.id && one.unit_id === unitId);
    if (!factor) throw refuse('unitId', 'unknown-unit');
    if (line.qtyE4 === null) return { line, product, unitId, baseE4: null };
    const baseE4 = toBaseQty(qtyE4(line.qtyE4), factor);
    if (!fitsDecimals(baseE4, product.qty_decimals)) {
      throw refuse('qtyE4', 'too-many-decimals', { most: product.qty_decimals });
    }
    return { line, product, unitId, baseE4 };
  });
}

const AT_QUERY = /^query\.line\.(\d+)$/;
const ONE = 10_000;

/** What the rules say of each line; null of one without a product, or of which they say nothing. */
async function pricesOf(
  ctx: WriteContext,
  lastPrices: LastPrices,
  { customerId, businessDate }: PricedFor,
  checked: readonly Checked[],
) {
  const priced = checked.flatMap(({ line, unitId }, at) =>
    line.productId === null || unitId === null
      ? []
      : [{ at, productId: line.productId, unitId, qtyE4: line.qtyE4 ?? ONE }],
  );
  if (priced.length === 0) return checked.map(() => null);
  try {
    const found = await resolvePrices(ctx, lastPrices, {
      customerId,
      on: businessDate,
      lines: priced,
    });
    const byPlace = new Map(found.lines.map((line, nth) => [priced[nth]!.at, line.price]));
    return checked.map((_, at) => byPlace.get(at) ?? null);
  } catch (cause) {
    throw atLines(cause, (nth) => priced[nth]!.at);
  }
}

/** A refusal of the resolver names its own lines; the order has others between them. */
function atLines(cause: unknown, placeOf: (nth: number) => number): unknown {
  if (!(cause instanceof Problem) || cause.code !== 'field-refused') return cause;
  const [error] = cause.details.errors ?? [];
  const nth = AT_QUERY.exec(error?.pointer ?? '')?.[1];
  if (!error || nth === undefined) return cause;
  const field = error.code === 'unknown-unit' ? 'unitId' : 'productId';
  return fieldRefused(`/lines/${placeOf(Number(nth))}/${field}`, error.code);
}
