import type { NamedInquiry } from '@xinhang/db/repositories/price-inquiries.ts';
import type { api } from '@xinhang/shared/contract/api.ts';
import type { EndpointInput } from '@xinhang/shared/contract/endpoint.ts';
import type { NoticeKind } from '@xinhang/shared/notices.ts';
import { bothPrices, type PriceBasis } from '@xinhang/shared/price-resolver.ts';
import { fieldRefused, problem } from '@xinhang/shared/problems.ts';
import type { WriteContext } from '../../http/context.ts';
import { todayOf } from '../../http/today.ts';
import { holdersOf } from '../org/service.ts';
import { productById } from '../products/service.ts';
import { notePrice, supplierById } from '../purchasing/service.ts';
import { change, needIn, thingOf } from './access.ts';
import { isOver } from './describe.ts';

type Api = typeof api.priceInquiries;
type Body<E extends keyof Api> = EndpointInput<Api[E]> extends { body: infer B } ? B : never;

const noOffer = {
  floor_e4: null,
  offer_e4: null,
  offer_basis: null,
  priced_by: null,
  priced_at: null,
};
const unanswered = ['open', 'answered', 'priced'] as const;

async function tell(
  ctx: WriteContext,
  userIds: readonly number[],
  kind: NoticeKind,
  row: NamedInquiry,
): Promise<void> {
  const others = userIds.filter((one) => one !== ctx.actor.userId);
  const params = { no: row.no, name: thingOf(row) };
  await ctx.notify(others, { kind, params, route: `/price-inquiries?id=${row.id}` });
}

/** What it costs is told by those alone who see it. */
function needSightOfCost({ actor }: WriteContext, field: string): void {
  if (actor.fields.cost !== 'show') throw fieldRefused(field, 'cost-hidden');
}

/** The product that a described thing is, as the buyer names it; its base unit counts from then on. */
async function namedProduct(ctx: WriteContext, row: NamedInquiry, productId: number | null) {
  if (productId === null || productId === row.product_id) return {};
  if (row.product_id !== null) throw fieldRefused('/productId', 'product-stays');
  const product = await productById(ctx.tx, productId);
  if (!product || product.active === 0) throw fieldRefused('/productId', 'unknown-product');
  return { product_id: product.id, unit_id: product.unit_id };
}

export async function answerInquiry(
  ctx: WriteContext,
  id: number,
  body: Body<'answer'>,
): Promise<NamedInquiry> {
  needSightOfCost(ctx, '/costE4');
  const row = await needIn(ctx, { id, version: body.version }, unanswered, 'buys');
  const supplier = await supplierById(ctx.tx, body.supplierId);
  if (!supplier || supplier.active === 0) throw fieldRefused('/supplierId', 'unknown-supplier');
  if (body.validTo < (await todayOf(ctx))) throw fieldRefused('/validTo', 'date-past');
  const after = await change(
    ctx,
    row,
    {
      ...noOffer,
      ...(await namedProduct(ctx, row, body.productId)),
      state: 'answered',
      supplier_id: supplier.id,
      cost_e4: body.costE4,
      cost_basis: body.costBasis,
      lead_days: body.leadDays,
      min_qty_e4: body.minQtyE4,
      valid_to: body.validTo,
      answer_note: body.note,
      cost_kept: 0,
      answered_by: ctx.actor.userId,
      answered_at: ctx.now,
    },
    { action: 'priceInquiries.answer', side: 'buys' },
  );
  await tell(ctx, await holdersOf(ctx.tx, 'prices.update'), 'inquiry-answered', after);
  return after;
}

export async function declineInquiry(
  ctx: WriteContext,
  id: number,
  { version, reason }: Body<'decline'>,
): Promise<NamedInquiry> {
  const row = await needIn(ctx, { id, version }, unanswered, 'buys');
  const after = await change(
    ctx,
    row,
    {
      ...noOffer,
      state: 'declined',
      decline_reason: reason,
      answered_by: ctx.actor.userId,
      answered_at: ctx.now,
    },
    { action: 'priceInquiries.decline', side: 'buys' },
  );
  await tell(ctx, [after.asker_id], 'inquiry-declined', after);
  return after;
}

/** Makes the offer of an answer that holds; what is below its cost is the maker's own word. */
export async function priceInquiry(
  ctx: WriteContext,
  id: number,
  { version, offerE4, floorE4, basis }: Body<'price'>,
): Promise<NamedInquiry> {
  needSightOfCost(ctx, '/offerE4');
  const row = await needIn(ctx, { id, version }, ['answered', 'priced'], 'prices');
  if (isOver(row, await todayOf(ctx))) throw problem('state-refused');
  if (floorE4 !== null && floorE4 > offerE4) throw fieldRefused('/floorE4', 'above-price');
  const after = await change(
    ctx,
    row,
    {
      state: 'priced',
      offer_e4: offerE4,
      floor_e4: floorE4,
      offer_basis: basis,
      priced_by: ctx.actor.userId,
      priced_at: ctx.now,
    },
    { action: 'priceInquiries.price', side: 'prices' },
  );
  await tell(ctx, [after.asker_id], 'inquiry-priced', after);
  return after;
}

/** Writes an answer among the prices of its supplier, as long as it holds. */
export async function keepCost(
  ctx: WriteContext,
  id: number,
  version: number,
): Promise<NamedInquiry> {
  const row = await needIn(ctx, { id, version }, ['answered', 'priced', 'used'], 'buys');
  if (row.cost_kept === 1) throw problem('state-refused');
  if (row.product_id === null) throw fieldRefused('/productId', 'unknown-product');
  await notePrice(ctx, {
    supplierId: row.supplier_id!,
    productId: row.product_id,
    unitId: row.unit_id,
    priceE4: row.cost_e4!,
    basis: row.cost_basis as PriceBasis,
    qtyFromE4: row.min_qty_e4!,
    validTo: row.valid_to,
    partNo: '',
    note: row.no,
  });
  return await change(
    ctx,
    row,
    { cost_kept: 1 },
    { action: 'priceInquiries.keepCost', side: 'buys' },
  );
}

/** The offer in the basis of the document that takes it. */
export function offerIn(row: NamedInquiry, basis: PriceBasis): number {
  if (row.offer_basis === basis) return row.offer_e4!;
  const both = bothPrices(row.offer_e4!, row.offer_basis as PriceBasis, row.tax_bp!);
  return basis === 'net' ? both.netE4 : both.grossE4;
}
