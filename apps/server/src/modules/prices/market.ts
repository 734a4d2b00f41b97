import { may } from '@xinhang/db/actor.ts';
import type { Reader } from '@xinhang/db/database.ts';
import {
  competitorInUse,
  followUpsSeen,
  insertMarketPrice,
  marketPriceById,
  removeMarketPrice,
  type NamedMarketPrice,
} from '@xinhang/db/repositories/market-prices.ts';
import type { api } from '@xinhang/shared/contract/api.ts';
import type { EndpointInput } from '@xinhang/shared/contract/endpoint.ts';
import type { MarketPrice } from '@xinhang/shared/market-prices.ts';
import { fieldRefused, problem } from '@xinhang/shared/problems.ts';
import type { ReadContext, WriteContext } from '../../http/context.ts';
import { todayOf } from '../../http/today.ts';
import { checkSubject } from './checks.ts';

type Create = EndpointInput<typeof api.marketPrices.create>['body'];
type Asking = Pick<ReadContext, 'actor'> & { db: Reader };

/** Whoever noted it, or who makes prices. */
const removable = ({ actor }: Pick<ReadContext, 'actor'>, row: NamedMarketPrice) =>
  may(actor, 'prices.update') ||
  (may(actor, 'marketPrices.create') && row.created_by === actor.userId);

/** Rows with their names; of follow-ups those alone that the reader sees. */
export async function describeMarket(
  ctx: Asking,
  rows: readonly NamedMarketPrice[],
): Promise<MarketPrice[]> {
  const ids = rows.flatMap((row) => row.follow_up_id ?? []);
  const heard = may(ctx.actor, 'followUps.read')
    ? await followUpsSeen(ctx.db, ctx.actor, ids)
    : new Map<number, { id: number; name: string }>();
  return rows.map((row) => ({
    id: row.id,
    product: {
      id: row.product_id,
      code: row.product_code,
      name: row.product_name,
      spec: row.product_spec,
    },
    unit: { id: row.unit_id, name: row.unit_name },
    competitor: { id: row.competitor_id, name: row.competitor_name },
    region: row.region,
    priceE4: row.price_e4,
    basis: row.basis as MarketPrice['basis'],
    seenOn: row.seen_on,
    source: row.source,
    heardFrom: heard.get(row.follow_up_id ?? 0) ?? null,
    createdBy: row.created_by === null ? null : { id: row.created_by, name: row.created_by_name! },
    createdAt: row.created_at,
    removable: removable(ctx, row),
  }));
}

/** As the audit keeps it: of the follow-up its number alone. */
const plain = (row: NamedMarketPrice) => ({
  product: row.product_name,
  unit: row.unit_name,
  competitor: row.competitor_name,
  region: row.region,
  priceE4: row.price_e4,
  basis: row.basis,
  seenOn: row.seen_on,
  source: row.source,
  followUpId: row.follow_up_id,
});

/** Throws `field-refused` at the field. */
export async function noteMarketPrice(ctx: WriteContext, body: Create): Promise<MarketPrice> {
  const { productId, priceE4, competitorId, followUpId } = body;
  const subject = { productId, unitId: body.unitId, priceE4, categoryId: null, discountBp: null };
  const { unitId } = await checkSubject(ctx, subject);
  if (!(await competitorInUse(ctx.tx, competitorId))) {
    throw fieldRefused('/competitorId', 'unknown-competitor');
  }
  const today = await todayOf(ctx);
  const seenOn = body.seenOn ?? today;
  if (seenOn > today) throw fieldRefused('/seenOn', 'in-the-future');
  if (followUpId !== null) {
    const seen =
      may(ctx.actor, 'followUps.read') && (await followUpsSeen(ctx.tx, ctx.actor, [followUpId]));
    if (!seen || !seen.has(followUpId)) throw fieldRefused('/followUpId', 'unknown-follow-up');
  }
  const id = await insertMarketPrice(ctx.tx, {
    product_id: productId,
    unit_id: unitId!,
    competitor_id: competitorId,
    region: body.region || null,
    price_e4: priceE4,
    basis: body.basis,
    seen_on: seenOn,
    source: body.source,
    follow_up_id: followUpId,
    created_by: ctx.actor.userId || null,
    created_at: ctx.now,
  });
  const row = (await marketPriceById(ctx.tx, id))!;
  await record(ctx, 'marketPrices.create', { row, before: null, after: plain(row) });
  return (await describeMarket({ actor: ctx.actor, db: ctx.tx }, [row]))[0]!;
}

export async function dropMarketPrice(ctx: WriteContext, id: number): Promise<void> {
  const row = await marketPriceById(ctx.tx, id);
  if (!row) throw problem('not-found');
  if (!removable(ctx, row)) throw problem('forbidden');
  await removeMarketPrice(ctx.tx, id);
  await record(ctx, 'marketPrices.remove', { row, before: plain(row), after: null });
}

async function record(
  ctx: WriteContext,
  action: string,
  { row, ...told }: { row: NamedMarketPrice; before: object | null; after: object | null },
): Promise<void> {
  await ctx.audit({ action, entity: 'marketPrice', entityId: row.id, ...told });
  const version = told.after ? row.version : row.version + 1;
  await ctx.emit({ entity: 'marketPrice', id: row.id, version, audience: [] });
}
