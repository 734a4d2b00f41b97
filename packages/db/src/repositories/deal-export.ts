import type { Permission } from '@xinhang/shared/permissions.ts';
import type { Actor } from '../actor.ts';
import type { Reader } from '../database.ts';
import { dealInScope } from '../scope-deals.ts';
import type { DealRecord } from './deals.ts';

/** Those of these deals that a permission reaches, by their ids. */
export async function dealsAmong(
  db: Reader,
  actor: Actor,
  permission: Permission,
  ids: readonly number[],
): Promise<DealRecord[]> {
  if (ids.length === 0) return [];
  return await db
    .selectFrom('deal')
    .selectAll('deal')
    .where('deal.id', 'in', ids)
    .where(dealInScope(actor, permission))
    .orderBy('deal.id')
    .execute();
}

/** Products, shares and competitors of deals that the caller found through scope, in their order. */
export async function hangingOnDeals(db: Reader, ids: readonly number[]) {
  if (ids.length === 0) return { lines: [], shares: [], competitors: [] };
  const lines = await db
    .selectFrom('deal_line')
    .select(['deal_id', 'product', 'qty_e4'])
    .where('deal_id', 'in', ids)
    .orderBy('position')
    .execute();
  const shares = await db
    .selectFrom('deal_share')
    .innerJoin('user', 'user.id', 'deal_share.user_id')
    .select([
      'deal_share.deal_id as deal_id',
      'user.name as name',
      'deal_share.share_bp as share_bp',
    ])
    .where('deal_share.deal_id', 'in', ids)
    .orderBy('share_bp', 'desc')
    .orderBy('user.id')
    .execute();
  const competitors = await db
    .selectFrom('deal_competitor')
    .innerJoin('competitor', 'competitor.id', 'deal_competitor.competitor_id')
    .select(['deal_competitor.deal_id as deal_id', 'competitor.name as name'])
    .where('deal_competitor.deal_id', 'in', ids)
    .orderBy('competitor.id')
    .execute();
  return { lines, shares, competitors };
}
