import type { ChangeSide, OrderChange } from '@xinhang/shared/order-changes.ts';
import type { SalesLineBody, SalesOrder, SalesOrderLine } from '@xinhang/shared/sales-orders.ts';
import {
  agreed,
  blankLine,
  bodyLines,
  isNamed,
  writtenLines,
  type OrderLine,
} from './order-line.ts';

/** What of the head of a confirmed order may be changed. */
export interface ChangeFacts {
  requiredDate: string | null;
  termId: number | null;
  addressId: number | null;
  warehouseId: number | null;
  customerOrderNo: string;
  payer: string;
  note: string;
}

/** A change of an order while it is written. */
export interface ChangeDraft extends ChangeFacts {
  reason: string;
  lines: OrderLine[];
}

const factsOf = (side: ChangeSide): ChangeFacts => ({
  requiredDate: side.requiredDate,
  termId: side.term?.id ?? null,
  addressId: side.addressId,
  warehouseId: side.warehouse?.id ?? null,
  customerOrderNo: side.customerOrderNo,
  payer: side.payer,
  note: side.note,
});

/** The order as it stands, to be changed. */
export const orderFacts = (order: SalesOrder): ChangeFacts => ({
  requiredDate: order.requiredDate,
  termId: order.term?.id ?? null,
  addressId: order.addressId,
  warehouseId: order.warehouse?.id ?? null,
  customerOrderNo: order.customerOrderNo,
  payer: order.payer,
  note: order.note,
});

const lineOf = (line: SalesOrderLine, key?: string): OrderLine =>
  agreed(writtenLines([line], key === undefined ? [] : [key])[0]!, line.priceE4);

export const begunChange = (order: SalesOrder): ChangeDraft => ({
  ...orderFacts(order),
  reason: '',
  lines: order.lines.map((line) => lineOf(line)),
});

/** A change as it is written in; each line knows the one of the order that it is of. */
export const changeDraftOf =
  (order: SalesOrder) =>
  (change: OrderChange, keys: readonly string[]): ChangeDraft => ({
    ...factsOf(change.after),
    reason: change.reason,
    lines: change.after.lines.map((line, at) => {
      const was = order.lines.find((one) => one.id === line.lineId);
      const key = keys[at] ?? `change-${change.id}-${at}`;
      const { id: _, ...written } = writtenLines([{ ...line, id: line.lineId ?? 0 }], [key])[0]!;
      const own = agreed(written, line.priceE4);
      return was ? { ...own, id: was.id, saved: was } : { ...own, saved: null };
    }),
  });

/** What differs of the head alone: a copy of an address stays as it was on its day. */
export const changedFacts = (draft: ChangeFacts, was: ChangeFacts): Partial<ChangeFacts> =>
  Object.fromEntries(
    (Object.keys(was) as (keyof ChangeFacts)[])
      .filter((key) => draft[key] !== was[key])
      .map((key) => [key, draft[key]]),
  ) as Partial<ChangeFacts>;

export const sideFacts = (change: OrderChange): ChangeFacts => factsOf(change.after);

/** What an agreed line keeps, and who ships one where that is otherwise than the order says. */
const kept = ({ id, saved, dropShip = false }: OrderLine): Partial<SalesLineBody> => {
  if (id === undefined || !saved) return dropShip ? { dropShip } : {};
  return { taxBp: saved.taxBp, ...(dropShip !== saved.dropShip && { dropShip }) };
};

/** Lines as they are sent: those of the order that were taken away are wanted no more. */
export function changeBody(order: SalesOrder, lines: readonly OrderLine[]): SalesLineBody[] {
  const named = lines.filter(isNamed);
  const sent = bodyLines(named).map((line, at) => ({ ...line, ...kept(named[at]!) }));
  const gone = order.lines.filter((line) => !named.some((one) => one.id === line.id));
  const none = gone.map((line) => lineOf(line));
  return [
    ...sent,
    ...bodyLines(none).map((line, at) => ({ ...line, ...kept(none[at]!), qtyE4: 0 })),
  ];
}

/** What went out of a line, in the unit that it is ordered in; null where that is no whole number. */
function sentQty({ saved }: OrderLine): number | null {
  const { qtyE4, baseQtyE4, deliveredE4 = 0, replaceE4 = 0 } = saved ?? {};
  if (!qtyE4 || !baseQtyE4 || deliveredE4 - replaceE4 <= 0) return null;
  const qty = ((deliveredE4 - replaceE4) * qtyE4) / baseQtyE4;
  return Number.isInteger(qty) ? qty : null;
}

/** Whether what is open of a line may stand on a line of its own, at a price of its own. */
export const splits = (line: OrderLine): boolean => {
  const sent = sentQty(line);
  return sent !== null && line.qtyE4 !== null && line.qtyE4 > sent;
};

/** The line as far as it went out, and what is open of it after it. */
export function split(line: OrderLine): OrderLine[] {
  const sent = sentQty(line)!;
  const { id: _, ...rest } = line;
  return [
    { ...line, qtyE4: sent },
    { ...rest, key: blankLine().key, qtyE4: line.qtyE4! - sent, saved: null },
  ];
}
