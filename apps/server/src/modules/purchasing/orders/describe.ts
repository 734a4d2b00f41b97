import { may, type Actor } from '@xinhang/db/actor.ts';
import {
  aliveStates,
  openOfPurchases,
  purchaseLinesOf,
  type NamedPurchaseLine,
  type NamedPurchaseOrder,
} from '@xinhang/db/repositories/purchase-orders.ts';
import type { NameRef } from '@xinhang/shared/contract/fields.ts';
import type { PriceBasis } from '@xinhang/shared/price-resolver.ts';
import type { Permission } from '@xinhang/shared/permissions.ts';
import { openOfPurchase, type PurchaseOrderState } from '@xinhang/shared/purchase-order-rules.ts';
import type {
  PurchaseOrder,
  PurchaseOrderLine,
  PurchaseOrderRow,
} from '@xinhang/shared/purchase-orders.ts';
import type { ReadContext } from '../../../http/context.ts';
import { shippedTo } from '../ship-to.ts';

type Looker = Pick<ReadContext, 'db' | 'actor'>;

export const ref = (id: number | null, name: string | null): NameRef | null =>
  id === null ? null : { id, name: name ?? '' };

export const seesCost = (actor: Actor): boolean => actor.fields.cost === 'show';

/** Whoever receives goods or sends them back sees no prices, unless orders are read as well. */
export const seesPrices = (actor: Actor): boolean =>
  seesCost(actor) && may(actor, 'purchaseOrders.read');

/** A product as documents of purchasing show it. */
export const toProduct = (line: {
  product_id: number;
  code: string;
  name: string;
  spec: string;
  base_unit_id: number;
  base_unit_name: string;
  qty_decimals: number;
}) => ({
  id: line.product_id,
  code: line.code,
  name: line.name,
  spec: line.spec,
  unit: { id: line.base_unit_id, name: line.base_unit_name },
  qtyDecimals: line.qty_decimals,
});

const isAlive = (state: string) => (aliveStates as readonly string[]).includes(state);

const headOf = (row: NamedPurchaseOrder, openFen: number, cost: boolean) => ({
  id: row.id,
  version: row.version,
  no: row.no ?? '',
  state: row.state as PurchaseOrderState,
  supplier: { id: row.supplier_id, name: row.supplier_name, code: row.supplier_code },
  businessDate: row.business_date,
  expectedDate: row.expected_date,
  supplierOrderNo: row.supplier_order_no,
  warehouse: ref(row.warehouse_id, row.warehouse_name),
  shipTo: shippedTo(row.ship_to),
  netFen: cost ? row.net_fen : null,
  taxFen: cost ? row.tax_fen : null,
  grossFen: cost ? row.gross_fen : null,
  openFen: cost ? openFen : null,
  lineCount: row.line_count,
  note: row.note,
  reason: row.reason,
  madeBy: { id: row.made_by, name: row.maker_name },
  madeAt: row.made_at,
  confirmedBy: ref(row.confirmed_by, row.confirmer_name),
  confirmedAt: row.confirmed_at,
});

export async function describeOrders(
  { db, actor }: Looker,
  rows: readonly NamedPurchaseOrder[],
): Promise<PurchaseOrderRow[]> {
  const open = await openOfPurchases(
    db,
    rows.map((row) => row.id),
  );
  return rows.map((row) => ({
    ...headOf(row, open.get(row.id)?.openFen ?? 0, seesCost(actor)),
    dueOn: open.get(row.id)?.dueOn ?? null,
  }));
}

const toLine = (line: NamedPurchaseLine, cost: boolean): PurchaseOrderLine => ({
  id: line.id,
  product: toProduct(line),
  kind: line.product_kind as PurchaseOrderLine['kind'],
  spread: line.spread === 1,
  unit: { id: line.unit_id, name: line.unit_name },
  qtyE4: line.unit_qty_e4,
  baseQtyE4: line.qty_e4,
  priceE4: cost ? line.price_e4 : null,
  askedE4: cost ? line.asked_price_e4 : null,
  taxBp: line.tax_bp,
  netFen: cost ? line.net_fen : null,
  taxFen: cost ? line.tax_fen : null,
  grossFen: cost ? line.gross_fen : null,
  expectedDate: line.expected_date,
  receivedE4: line.received_e4,
  returnedE4: line.returned_e4,
  cancelledE4: line.cancelled_e4,
  openE4: isAlive(line.state) ? openOfPurchase(line) : 0,
  closeReason: line.close_reason,
  note: line.note,
});

/** An order with everything its page shows; what it costs to whom that is shown. */
export async function describeOrder(
  { db, actor }: Looker,
  row: NamedPurchaseOrder,
): Promise<PurchaseOrder> {
  const lines = await purchaseLinesOf(db, row.id);
  const open = await openOfPurchases(db, [row.id]);
  const cost = seesCost(actor);
  const writes = (permission: Permission) => actor.viewAsBy === null && may(actor, permission);
  const came = lines.some((line) => line.received_e4 > 0);
  return {
    ...headOf(row, open.get(row.id)?.openFen ?? 0, cost),
    term: ref(row.term_id, row.term_name),
    basis: row.basis as PriceBasis,
    costHidden: !cost,
    lines: lines.map((line) => toLine(line, cost)),
    can: {
      update: writes('purchaseOrders.update') && cost && row.state === 'draft',
      confirm: writes('purchaseOrders.confirm') && row.state === 'draft',
      // Of what is shipped straight to a customer services alone come to us.
      receive:
        writes('receiptNotes.manage') &&
        isAlive(row.state) &&
        (row.ship_to === '' || lines.some((line) => line.product_kind === 'service')),
      ship:
        writes('receiptNotes.manage') &&
        writes('deliveries.manage') &&
        isAlive(row.state) &&
        row.ship_to !== '',
      close: writes('purchaseOrders.confirm') && isAlive(row.state),
      void:
        writes('purchaseOrders.confirm') &&
        !came &&
        (row.state === 'confirmed' || row.state === 'closed'),
    },
  };
}
