import {
  insertPriceLevel,
  levelOfCustomer,
  priceLevels,
  setLevelOfCustomer,
  updatePriceLevel,
  type PriceLevelRecord,
} from '@xinhang/db/repositories/price-levels.ts';
import type { api } from '@xinhang/shared/contract/api.ts';
import type { EndpointInput } from '@xinhang/shared/contract/endpoint.ts';
import type { NameRef } from '@xinhang/shared/contract/fields.ts';
import type { PriceLevel } from '@xinhang/shared/prices.ts';
import { fieldRefused, problem } from '@xinhang/shared/problems.ts';
import { wordKey } from '@xinhang/shared/text-keys.ts';
import { conflict } from '../../http/conflict.ts';
import type { ReadContext, WriteContext } from '../../http/context.ts';
import { childAudience, findCustomer, needLiveCustomer } from '../customers/service.ts';

type Body<K extends keyof typeof api.prices> = EndpointInput<(typeof api.prices)[K]>['body'];

const toLevel = ({ id, version, name, sort, active }: PriceLevelRecord): PriceLevel => ({
  id,
  version,
  name,
  sort,
  active: active === 1,
});

export async function listLevels(ctx: ReadContext): Promise<PriceLevel[]> {
  return (await priceLevels(ctx.db)).map(toLevel);
}

async function record(
  ctx: WriteContext,
  action: string,
  before: PriceLevelRecord | null,
  after: PriceLevelRecord,
): Promise<PriceLevel> {
  await ctx.audit({ action, entity: 'priceLevel', entityId: after.id, before, after });
  await ctx.emit({ entity: 'priceLevel', id: after.id, version: after.version, audience: [] });
  return toLevel(after);
}

export async function addLevel(ctx: WriteContext, body: Body<'createLevel'>): Promise<PriceLevel> {
  const row = { ...body, name_key: wordKey(body.name) };
  const rows = await priceLevels(ctx.tx);
  if (rows.some((one) => one.name_key === row.name_key)) throw problem('already-exists');
  const id = await insertPriceLevel(ctx.tx, row);
  return await record(ctx, 'prices.createLevel', null, { id, version: 1, active: 1, ...row });
}

export async function changeLevel(
  ctx: WriteContext,
  id: number,
  { version, name, sort, active }: Body<'updateLevel'>,
): Promise<PriceLevel> {
  const rows = await priceLevels(ctx.tx);
  const before = rows.find((row) => row.id === id);
  if (!before) throw problem('not-found');
  const stale = () => conflict(before.version, toLevel(before), { name, sort, active });
  if (version !== before.version) throw stale();
  const key = wordKey(name ?? before.name);
  if (rows.some((row) => row.name_key === key && row.id !== id)) throw problem('already-exists');
  const after = await updatePriceLevel(ctx.tx, before, {
    ...(name !== undefined && { name, name_key: key }),
    ...(sort !== undefined && { sort }),
    ...(active !== undefined && { active: active ? 1 : 0 }),
  });
  if (!after) throw stale();
  return await record(ctx, 'prices.updateLevel', before, after);
}

/** The level of a customer whom the actor sees. */
export async function customerLevel(
  ctx: ReadContext,
  customerId: number,
): Promise<{ level: NameRef | null }> {
  const customer = await findCustomer(ctx.db, ctx.actor, 'customers.read', customerId);
  if (!customer) throw problem('not-found');
  return { level: (await levelOfCustomer(ctx.db, customerId)) ?? null };
}

export async function setCustomerLevel(
  ctx: WriteContext,
  customerId: number,
  levelId: number | null,
): Promise<{ level: NameRef | null }> {
  const customer = await needLiveCustomer(ctx.tx, ctx.actor, 'customers.read', customerId);
  const level = (await priceLevels(ctx.tx)).find((row) => row.id === levelId);
  const before = await levelOfCustomer(ctx.tx, customerId);
  if (levelId !== null && (!level || (level.active === 0 && before?.id !== levelId))) {
    throw fieldRefused('/levelId', 'unknown-level');
  }
  const answer = { level: level ? { id: level.id, name: level.name } : null };
  if ((before?.id ?? null) === levelId) return answer;
  await setLevelOfCustomer(ctx.tx, customerId, levelId);
  await ctx.audit({
    action: 'prices.setCustomerLevel',
    entity: 'customerPrice',
    entityId: customerId,
    customerId,
    before: { level: before?.name ?? null },
    after: { level: level?.name ?? null },
  });
  const audience = await childAudience(ctx.tx, customer);
  const changed = { entity: 'customerPrice', id: customerId, version: ctx.now };
  await ctx.emit({ ...changed, customerId, audience });
  return answer;
}
