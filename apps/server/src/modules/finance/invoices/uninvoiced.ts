import { reaches } from '@xinhang/db/actor.ts';
import {
  earlyLines,
  undeliveredLines,
  uninvoicedCustomers,
} from '@xinhang/db/repositories/invoicing.ts';
import {
  unredCustomers,
  unredLines,
  type UnredLine,
} from '@xinhang/db/repositories/fapiao-returns.ts';
import type { EarlyLine, InvoiceableLine, UninvoicedRow } from '@xinhang/shared/fapiao.ts';
import type { ReceivableRow } from '@xinhang/shared/receivables.ts';
import type { ReadContext } from '../../../http/context.ts';
import { needCustomer } from '../../customers/service.ts';
import { namesOf } from './lines.ts';
import { deliveredOpen } from './open.ts';
import { amountsOf, doneOf, keptE4, openOf, type Source } from './parts.ts';

/** More lines of one customer than anybody looks through. */
const MOST = 500;

const toOpen = (
  { order, delivery }: Source,
  what: { openE4: number; netFen: number; taxFen: number; businessDate: string },
): InvoiceableLine => {
  const { tax_code: _taxCode, ...names } = namesOf(order);
  return {
    orderLineId: order.id,
    order: { id: order.order_id, no: order.no ?? '' },
    delivery: delivery && { id: delivery.delivery_id, no: delivery.no ?? '' },
    deliveryLineId: delivery?.id ?? null,
    ...names,
    taxBp: order.tax_bp,
    businessDate: what.businessDate,
    qtyE4: delivery ? delivery.qty_e4 - delivery.returned_e4 : (order.qty_e4 ?? 0),
    openE4: what.openE4,
    qtyDecimals: order.qty_decimals ?? 4,
    netFen: what.netFen,
    taxFen: what.taxFen,
    grossFen: what.netFen + what.taxFen,
  };
};

/** What of a customer may go onto a fapiao, delivered and ordered, and what both come to. */
export async function invoicingOf(ctx: ReadContext, customerId: number) {
  const { db, actor } = ctx;
  const customer = await needCustomer(db, actor, 'fapiao.read', customerId);
  const gone = await deliveredOpen(db, customerId, MOST);
  const delivered = gone.lines.map(({ source, openE4, amounts }) =>
    toOpen(source, { openE4, ...amounts, businessDate: source.delivery.business_date }),
  );
  const coming = await undeliveredLines(db, customerId, MOST + 1);
  const ordered = coming.slice(0, MOST).flatMap((order) => {
    const source: Source = { order, delivery: null, credited: { qtyE4: 0, netFen: 0, taxFen: 0 } };
    const openE4 = openOf(source);
    if (openE4 === 0) return [];
    // As if what was delivered were invoiced already: that is offered above.
    const done = doneOf(order).qtyE4;
    const before = Math.max(done, keptE4(order));
    const caught =
      before === done
        ? source
        : {
            ...source,
            order: {
              ...order,
              invoiced_e4: before - order.no_fapiao_e4,
              invoiced_net_fen: order.delivered_net_fen - order.no_fapiao_net_fen,
              invoiced_tax_fen: order.delivered_tax_fen - order.no_fapiao_tax_fen,
            },
          };
    const amounts = amountsOf(caught, openE4);
    return [toOpen(source, { openE4, ...amounts, businessDate: order.business_date })];
  });
  const [sums] = await openOfCustomers(ctx, { customerIds: [customerId] });
  return {
    customer: { id: customer.id, name: customer.name },
    uninvoicedFen: sums?.openFen ?? 0,
    earlyFen: sums?.earlyFen ?? 0,
    delivered,
    ordered,
    more: gone.more || coming.length > MOST,
  };
}

/** By customer: what lines of orders say, and what came back without a delivery and is not red. */
async function openOfCustomers(
  { db, actor }: ReadContext,
  asked: Parameters<typeof uninvoicedCustomers>[2],
) {
  const found = new Map((await uninvoicedCustomers(db, actor, asked)).map((row) => [row.id, row]));
  for (const row of await unredCustomers(db, actor, asked)) {
    const of = found.get(row.id) ?? { ...row, openFen: 0, earlyFen: 0, orders: 0 };
    const oldest = of.oldest < row.oldest ? of.oldest : row.oldest;
    found.set(row.id, { ...of, earlyFen: of.earlyFen + row.earlyFen, oldest });
  }
  return [...found.values()];
}

