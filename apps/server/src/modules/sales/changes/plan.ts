import { buyersOfLines } from '@xinhang/db/repositories/drop-ship-buyers.ts';
import type { NamedChangeLine, NewChangeLine } from '@xinhang/db/repositories/order-changes.ts';
import type { NamedSalesLine, NamedSalesOrder } from '@xinhang/db/repositories/sales-orders.ts';
import type { PriceBasis } from '@xinhang/shared/price-resolver.ts';
import { fieldRefused } from '@xinhang/shared/problems.ts';
import { openOf } from '@xinhang/shared/sales-order-rules.ts';
import type { WriteContext } from '../../../http/context.ts';
import { todayOf } from '../../../http/today.ts';
import type { LastPrices } from '../../../registry/last-prices.ts';
import { progressOf } from '../orders/keep.ts';
import { draftLines, wantedAgain, type LineAsked } from '../orders/lines.ts';

type Columns = Omit<NewChangeLine, 'order_line_id' | 'drop_ship'>;
type Wanted = Omit<NewChangeLine, 'unit_qty_e4' | 'qty_e4' | 'drop_ship'> & {
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
    const drop_ship = shipsOf(asked[at]!, was, line);
    if (!was) return { order_line_id: null, drop_ship, ...own };
    const dates = { required_date: own.required_date, promised_date: own.promised_date };
    const kept = { ...columnsOf(was), ...dates, note: own.note, text: own.text };
    if (asked[at]!.qtyE4 === 0) return { order_line_id: was.id, drop_ship, ...kept, ...none };
    const same = line.line_kind === was.line_kind && line.product_id === was.product_id;
    const alike = same && !repriced(was, own) && own.unit_qty_e4 === was.unit_qty_e4;
    return { order_line_id: was.id, drop_ship, ...(alike ? kept : settled(was, own)) };
  });
}

/** Whether the supplier ships a line; null where the order has it so, and where nothing of it is wanted. */
function shipsOf(
  { dropShip, qtyE4 }: LineAsked,
  was: NamedSalesLine | undefined,
  line: { drop_ship: number },
): number | null {
  if (!was) return line.drop_ship;
  return dropShip === undefined || qtyE4 === 0 || line.drop_ship === was.drop_ship
    ? null
    : line.drop_ship;
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
    if (shipsOtherwise(was, line) && openOf(progressOf(was)) <= 0)
      throw refuse('dropShip', 'nothing-open');
    if ((moved || repriced(was, line)) && was.cancelled_e4 > 0)
      throw refuse('qtyE4', 'line-closed');
    // The fapiao says an amount of it, which parts that go out later must sum to.
    if ((moved || repriced(was, line)) && was.invoiced_e4 + was.no_fapiao_e4 > doneOf(was))
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

/** Whether another ships a line than the order says. */
const shipsOtherwise = (was: NamedSalesLine, { drop_ship: ships }: NewChangeLine): boolean =>
  ships !== null && ships !== was.drop_ship;

/** Nobody else ships what is on order for a line already: it would reach the customer as well. */
export async function checkShips(
  { tx }: Pick<WriteContext, 'tx'>,
  now: readonly NamedSalesLine[],
  lines: readonly NewChangeLine[],
): Promise<void> {
  const known = new Map(now.map((line) => [line.id, line]));
  const moved = lines.flatMap((line, at) => {
    const was = known.get(line.order_line_id ?? -1);
    return was && shipsOtherwise(was, line) ? [{ id: was.id, at }] : [];
  });
  const ids = moved.map(({ id }) => id);
  const ordered = new Set((await buyersOfLines(tx, ids)).map((one) => one.sales_line_id));
  const first = moved.find(({ id }) => ordered.has(id));
  if (first) throw fieldRefused(`/lines/${first.at}/dropShip`, 'drop-ship-ordered');
}

/** Columns of a line that the order has otherwise. */
export const differing = (
  was: NamedSalesLine,
  line: Columns & Pick<NewChangeLine, 'drop_ship'>,
) => ({
  ...(Object.fromEntries(
    columns.filter((key) => was[key] !== line[key]).map((key) => [key, line[key]]),
  ) as Partial<Columns>),
  ...(line.drop_ship !== null && line.drop_ship !== was.drop_ship && { drop_ship: line.drop_ship }),
});

/** A line that is kept, as it would be asked for again: priced anew before it is handed in. */
export const changeAsked = (line: NamedChangeLine): LineAsked => {
  const { id: _, ...wanted } = wantedAgain(line);
  return {
    ...wanted,
    ...(line.order_line_id !== null && { id: line.order_line_id }),
    requiredDate: line.required_date,
    promisedDate: line.promised_date,
    ...(line.drop_ship !== null && { dropShip: line.drop_ship === 1 }),
  };
};

/** The same line as the order stands by now: some of it may have gone out meanwhile. */
export const standingAt = (was: NamedSalesLine | undefined, line: NewChangeLine): Columns => {
  const own = columnsOf(line);
  return was && was.delivered_e4 > 0 && line.unit_qty_e4 !== was.unit_qty_e4
    ? settled(was, own)
    : own;
};
