import { may, reaches, type Actor } from '@xinhang/db/actor.ts';
import {
  priceInquiryById,
  updatePriceInquiry,
  type InquiryValues,
  type NamedInquiry,
} from '@xinhang/db/repositories/price-inquiries.ts';
import type { PriceInquiryState } from '@xinhang/shared/price-inquiries.ts';
import { problem } from '@xinhang/shared/problems.ts';
import { stale } from '../../http/conflict.ts';
import type { ReadContext, WriteContext } from '../../http/context.ts';

/** On which sides of the wall somebody stands to an inquiry; the owner stands on all of them. */
export interface Sides {
  asks: boolean;
  buys: boolean;
  prices: boolean;
  /** Above whoever asked: reads, and does nothing. */
  leads: boolean;
}

export const sidesOf = (
  actor: Actor,
  { asker_id: asker }: Pick<NamedInquiry, 'asker_id'>,
): Sides => ({
  asks: asker === actor.userId && may(actor, 'quotations.update'),
  buys: may(actor, 'purchaseOrders.read'),
  prices: may(actor, 'prices.update'),
  leads: reaches(actor, 'quotations.read', asker),
});

/** Who reads inquiries at all, as the contract says. */
export const inquiryReaders = [
  'quotations.read',
  'quotations.update',
  'purchaseOrders.read',
  'prices.update',
] as const;

/** Whether somebody sees what everybody asked. */
const seesAll = (actor: Actor): boolean =>
  may(actor, 'purchaseOrders.read') || may(actor, 'prices.update');

/** Whose inquiries somebody sees: own ones and those of whose quotations he reads; null: all. */
export function askersSeen(actor: Actor): readonly number[] | null {
  const reach = actor.reach.get('quotations.read');
  if (seesAll(actor) || reach?.all) return null;
  return [...new Set([actor.userId, ...(reach?.ownerIds ?? [])])];
}

/** An own inquiry, one of the people below, or any for whoever buys or makes offers; another does not exist (404). */
export async function needInquiry(ctx: ReadContext, id: number): Promise<NamedInquiry> {
  const row = await priceInquiryById(ctx.db, id);
  if (!row) throw problem('not-found');
  if (askersSeen(ctx.actor)?.includes(row.asker_id) === false) throw problem('not-found');
  return row;
}

/** The same to be changed: in one of these states, in the version that was seen. */
export async function needIn(
  ctx: WriteContext,
  { id, version }: { id: number; version: number },
  states: readonly PriceInquiryState[],
  side: keyof Sides,
): Promise<NamedInquiry> {
  const row = await needInquiry(ctx, id);
  if (!sidesOf(ctx.actor, row)[side]) throw problem('forbidden');
  if (!states.includes(row.state as PriceInquiryState)) throw problem('state-refused');
  if (row.version !== version) throw stale(row);
  return row;
}

const asked = (row: NamedInquiry) => ({
  version: row.version,
  no: row.no,
  state: row.state,
  asker: row.asker_name,
  product: row.code === null ? row.text : `${row.code} ${row.name}`,
  spec: row.spec,
  qtyE4: row.qty_e4,
  unit: row.unit_name ?? row.unit_text,
  wantedDate: row.wanted_date,
  note: row.note,
  leadDays: row.lead_days,
  validTo: row.valid_to,
  declineReason: row.decline_reason,
});

/** As the audit tells it: whoever acts reads his own audit, which names nothing of the other side. */
const told = (row: NamedInquiry, side: keyof Sides) =>
  side === 'buys'
    ? {
        ...asked(row),
        supplier: row.supplier_name,
        purchase_price_e4: row.cost_e4,
        basis: row.cost_basis,
        minQtyE4: row.min_qty_e4,
        answerNote: row.answer_note,
        costKept: row.cost_kept === 1,
      }
    : {
        ...asked(row),
        floorE4: row.floor_e4,
        offerE4: row.offer_e4,
        offerBasis: row.offer_basis,
        quotationId: row.quotation_id,
        salesOrderId: row.sales_order_id,
      };

/** Audit and news of a change by one side; `before` is null of what is asked anew. */
export async function record(
  ctx: WriteContext,
  action: string,
  side: keyof Sides,
  id: number,
  before: NamedInquiry | null,
): Promise<NamedInquiry> {
  const after = (await priceInquiryById(ctx.tx, id))!;
  await ctx.audit({
    action,
    entity: 'priceInquiry',
    entityId: id,
    before: before && told(before, side),
    after: told(after, side),
  });
  const { version, asker_id: asker } = after;
  await ctx.emit({ entity: 'priceInquiry', id, version, audience: [asker] });
  return after;
}

/** Writes a change of the version that was seen, with its audit. */
export async function change(
  ctx: WriteContext,
  row: NamedInquiry,
  values: InquiryValues,
  { action, side }: { action: string; side: keyof Sides },
): Promise<NamedInquiry> {
  if (!(await updatePriceInquiry(ctx.tx, row, values))) throw stale(row);
  return await record(ctx, action, side, row.id, row);
}

/** As notices and quotations call the thing. */
export const thingOf = (row: NamedInquiry): string => row.name ?? row.text;
