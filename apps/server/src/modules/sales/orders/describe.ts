import { reaches } from '@xinhang/db/actor.ts';
import { appliedChanges, openChangeOf } from '@xinhang/db/repositories/order-changes.ts';
import { openOfOrders } from '@xinhang/db/repositories/sales-order-list.ts';
import {
  salesLinesOf,
  salesShares,
  termById,
  type NamedSalesLine,
  type NamedSalesOrder,
} from '@xinhang/db/repositories/sales-orders.ts';
import { contractNames } from '@xinhang/db/repositories/contracts.ts';
import { quotationNames, type NamedQuotationLine } from '@xinhang/db/repositories/quotations.ts';
import { contactsMasked } from '@xinhang/db/scope.ts';
import type { NameRef } from '@xinhang/shared/contract/fields.ts';
import type { PriceBasis } from '@xinhang/shared/price-resolver.ts';
import type { Permission } from '@xinhang/shared/permissions.ts';
import {
  openOf,
  type SalesLineKind,
  type SalesOrderState,
  type StopReason,
} from '@xinhang/shared/sales-order-rules.ts';
import type { QuotationLine } from '@xinhang/shared/quotations.ts';
import type { SalesOrder, SalesOrderLine, SalesOrderRow } from '@xinhang/shared/sales-orders.ts';
import type { ReadContext } from '../../../http/context.ts';
import { contactById, phoneView, shownPhone } from '../../customers/service.ts';
import { dealNames } from '../../deals/service.ts';
import { allLocations, partNumbersOf } from '../../products/service.ts';
import { readableApprovals, waitersOf } from '../../system/service.ts';
import { isBelow } from './check.ts';
import { isAlive, progressOf } from './keep.ts';

type Looker = Pick<ReadContext, 'db' | 'actor' | 'now'>;

export const ref = (id: number | null, name: string | null | undefined): NameRef | null =>
  id === null ? null : { id, name: name ?? '' };

const headOf = (row: NamedSalesOrder) => ({
  id: row.id,
  version: row.version,
  no: row.no ?? '',
  state: row.state as SalesOrderState,
  customer: { id: row.customer_id, name: row.customer_name },
  businessDate: row.business_date,
  requiredDate: row.required_date,
  customerOrderNo: row.customer_order_no,
  netFen: row.net_fen,
  taxFen: row.tax_fen,
  grossFen: row.gross_fen,
  lineCount: row.line_count,
  note: row.note,
  reason: row.reason,
  madeBy: { id: row.made_by, name: row.maker_name },
  madeAt: row.made_at,
  confirmedBy: ref(row.confirmed_by, row.confirmer_name),
  confirmedAt: row.confirmed_at,
});

/** Rows of a list: with whose result each is, and what of it is open. */
export async function describeOrders(
  ctx: Pick<ReadContext, 'db'>,
  rows: readonly NamedSalesOrder[],
): Promise<SalesOrderRow[]> {
  const ids = rows.map((row) => row.id);
  const shares = Map.groupBy(await salesShares(ctx.db, ids), (share) => share.order_id);
  const open = await openOfOrders(ctx.db, ids);
  return rows.map((row) => ({
    ...headOf(row),
    people: (shares.get(row.id) ?? []).map(({ user_id: id, name }) => ({ id, name })),
    openFen: open.get(row.id)?.openFen ?? 0,
    dueOn: open.get(row.id)?.dueOn ?? null,
  }));
}

type Offered = Omit<NamedQuotationLine, 'quotation_id' | 'sort'>;

/** What a line of any document that promises prices shows. */
export const toOffered = (line: Offered, basis: string): QuotationLine => ({
  id: line.id,
  kind: line.line_kind as SalesLineKind,
  product:
    line.product_id === null
      ? null
      : {
          id: line.product_id,
          code: line.code!,
          name: line.name!,
          spec: line.spec!,
          unit: { id: line.base_unit_id!, name: line.base_unit_name! },
          qtyDecimals: line.qty_decimals!,
        },
  unit: ref(line.unit_id, line.unit_name),
  text: line.text,
  qtyE4: line.unit_qty_e4,
  baseQtyE4: line.qty_e4,
  priceE4: line.price_e4,
  discountBp: line.discount_bp,
  taxBp: line.tax_bp,
  netFen: line.net_fen,
  taxFen: line.tax_fen,
  grossFen: line.gross_fen,
  resolvedE4: line.resolved_price_e4,
  floorNetE4: line.floor_net_e4,
  belowFloor: isBelow(line, basis),
  deviation: line.deviation,
  deviatedBy: ref(line.deviated_by, line.deviator_name),
  note: line.note,
});

const toLine = (line: NamedSalesLine, order: NamedSalesOrder): SalesOrderLine => ({
  ...toOffered(line, order.basis),
  requiredDate: line.required_date,
  originalRequiredDate: line.original_required_date,
  promisedDate: line.promised_date,
  deliveredE4: line.delivered_e4,
  returnedE4: line.returned_e4,
  replaceE4: line.replace_e4,
  cancelledE4: line.cancelled_e4,
  openE4: isAlive(order.state) ? openOf(progressOf(line)) : 0,
  reservedE4: line.reserved_e4,
  closeReason: line.close_reason,
  dropShip: line.drop_ship === 1,
});

