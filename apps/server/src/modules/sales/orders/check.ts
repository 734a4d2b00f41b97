import {
  undeliveredOf,
  type NamedSalesLine,
  type NamedSalesOrder,
} from '@xinhang/db/repositories/sales-orders.ts';
import { promisedPrices } from '@xinhang/db/repositories/quotations.ts';
import { readSetting } from '@xinhang/db/repositories/settings.ts';
import type { Actor } from '@xinhang/db/actor.ts';
import type { Reader } from '@xinhang/db/database.ts';
import { addDays } from '@xinhang/shared/business-date.ts';
import { lineAmounts } from '@xinhang/shared/line-amounts.ts';
import { fen } from '@xinhang/shared/money.ts';
import type { PriceBasis } from '@xinhang/shared/price-resolver.ts';
import { fieldRefused } from '@xinhang/shared/problems.ts';
import { priceE4, qtyE4 } from '@xinhang/shared/quantity.ts';
import type { QuotationStop } from '@xinhang/shared/quotation-rules.ts';
import type { QuotationCheck } from '@xinhang/shared/quotations.ts';
import {
  belowFloor,
  discounted,
  giftsBp,
  isFree,
  type StopReason,
} from '@xinhang/shared/sales-order-rules.ts';
import type { OrderCheck } from '@xinhang/shared/sales-orders.ts';
import type { ReadContext } from '../../../http/context.ts';
import { todayOf } from '../../../http/today.ts';
import { creditGroupOf, creditOf, isTooLate } from '../../ledgers/service.ts';
import { agreedFor } from '../contracts/agreed.ts';

/** What a draft may lack and an order that is handed in may not. */
export function checkWhole(order: NamedSalesOrder, lines: readonly NamedSalesLine[]): void {
  checkLinesWhole(lines);
  const goods = lines.some((line) => line.product_kind === 'goods');
  if (goods && order.warehouse_id === null) throw fieldRefused('/warehouseId', 'required');
  const dropped = lines.findIndex((line) => line.drop_ship === 1);
  if (dropped >= 0 && order.ship_to === '') {
    throw fieldRefused(`/lines/${dropped}/dropShip`, 'no-ship-to');
  }
}

/** Nobody asks for goods before the day on which they were ordered. */
export function checkDates(
  { business_date: on, required_date: wanted }: NamedSalesOrder,
  lines: readonly NamedSalesLine[],
): void {
  if (wanted !== null && wanted < on) throw fieldRefused('/requiredDate', 'before-business-date');
  for (const [at, line] of lines.entries()) {
    for (const [field, day] of [
      ['requiredDate', line.required_date],
      ['promisedDate', line.promised_date],
    ] as const) {
      if (day !== null && day < on) {
        throw fieldRefused(`/lines/${at}/${field}`, 'before-business-date');
      }
    }
  }
}

type Offered = Pick<
  NamedSalesLine,
  | 'line_kind'
  | 'unit_qty_e4'
  | 'qty_e4'
  | 'price_e4'
  | 'discount_bp'
  | 'tax_bp'
  | 'net_fen'
  | 'resolved_price_e4'
  | 'floor_net_e4'
>;

/** There are lines, and each says how much of it and at what price. */
export function checkLinesWhole(lines: readonly Offered[]): void {
  if (lines.length === 0) throw fieldRefused('/lines', 'no-lines');
  for (const [at, line] of lines.entries()) {
    if (!line.unit_qty_e4 || !line.qty_e4) throw fieldRefused(`/lines/${at}/qtyE4`, 'required');
    if (line.price_e4 === null) throw fieldRefused(`/lines/${at}/priceE4`, 'required');
  }
}

/** Whether the price of a line is below its floor. */
export const isBelow = (line: Offered, basis: string): boolean =>
  belowFloor(
    {
      kind: line.line_kind,
      priceE4: line.price_e4,
      discountBp: line.discount_bp,
      taxBp: line.tax_bp,
      floorNetE4: line.floor_net_e4,
    },
    basis as PriceBasis,
  );

/** What is given away, at the price that the rules say, against what is sold; both without tax. */
function givenBp(basis: PriceBasis, lines: readonly Offered[]): number {
  let [given, sold] = [0, 0];
  for (const line of lines) {
    if (!isFree(line.line_kind)) {
      if (line.line_kind !== 'freight') sold += line.net_fen;
    } else if (line.unit_qty_e4 !== null && line.resolved_price_e4 !== null) {
      const usual = priceE4(line.resolved_price_e4);
      const { netFen } = lineAmounts(qtyE4(line.unit_qty_e4), usual, { basis, taxBp: line.tax_bp });
      given += Math.max(0, netFen - line.net_fen);
    }
  }
  return giftsBp(fen(given), fen(sold));
}

