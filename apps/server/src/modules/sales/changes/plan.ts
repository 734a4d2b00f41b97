import type { NamedChangeLine, NewChangeLine } from '@xinhang/db/repositories/order-changes.ts';
import type { NamedSalesLine, NamedSalesOrder } from '@xinhang/db/repositories/sales-orders.ts';
import type { PriceBasis } from '@xinhang/shared/price-resolver.ts';
import { fieldRefused } from '@xinhang/shared/problems.ts';
import type { WriteContext } from '../../../http/context.ts';
import { todayOf } from '../../../http/today.ts';
import type { LastPrices } from '../../../registry/last-prices.ts';
import { draftLines, wantedAgain, type LineAsked } from '../orders/lines.ts';

type Columns = Omit<NewChangeLine, 'order_line_id'>;
type Wanted = Omit<NewChangeLine, 'unit_qty_e4' | 'qty_e4'> & {
  unit_qty_e4: number | null;
  qty_e4: number | null;
};

/** What a price stands for; none of it changes once some of the line went out. */
const terms = ['unit_id', 'price_e4', 'discount_bp', 'tax_bp'] as const;
const columns = [
  'line_kind',
  'product_id',
  'text',
  ...terms,
  'unit_qty_e4',
  'qty_e4',
  'net_fen',
  'tax_fen',
  'gross_fen',
  'resolved_price_e4',
  'price_rule_id',
  'floor_net_e4',
  'deviation',
  'deviated_by',
  'required_date',
  'promised_date',
  'note',
] as const satisfies readonly (keyof Columns)[];

/** What of a line a change writes. */
export const columnsOf = (line: { [key in (typeof columns)[number]]: Wanted[key] }): Columns =>
  Object.fromEntries(columns.map((key) => [key, line[key]])) as unknown as Columns;

/** Of the base unit, what is done of a line for good. */
const doneOf = (line: NamedSalesLine) => line.delivered_e4 - line.replace_e4;

/**
 * Amounts of a line of which some went out already: no less than was posted for it, and exactly that
 * where nothing of it stays open, so that its parts sum to it (domain.md, Parts of a line).
 */
function settled(was: NamedSalesLine, line: Columns): Columns {
  const net = was.delivered_net_fen + was.returned_net_fen;
  const tax = was.delivered_tax_fen + was.returned_tax_fen;
  const closes = line.qty_e4 <= doneOf(was);
  const net_fen = closes ? net : Math.max(net, line.net_fen);
  const tax_fen = closes ? tax : Math.max(tax, line.tax_fen);
  return { ...line, net_fen, tax_fen, gross_fen: net_fen + tax_fen };
}

/** A line of which nothing is wanted any more. */
const none = { unit_qty_e4: 0, qty_e4: 0, net_fen: 0, tax_fen: 0, gross_fen: 0 };

/**
 * Lines of an order as a change wants them, priced by the rules of today. What the change leaves as
 * it is keeps its price, and the floor that it was confirmed with.
 */
export async function plannedLines(
  ctx: WriteContext,
  lastPrices: LastPrices,
  { order, now }: { order: NamedSalesOrder; now: readonly NamedSalesLine[] },
  asked: readonly LineAsked[],
): Promise<NewChangeLine[]> {
  const known = new Map(now.map((line) => [line.id, line]));
  const named = new Set<number>();
  for (const [at, { id, qtyE4 }] of asked.entries()) {
    if (id !== undefined && !known.has(id)) throw fieldRefused(`/lines/${at}/id`, 'unknown-line');
    if (id !== undefined && named.has(id)) throw fieldRefused(`/lines/${at}/id`, 'named-twice');
    if (id !== undefined) named.add(id);
    if (qtyE4 === null || (qtyE4 === 0 && id === undefined)) {
      throw fieldRefused(`/lines/${at}/qtyE4`, 'required');
    }
  }
  if (now.some((line) => !named.has(line.id))) throw fieldRefused('/lines', 'line-missing');
  const today = await todayOf(ctx);
  const priced = {
    customerId: order.customer_id,
    businessDate: today < order.business_date ? order.business_date : today,
    basis: order.basis as PriceBasis,
  };
  // Of what is wanted no more the price is as it was: there is no quantity to ask the rules with.
  const wanted = asked.map((line) => {
    const was = line.qtyE4 === 0 ? known.get(line.id!) : undefined;
    return was ? { ...line, ...wantedAgain(was), note: line.note } : line;
  });
  const lines = await draftLines(ctx, lastPrices, priced, wanted, now);
  return lines.map((line, at): NewChangeLine => {
    const was = known.get(asked[at]!.id ?? -1);
    if (line.price_e4 === null) throw fieldRefused(`/lines/${at}/priceE4`, 'required');
    const own = columnsOf(line);
    if (!was) return { order_line_id: null, ...own };
    const dates = { required_date: own.required_date, promised_date: own.promised_date };
    const kept = { ...columnsOf(was), ...dates, note: own.note, text: own.text };
    if (asked[at]!.qtyE4 === 0) return { order_line_id: was.id, ...kept, ...none };
    const same = line.line_kind === was.line_kind && line.product_id === was.product_id;
    const alike = same && !repriced(was, own) && own.unit_qty_e4 === was.unit_qty_e4;
    return { order_line_id: was.id, ...(alike ? kept : settled(was, own)) };
  });
}

