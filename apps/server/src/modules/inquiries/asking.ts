import {
  insertPriceInquiry,
  priceInquiryById,
  type NamedInquiry,
} from '@xinhang/db/repositories/price-inquiries.ts';
import type { api } from '@xinhang/shared/contract/api.ts';
import type { EndpointInput } from '@xinhang/shared/contract/endpoint.ts';
import { fieldRefused } from '@xinhang/shared/problems.ts';
import type { WriteContext } from '../../http/context.ts';
import { todayOf } from '../../http/today.ts';
import { holdersOf, userById } from '../org/service.ts';
import { productsByIds, unitsOfProducts } from '../products/service.ts';
import { firstEntityId } from '../stock/service.ts';
import { takeDocumentNo } from '../system/service.ts';
import { change, needIn, record, thingOf } from './access.ts';

type Lines = EndpointInput<typeof api.priceInquiries.create>['body']['lines'];
/** Of the numbers: the initials of 询价. */
const PREFIX = 'XJ';

/** What each line asks for: a product in use in a unit that it has, or a thing that is described. */
async function checkedLines(ctx: WriteContext, lines: Lines) {
  const ids = [...new Set(lines.flatMap((line) => line.productId ?? []))];
  const products = new Map((await productsByIds(ctx.tx, ids)).map((row) => [row.id, row]));
  const units = await unitsOfProducts(ctx.tx, ids);
  return lines.map((line, at) => {
    const refuse = (field: string, code: string) => fieldRefused(`/lines/${at}/${field}`, code);
    const { text, spec, qtyE4: qty_e4, wantedDate: wanted_date, note } = line;
    const asked = { spec, qty_e4, wanted_date, note };
    if (line.productId === null) {
      if (text === '') throw refuse('text', 'required');
      if (line.unitId !== null) throw refuse('unitId', 'unknown-unit');
      return { ...asked, product_id: null, unit_id: null, text, unit_text: line.unitText };
    }
    const product = products.get(line.productId);
    if (!product) throw refuse('productId', 'unknown-product');
    if (product.active === 0) throw refuse('productId', 'not-in-use');
    const unitId = line.unitId ?? product.unit_id;
    const has = units.some((unit) => unit.product_id === product.id && unit.unit_id === unitId);
    if (unitId !== product.unit_id && !has) throw refuse('unitId', 'unknown-unit');
    return { ...asked, product_id: product.id, unit_id: unitId, text, unit_text: '' };
  });
}

const nothingYet = {
  state: 'open',
  supplier_id: null,
  cost_e4: null,
  cost_basis: null,
  lead_days: null,
  min_qty_e4: null,
  valid_to: null,
  answer_note: '',
  decline_reason: '',
  cost_kept: 0,
  answered_by: null,
  answered_at: null,
  floor_e4: null,
  offer_e4: null,
  offer_basis: null,
  priced_by: null,
  priced_at: null,
  quotation_id: null,
  sales_order_id: null,
};

/** Asks the buyers for things; those that are asked together get one number. */
export async function askPrices(ctx: WriteContext, lines: Lines): Promise<NamedInquiry[]> {
  const { tx, actor } = ctx;
  const checked = await checkedLines(ctx, lines);
  const businessDate = await todayOf(ctx);
  const entityId = (await firstEntityId(tx))!;
  const no = await takeDocumentNo(ctx, { entityId, prefix: PREFIX, businessDate });
  const rows: NamedInquiry[] = [];
  for (const line of checked) {
    const id = await insertPriceInquiry(tx, {
      ...nothingYet,
      ...line,
      no,
      entity_id: entityId,
      asker_id: actor.userId,
      dept_id: (await userById(tx, actor.userId))!.dept_id,
      business_date: businessDate,
      made_at: ctx.now,
    });
    rows.push(await record(ctx, 'priceInquiries.create', 'asks', id, null));
  }
  const buyers = await holdersOf(tx, 'purchaseOrders.update');
  await ctx.notify(
    buyers.filter((buyer) => buyer !== actor.userId),
    {
      kind: 'inquiry-asked',
      params: { no, name: thingOf(rows[0]!), count: rows.length },
      route: '/price-inquiries',
    },
  );
  return rows;
}

export async function withdrawInquiry(
  ctx: WriteContext,
  id: number,
  version: number,
): Promise<NamedInquiry> {
  const row = await needIn(ctx, { id, version }, ['open', 'answered', 'priced'], 'asks');
  return await change(
    ctx,
    row,
    { state: 'withdrawn' },
    { action: 'priceInquiries.withdraw', side: 'asks' },
  );
}

/** The inquiry whose offer somebody takes; it holds today, and is of a product. */
export async function needOffer(
  ctx: WriteContext,
  id: number,
  version: number,
): Promise<NamedInquiry> {
  const row = await needIn(ctx, { id, version }, ['priced'], 'asks');
  if (row.valid_to! < (await todayOf(ctx))) throw fieldRefused('/validTo', 'offer-expired');
  if (row.product_id === null) throw fieldRefused('/productId', 'unknown-product');
  return (await priceInquiryById(ctx.tx, row.id))!;
}