/** What stands against prices and gifts of an offer, whether anybody ordered yet or not. */
export async function checkOffer(
  db: Reader,
  basis: string,
  lines: readonly Offered[],
): Promise<QuotationCheck> {
  const giftsMaxBp = (await readSetting(db, 'sales.giftsPercent')) * 100;
  const below = lines.flatMap((line, at) => (isBelow(line, basis) ? [at] : []));
  const given = givenBp(basis as PriceBasis, lines);
  const reasons: QuotationStop[] = [];
  if (below.length > 0) reasons.push('price');
  if (given > giftsMaxBp) reasons.push('gifts');
  return { reasons, below, giftsBp: Math.min(given, 1_000_000), giftsMaxBp };
}

/** Of a frame contract without a quantity it holds for any. */
type Promised = Omit<Awaited<ReturnType<typeof promisedPrices>>[number], 'unit_qty_e4'> & {
  unit_qty_e4: number | null;
};

type Unpromised = Offered & { product_id: number | null; unit_id: number | null };

/**
 * Those of these lines whose price was not promised: each quotation line promises so much and no
 * more, however many lines of the order take of it (docs/decisions/0241).
 */
export function unpromised(
  lines: readonly Unpromised[],
  basis: string,
  { below, promised }: { below: readonly number[]; promised: readonly Promised[] },
): number[] {
  const left = promised.map((one) => one.unit_qty_e4 ?? Number.MAX_SAFE_INTEGER);
  return below.filter((at) => {
    const line = lines[at]!;
    const qtyE4 = line.unit_qty_e4 ?? 0;
    const from = promised.findIndex(
      (one, nth) =>
        one.product_id === line.product_id &&
        one.unit_id === line.unit_id &&
        one.basis === basis &&
        one.tax_bp === line.tax_bp &&
        qtyE4 <= left[nth]! &&
        discounted(line.price_e4 ?? 0, line.discount_bp) >=
          discounted(one.price_e4!, one.discount_bp),
    );
    if (from < 0) return true;
    left[from]! -= qtyE4;
    return false;
  });
}

/** Of the lines of an order that are below the floor those whose price nobody promised or agreed. */
export async function unpromisedOf(
  db: Reader,
  order: NamedSalesOrder,
  lines: readonly Unpromised[],
  below: readonly number[],
): Promise<number[]> {
  const promised = [
    ...(order.quotation_id === null ? [] : await promisedPrices(db, order.quotation_id)),
    ...(order.contract_id === null ? [] : await agreedFor(db, order.contract_id, order.id)),
  ];
  return unpromised(lines, order.basis, { below, promised });
}

/** How the customer of an order stands with so much more of it, and what of that stands against it. */
export async function creditAgainst(
  ctx: Pick<ReadContext, 'db' | 'now'>,
  order: NamedSalesOrder,
  addFen: number,
): Promise<{ figures: NonNullable<OrderCheck['credit']>; reasons: ('credit' | 'overdue')[] }> {
  const { db } = ctx;
  const today = await todayOf(ctx);
  const days = await readSetting(db, 'sales.creditDays');
  const late = await readSetting(db, 'sales.overdueDays');
  const upTo = days === 0 ? null : addDays(today, days);
  const group = await creditGroupOf(db, order.customer_id);
  const undeliveredFen = await undeliveredOf(db, group, upTo);
  const found = await creditOf(db, order.customer_id, { group, today, undeliveredFen, addFen });
  const { stopped, ...figures } = found;
  const reasons: ('credit' | 'overdue')[] = [];
  if (addFen > 0 && stopped === 'limit') reasons.push('credit');
  if (addFen > 0 && isTooLate(found, late)) reasons.push('overdue');
  return { figures: { ...figures, addFen }, reasons };
}

const waits = (state: string) =>
  state === 'draft' || state === 'submitted' || state === 'approving';

/**
 * What stands against confirming an order: a price below the floor, too much given away, an amount
 * of the company's rule, the credit, something overdue. A customer who only pays before gets the
 * order confirmed and nothing delivered (domain.md, Delivery). Knows no scope; whoever shows it
 * hides the credit from those to whom it is hidden.
 */
export async function checkOrder(
  ctx: Pick<ReadContext, 'db' | 'now'>,
  order: NamedSalesOrder,
  lines: readonly NamedSalesLine[],
): Promise<OrderCheck> {
  const { db } = ctx;
  const least = await readSetting(db, 'sales.approveFromYuan');
  const addFen = waits(order.state) ? lines.reduce((all, line) => all + line.gross_fen, 0) : 0;
  const credit = await creditAgainst(ctx, order, addFen);
  const { below, reasons: offered, ...gifts } = await checkOffer(db, order.basis, lines);
  const cheap = await unpromisedOf(db, order, lines, below);
  const reasons: StopReason[] = offered.filter((one) => one !== 'price');
  if (cheap.length > 0) reasons.unshift('price');
  if (least > 0 && addFen >= least * 100) reasons.push('amount');
  reasons.push(...credit.reasons);
  return {
    reasons: waits(order.state) ? reasons : [],
    below: cheap,
    ...gifts,
    credit: credit.figures,
  };
}

/** The same as this reader is shown it. */
export const shownCheck = (actor: Actor, check: OrderCheck): OrderCheck => ({
  ...check,
  credit: actor.fields.credit === 'show' ? check.credit : null,
});