const repriced = (was: NamedSalesLine, line: Columns): boolean =>
  terms.some((key) => was[key] !== line[key]);

/**
 * Whether the lines of an order may become these, however far they are by now: none below what went
 * out, none at another price once some of it went out, none that was closed or invoiced ahead.
 */
export function checkFits(now: readonly NamedSalesLine[], lines: readonly NewChangeLine[]): void {
  const known = new Map(now.map((line) => [line.id, line]));
  for (const [at, line] of lines.entries()) {
    const was = line.order_line_id === null ? undefined : known.get(line.order_line_id);
    if (!was) continue;
    const refuse = (field: string, code: string, params?: Record<string, number>) =>
      fieldRefused(`/lines/${at}/${field}`, code, params);
    if (line.product_id !== was.product_id) throw refuse('productId', 'fixed-line');
    if (line.line_kind !== was.line_kind) throw refuse('kind', 'fixed-line');
    const moved = line.unit_qty_e4 !== was.unit_qty_e4;
    if ((moved || repriced(was, line)) && was.cancelled_e4 > 0)
      throw refuse('qtyE4', 'line-closed');
    // The fapiao says an amount of it, which parts that go out later must sum to.
    if ((moved || repriced(was, line)) && was.invoiced_e4 > doneOf(was))
      throw refuse('qtyE4', 'invoiced-ahead');
    const other = terms.find((key) => was[key] !== line[key]);
    if (other && was.delivered_e4 > 0) {
      const field = {
        unit_id: 'unitId',
        price_e4: 'priceE4',
        discount_bp: 'discountBp',
        tax_bp: 'taxBp',
      };
      throw refuse(field[other], 'delivered-already');
    }
    if (line.qty_e4 < was.qty_e4! && line.qty_e4 < doneOf(was)) {
      throw refuse('qtyE4', 'below-delivered', { leastE4: doneOf(was) });
    }
  }
  if (lines.every((line) => line.qty_e4 === 0)) throw fieldRefused('/lines', 'no-lines');
}

/** Columns of a line that the order has otherwise. */
export const differing = (was: NamedSalesLine, line: Columns) =>
  Object.fromEntries(
    columns.filter((key) => was[key] !== line[key]).map((key) => [key, line[key]]),
  ) as Partial<Columns>;

/** A line that is kept, as it would be asked for again: priced anew before it is handed in. */
export const changeAsked = (line: NamedChangeLine): LineAsked => {
  const { id: _, ...wanted } = wantedAgain(line);
  return {
    ...wanted,
    ...(line.order_line_id !== null && { id: line.order_line_id }),
    requiredDate: line.required_date,
    promisedDate: line.promised_date,
  };
};

/** The same line as the order stands by now: some of it may have gone out meanwhile. */
export const standingAt = (was: NamedSalesLine | undefined, line: NewChangeLine): Columns => {
  const own = columnsOf(line);
  return was && was.delivered_e4 > 0 && line.unit_qty_e4 !== was.unit_qty_e4
    ? settled(was, own)
    : own;
};