/** What was delivered and not invoiced, and the other way round, by customer in scope; the most first. */
export async function uninvoicedOf(ctx: ReadContext, text: string | undefined) {
  const found = await openOfCustomers(ctx, { text });
  const rows = found
    .toSorted((a, b) => b.openFen - a.openFen || b.earlyFen - a.earlyFen || a.id - b.id)
    .map((row): UninvoicedRow => ({
      customer: { id: row.id, name: row.name },
      owner: row.owner_id === null ? null : { id: row.owner_id, name: row.owner_name ?? '' },
      uninvoicedFen: row.openFen,
      earlyFen: row.earlyFen,
      orderCount: row.orders,
      oldestOn: row.oldest,
    }));
  const sum = (of: 'uninvoicedFen' | 'earlyFen') => rows.reduce((all, row) => all + row[of], 0);
  return { rows, totals: { uninvoicedFen: sum('uninvoicedFen'), earlyFen: sum('earlyFen') } };
}

/** Lines that are on fapiao and were not delivered, or came back; the oldest first. */
export async function earlyOf(ctx: ReadContext, customerId: number | undefined) {
  const found = await earlyLines(ctx.db, ctx.actor, { customerId });
  const ordered = found.map((line): EarlyLine => {
    const { code, name, unit } = namesOf(line);
    return {
      orderLineId: line.id,
      order: { id: line.order_id, no: line.no ?? '' },
      returnLineId: null,
      return: null,
      reason: '',
      businessDate: line.business_date,
      customer: { id: line.customer_id, name: line.customer_name },
      code,
      name,
      unit,
      qtyDecimals: line.qty_decimals ?? 4,
      invoicedE4: line.invoiced_e4,
      // What wants no fapiao is covered by none.
      deliveredE4: keptE4(line) - line.no_fapiao_e4,
      earlyFen: -Number(line.off),
    };
  });
  const returned = (await unredLines(ctx.db, ctx.actor, { customerId })).map(toEarly);
  const rows = [...ordered, ...returned].toSorted((a, b) =>
    a.businessDate < b.businessDate ? -1 : a.businessDate > b.businessDate ? 1 : 0,
  );
  return { rows, totals: { earlyFen: rows.reduce((all, row) => all + row.earlyFen, 0) } };
}

/** What came back without a delivery was invoiced once, and nothing of it is with the customer. */
function toEarly(line: UnredLine): EarlyLine {
  const { code, name, unit } = namesOf(line);
  return {
    orderLineId: null,
    order: null,
    returnLineId: line.id,
    return: { id: line.return_id, no: line.no ?? '' },
    reason: line.reason,
    businessDate: line.business_date,
    customer: { id: line.customer_id, name: line.customer_name },
    code,
    name,
    unit,
    qtyDecimals: line.qty_decimals,
    invoicedE4: line.qty_e4,
    deliveredE4: 0,
    earlyFen: line.net_fen + line.tax_fen,
  };
}

/** Where a line stands among the others: below 0 of a return. */
export const placeOf = ({ orderLineId, returnLineId }: EarlyLine): number =>
  orderLineId ?? -returnLineId!;

/** Beside what these customers owe: what of theirs is delivered and not invoiced, where that is shown. */
export async function withUninvoiced(ctx: ReadContext, rows: readonly ReceivableRow[]) {
  const shown = rows.filter((row) => reaches(ctx.actor, 'fapiao.read', row.owner?.id ?? null));
  const customerIds = shown.map((row) => row.customer.id);
  const found =
    shown.length === 0 ? [] : await uninvoicedCustomers(ctx.db, ctx.actor, { customerIds });
  const open = new Map(found.map((row) => [row.id, row.openFen]));
  return rows.map((row) => ({
    ...row,
    uninvoicedFen: shown.includes(row) ? (open.get(row.customer.id) ?? 0) : null,
  }));
}
