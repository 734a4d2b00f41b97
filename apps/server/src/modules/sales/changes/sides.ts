import type { Reader } from '@xinhang/db/database.ts';
import type { NamedChange, NamedChangeLine } from '@xinhang/db/repositories/order-changes.ts';
import {
  termById,
  type NamedSalesLine,
  type NamedSalesOrder,
} from '@xinhang/db/repositories/sales-orders.ts';
import { sumsOf } from '@xinhang/db/line-sums.ts';
import type { ChangeSide } from '@xinhang/shared/order-changes.ts';
import type { ReadContext } from '../../../http/context.ts';
import { allLocations } from '../../products/service.ts';
import { placesOf, toOffered } from '../orders/describe.ts';
import { headOf, wantedHead, type ChangeHead } from './drafts.ts';

type SideLine = Omit<NamedChangeLine, 'id' | 'change_id' | 'sort' | 'unit_qty_e4' | 'qty_e4'> & {
  unit_qty_e4: number | null;
  qty_e4: number | null;
};

/** An order on one side of a change, as it is kept. */
export interface Side {
  readonly head: ChangeHead;
  readonly term: string;
  /** Of sides that are kept since before it could change: not there. */
  readonly warehouse?: string;
  readonly lines: readonly SideLine[];
}

const lineOf = ({
  line_kind,
  product_id,
  unit_id,
  text,
  unit_qty_e4,
  qty_e4,
  price_e4,
  discount_bp,
  tax_bp,
  net_fen,
  tax_fen,
  gross_fen,
  resolved_price_e4,
  price_rule_id,
  floor_net_e4,
  deviation,
  deviated_by,
  required_date,
  promised_date,
  note,
  code,
  name,
  spec,
  qty_decimals,
  product_kind,
  base_unit_id,
  base_unit_name,
  unit_name,
  deviator_name,
  order_line_id,
  drop_ship,
}: SideLine): SideLine => ({
  line_kind,
  product_id,
  unit_id,
  text,
  unit_qty_e4,
  qty_e4,
  price_e4,
  discount_bp,
  tax_bp,
  net_fen,
  tax_fen,
  gross_fen,
  resolved_price_e4,
  price_rule_id,
  floor_net_e4,
  deviation,
  deviated_by,
  required_date,
  promised_date,
  note,
  code,
  name,
  spec,
  qty_decimals,
  product_kind,
  base_unit_id,
  base_unit_name,
  unit_name,
  deviator_name,
  order_line_id,
  drop_ship,
});

const termName = async (db: Reader, id: number | null) =>
  id === null ? '' : ((await termById(db, id))?.name ?? '');

const placeName = async (db: Reader, id: number | null) =>
  id === null ? '' : ((await allLocations(db)).find((one) => one.id === id)?.name ?? '');

/** An order as it stands. */
export const sideOf = async (
  db: Reader,
  order: NamedSalesOrder,
  lines: readonly NamedSalesLine[],
): Promise<Side> => ({
  head: headOf(order),
  term: await termName(db, order.term_id),
  warehouse: await placeName(db, order.warehouse_id),
  lines: lines.map((line) => lineOf({ ...line, order_line_id: line.id })),
});

/** The same as a change wants it. */
export async function wantedSide(
  db: Reader,
  { change, order }: { change: NamedChange; order: NamedSalesOrder },
  lines: readonly NamedChangeLine[],
  now: readonly NamedSalesLine[],
): Promise<Side> {
  const ships = new Map(now.map((line) => [line.id, line.drop_ship]));
  const head = wantedHead(order, change);
  return {
    head,
    term: await termName(db, head.term_id),
    warehouse: await placeName(db, head.warehouse_id),
    lines: lines.map((line) => ({
      ...lineOf(line),
      drop_ship: line.drop_ship ?? ships.get(line.order_line_id ?? -1) ?? 0,
    })),
  };
}

/** What a reader is shown of it; the place is hidden as the customer's is. */
export function toSide(
  ctx: Pick<ReadContext, 'actor'>,
  order: NamedSalesOrder,
  { head, term, warehouse = '', lines }: Side,
): ChangeSide {
  const { shipTo } = placesOf(ctx, { ...order, ship_to: head.ship_to });
  const sums = sumsOf(lines);
  return {
    requiredDate: head.required_date,
    customerOrderNo: head.customer_order_no,
    payer: head.payer,
    note: head.note,
    term: head.term_id === null ? null : { id: head.term_id, name: term },
    warehouse: head.warehouse_id ? { id: head.warehouse_id, name: warehouse } : null,
    addressId: shipTo ? head.address_id : null,
    shipTo: shipTo && {
      receiver: shipTo.receiver,
      phone: shipTo.phone,
      address: shipTo.address,
    },
    netFen: sums.net_fen,
    taxFen: sums.tax_fen,
    grossFen: sums.gross_fen,
    lines: lines.map((line) => {
      const { id: _, ...offered } = toOffered({ ...line, id: 0 }, order.basis);
      return {
        ...offered,
        lineId: line.order_line_id,
        requiredDate: line.required_date,
        promisedDate: line.promised_date,
        // Of sides that are kept since before it could change: not there.
        dropShip: line.drop_ship === 1,
      };
    }),
  };
}
