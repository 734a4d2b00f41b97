import { company } from '@xinhang/db/repositories/company.ts';
import { businessDate } from '@xinhang/shared/business-date.ts';
import type { DeskSide } from '@xinhang/shared/activities.ts';
import { api } from '@xinhang/shared/contract/api.ts';
import type { ReadContext } from '../../http/context.ts';
import { implement, type Http } from '../../http/implement.ts';
import type { Registries } from '../../registry/boot.ts';

/** What everybody begins with: the desk and the search box. */
export function homeRoutes(http: Http, registries: Registries): void {
  implement(http, api.home.desk, {
    async run(ctx, { query }) {
      const zone = (await company(ctx.db))!.time_zone;
      const today = businessDate(ctx.now, zone);
      const whose = query.whose ?? (await sideOf(ctx, http));
      const blocks = [];
      for (const source of registries.deskBlocks) {
        const block = await source.build(ctx, { whose, today, zone });
        if (block) blocks.push({ kind: source.kind, ...block });
      }
      return { today, whose, blocks };
    },
  });

  implement(http, api.home.search, {
    async run(ctx, { query }) {
      const found = [];
      for (const source of registries.searchSources) {
        found.push(await source.find(ctx, query.q, query.limit));
      }
      return { hits: shared(found, query.limit) };
    },
  });
}

/** Where the day begins: with the own customers, or, for who leads and has none, with the team's. */
async function sideOf(ctx: ReadContext, { owned }: Http): Promise<DeskSide> {
  const { actor } = ctx;
  const reach = actor.reach.get('customers.read');
  if (!reach?.all && !reach?.ownerIds.some((id) => id !== actor.userId)) return 'mine';
  const own = await owned.get('customer')?.ownedBy?.(ctx, actor.userId, true);
  return own === 0 ? 'team' : 'mine';
}

/**
 * The first `limit` of several lists: each has room for an equal part, and what one leaves free
 * goes to the others.
 */
export function shared<T>(lists: readonly (readonly T[])[], limit: number): T[] {
  const part = Math.ceil(limit / Math.max(1, lists.length));
  const sum = (sizes: readonly number[]) => sizes.reduce((total, size) => total + size, 0);
  const sizes = lists.map((list) => Math.min(list.length, part));
  let free = limit - sum(sizes);
  for (const [at, list] of lists.entries()) {
    const more = Math.max(0, Math.min(list.length - sizes[at]!, free));
    sizes[at]! += more;
    free -= more;
  }
  return lists.flatMap((list, at) => list.slice(0, sizes[at])).slice(0, limit);
}