const waits = (state: string) => state === 'submitted' || state === 'approving';

/** What this reader may do to this order now; screens show the same as disabled buttons. */
function orderCan(ctx: Looker, row: NamedSalesOrder, delivered: boolean): SalesOrder['can'] {
  const { actor } = ctx;
  const over = (permission: Permission) =>
    actor.viewAsBy === null && reaches(actor, permission, row.owner_id);
  const [update, confirm] = [over('salesOrders.update'), over('salesOrders.confirm')];
  return {
    update: update && row.state === 'draft',
    confirm: confirm && (row.state === 'draft' || row.state === 'submitted'),
    sendBack: (update || confirm) && waits(row.state),
    close: confirm && isAlive(row.state),
    change: update && isAlive(row.state),
    dropShip: (update || confirm) && (row.state === 'draft' || isAlive(row.state)),
    void:
      over('salesOrders.void') &&
      !delivered &&
      (row.state === 'confirmed' || row.state === 'closed'),
  };
}

interface ShipTo {
  receiver: string;
  phone: string;
  address: string;
  carrier: string;
  freightPayer: string;
}

/** Copies of address and title; in the pool they are shown to nobody, as those of the customer. */
export function placesOf(
  { actor }: Pick<Looker, 'actor'>,
  row: NamedSalesOrder,
): Pick<SalesOrder, 'shipTo' | 'title'> {
  if (contactsMasked(row)) return { shipTo: null, title: null };
  const view = phoneView(actor, row);
  const ship = row.ship_to === '' ? null : (JSON.parse(row.ship_to) as ShipTo);
  const title =
    row.title === '' ? null : (JSON.parse(row.title) as { title: string; taxNo: string });
  return {
    shipTo: ship && { ...ship, phone: shownPhone(view, ship.phone) },
    title: title && { title: title.title, taxNo: title.taxNo },
  };
}

/** An order with everything its page shows. */
export async function describeOrder(ctx: Looker, row: NamedSalesOrder): Promise<SalesOrder> {
  const { db, actor } = ctx;
  const lines = await salesLinesOf(db, row.id);
  const shares = await salesShares(db, [row.id]);
  const open = await openOfOrders(db, [row.id]);
  const masked = contactsMasked(row);
  const contact = row.contact_id === null || masked ? null : await contactById(db, row.contact_id);
  const deals = row.deal_id === null ? null : await dealNames(db, actor, [row.deal_id]);
  const deal = row.deal_id === null ? undefined : deals?.get(row.deal_id);
  const fromOffer = row.quotation_id === null ? [] : [row.quotation_id];
  const offers = await quotationNames(db, actor, fromOffer);
  const offer = row.quotation_id === null ? undefined : offers.get(row.quotation_id);
  const agreed = row.contract_id === null ? [] : [row.contract_id];
  const contract = (await contractNames(db, actor, agreed)).get(row.contract_id ?? 0);
  const term = row.term_id === null ? null : await termById(db, row.term_id);
  const place = (await allLocations(db)).find((one) => one.id === row.warehouse_id);
  const asked = row.approval_id === null ? [] : [row.approval_id];
  const readable = await readableApprovals(ctx, asked);
  return {
    ...headOf(row),
    openFen: open.get(row.id)?.openFen ?? 0,
    contact: contact ? { id: contact.id, name: contact.name } : null,
    deal: deal === undefined ? null : { id: row.deal_id!, name: deal },
    quotation: offer === undefined ? null : { id: row.quotation_id!, name: offer },
    contract: contract === undefined ? null : { id: row.contract_id!, name: contract },
    term: term ? { id: term.id, name: term.name } : null,
    warehouse: place ? { id: place.id, name: place.name } : null,
    addressId: masked ? null : row.address_id,
    titleId: masked ? null : row.title_id,
    ...placesOf(ctx, row),
    payer: row.payer,
    basis: row.basis as PriceBasis,
    shares: shares.map(({ user_id: id, name, share_bp: shareBp }) => ({
      user: { id, name },
      shareBp,
    })),
    askReason: row.ask_reason,
    reasons: JSON.parse(row.reasons) as StopReason[],
    creditUntil: row.credit_until,
    approvalId: asked.find((id) => readable.has(id)) ?? null,
    waitsFor: row.state === 'approving' ? await waitersOf(db, row.approval_id) : [],
    lines: lines.map((line) => toLine(line, row)),
    partNumbers: await partNumbersOf(
      db,
      row.customer_id,
      lines.map((line) => line.product_id),
    ),
    changes: {
      applied: await appliedChanges(db, row.id),
      open: ((await openChangeOf(db, row.id))?.state ?? null) as SalesOrder['changes']['open'],
    },
    can: orderCan(
      ctx,
      row,
      lines.some((line) => line.delivered_e4 > 0),
    ),
  };
}
