import { NO_DATE } from '@xinhang/db/no-date.ts';
import { todayOf } from '../../http/today.ts';
import {
  findPriceRule,
  insertPriceRule,
  namedPriceRule,
  removePriceRule,
  updatePriceRule,
  type NamedRule,
  type PriceRuleRecord,
} from '@xinhang/db/repositories/price-rules.ts';
import { addDays } from '@xinhang/shared/business-date.ts';
import type { api } from '@xinhang/shared/contract/api.ts';
import type { EndpointInput } from '@xinhang/shared/contract/endpoint.ts';
import type { PriceRule } from '@xinhang/shared/prices.ts';
import { fieldRefused, problem } from '@xinhang/shared/problems.ts';
import { conflict } from '../../http/conflict.ts';
import type { WriteContext } from '../../http/context.ts';
import { childAudience, customerById } from '../customers/service.ts';
import { checkLimits, checkSubject, checkWhom } from './checks.ts';
import { toRule } from './describe.ts';

type Body<K extends keyof typeof api.prices> = EndpointInput<(typeof api.prices)[K]>['body'];

async function needRule(ctx: WriteContext, id: number): Promise<NamedRule> {
  const row = await findPriceRule(ctx.tx, ctx.actor, id);
  if (!row) throw problem('not-found');
  return row;
}

async function described(ctx: WriteContext, id: number): Promise<PriceRule> {
  return toRule(await needRule(ctx, id), await todayOf(ctx));
}

/** News of a rule: of a customer's those hear who see him. */
async function record(
  ctx: WriteContext,
  action: string,
  before: PriceRule | null,
  after: PriceRule | null,
): Promise<void> {
  const rule = (after ?? before)!;
  const customerId = rule.customer?.id ?? null;
  const entity = customerId === null ? 'priceRule' : 'customerPrice';
  const plain = (one: PriceRule | null) =>
    one && { ...one, product: one.product?.name ?? null, unit: one.unit?.name ?? null };
  const told = { before: plain(before), after: plain(after) };
  await ctx.audit({ action, entity, entityId: rule.id, customerId, ...told });
  const customer = customerId === null ? undefined : await customerById(ctx.tx, customerId);
  const audience = await childAudience(ctx.tx, customer);
  await ctx.emit({ entity, id: rule.id, version: rule.version, customerId, audience });
}

/** Audit and news of prices that are put, ended or let go on; their names are looked up once. */
export async function ruleRecorder(ctx: WriteContext) {
  const today = await todayOf(ctx);
  const described = async (row: PriceRuleRecord | null) =>
    row && toRule(await namedPriceRule(ctx.tx, row), today);
  return async (action: string, before: PriceRuleRecord | null, after: PriceRuleRecord) =>
    await record(ctx, action, await described(before), await described(after));
}

const released = (ctx: WriteContext) => ({
  state: 'released',
  released_at: ctx.now,
  released_by: ctx.actor.userId || null,
});

export async function addRule(ctx: WriteContext, body: Body<'createRule'>): Promise<PriceRule> {
  const today = await todayOf(ctx);
  const subject = await checkSubject(ctx, body);
  await checkWhom(ctx, body);
  const row = {
    state: 'draft',
    released_at: null,
    released_by: null,
    ...(body.release && released(ctx)),
    product_id: body.productId,
    category_id: body.categoryId,
    unit_id: subject.unitId,
    price_e4: body.priceE4,
    discount_bp: body.discountBp,
    scope: body.scope,
    customer_id: body.customerId,
    region: body.region,
    level_id: body.levelId,
    qty_from_e4: body.qtyFromE4,
    basis: body.basis,
    floor_e4: body.floorE4,
    ceiling_e4: body.ceilingE4,
    valid_from: body.validFrom ?? today,
    valid_to: body.validTo ?? NO_DATE,
    note: body.note,
    created_by: ctx.actor.userId || null,
    created_at: ctx.now,
  };
  checkLimits(row);
  const id = await insertPriceRule(ctx.tx, row);
  const after = await described(ctx, id);
  await record(ctx, 'prices.createRule', null, after);
  return after;
}

/** A draft of exactly this version; released ones are past changing. */
async function needDraft(ctx: WriteContext, id: number): Promise<NamedRule> {
  const row = await needRule(ctx, id);
  if (row.state !== 'draft') throw problem('state-refused');
  return row;
}

async function changed(
  ctx: WriteContext,
  action: string,
  row: NamedRule,
  changes: Parameters<typeof updatePriceRule>[2],
): Promise<PriceRule> {
  const today = await todayOf(ctx);
  const after = await updatePriceRule(ctx.tx, row, changes);
  if (!after) throw conflict(row.version, toRule(row, today), {});
  const now = await described(ctx, row.id);
  await record(ctx, action, toRule(row, today), now);
  return now;
}

function needVersion(row: NamedRule, version: number, wanted: object, today: string): void {
  if (version !== row.version) throw conflict(row.version, toRule(row, today), wanted);
}

export async function changeRule(
  ctx: WriteContext,
  id: number,
  { version, ...body }: Body<'updateRule'>,
): Promise<PriceRule> {
  const row = await needDraft(ctx, id);
  needVersion(row, version, body, await todayOf(ctx));
  if (body.priceE4 !== undefined && row.product_id === null) {
    throw fieldRefused('/priceE4', 'of-a-product');
  }
  if (body.priceE4 !== undefined && body.discountBp !== undefined) {
    throw fieldRefused('/discountBp', 'price-or-part');
  }
  const columns = {
    // One of the two: what is given takes the place of the other.
    price_e4: body.discountBp === undefined ? body.priceE4 : null,
    discount_bp: body.priceE4 === undefined ? body.discountBp : null,
    qty_from_e4: body.qtyFromE4,
    basis: body.basis,
    floor_e4: body.floorE4,
    ceiling_e4: body.ceilingE4,
    valid_from: body.validFrom,
    valid_to: body.validTo === null ? NO_DATE : body.validTo,
    note: body.note,
  };
  const changes = Object.fromEntries(
    Object.entries(columns).filter(([, value]) => value !== undefined),
  );
  checkLimits({ ...row, ...changes });
  return await changed(ctx, 'prices.updateRule', row, changes);
}

export async function releaseRule(
  ctx: WriteContext,
  id: number,
  version: number,
): Promise<PriceRule> {
  const row = await needDraft(ctx, id);
  needVersion(row, version, {}, await todayOf(ctx));
  return await changed(ctx, 'prices.releaseRule', row, released(ctx));
}

/** Gives a released rule its last day: yesterday unless said, and none that lies further back. */
export async function endRule(
  ctx: WriteContext,
  id: number,
  { version, on }: Body<'endRule'>,
): Promise<PriceRule> {
  const row = await needRule(ctx, id);
  const today = await todayOf(ctx);
  const yesterday = addDays(today, -1);
  if (row.state !== 'released' || row.valid_to < today) throw problem('state-refused');
  needVersion(row, version, {}, today);
  const last = on ?? yesterday;
  if (last < yesterday) throw fieldRefused('/on', 'before-yesterday');
  if (last > row.valid_to) throw fieldRefused('/on', 'after-its-end');
  return await changed(ctx, 'prices.endRule', row, { valid_to: last });
}

export async function removeRule(ctx: WriteContext, id: number): Promise<void> {
  const row = await needDraft(ctx, id);
  await removePriceRule(ctx.tx, id);
  await record(ctx, 'prices.removeRule', toRule(row, row.valid_from), null);
}
