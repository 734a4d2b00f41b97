import { company } from '@xinhang/db/repositories/company.ts';
import { filesByOwner, registeredBy } from '@xinhang/db/repositories/customer-figures.ts';
import { addDays, businessDate, startOfDay } from '@xinhang/shared/business-date.ts';
import { api } from '@xinhang/shared/contract/api.ts';
import type { ReadContext } from '../../http/context.ts';
import { implement, type Http } from '../../http/implement.ts';
import { peopleWho, userNames } from '../org/service.ts';

/**
 * Everybody who may register customers and whose customers this person sees, with what came of it:
 * who registered nothing stands first (S26).
 */
async function filingsOf(ctx: ReadContext, period: { since: number; before: number }) {
  const { db, actor } = ctx;
  const reach = actor.reach.get('customers.read')!;
  const selling = await peopleWho(db, 'customers.create');
  const ids = selling.filter((id) => reach.all || reach.ownerIds.includes(id));
  const names = await userNames(db, ids);
  const registered = await registeredBy(db, actor, period);
  const files = await filesByOwner(db, actor);
  return ids
    .map((id) => ({
      person: { id, name: names.get(id) ?? '' },
      registered: registered.get(id) ?? 0,
      owned: files.get(id)?.owned ?? 0,
      completeness: files.get(id)?.completeness ?? null,
    }))
    .toSorted((a, b) => a.registered - b.registered || a.person.id - b.person.id);
}

export function filingRoutes(http: Http): void {
  implement(http, api.filings.list, {
    async run(ctx, { query }) {
      const zone = (await company(ctx.db))!.time_zone;
      const today = businessDate(ctx.now, zone);
      const to = query.to ?? today;
      const from = query.from ?? `${to.slice(0, 8)}01`;
      const rows = await filingsOf(ctx, {
        since: startOfDay(from, zone),
        before: startOfDay(addDays(to, 1), zone),
      });
      return { from, to, rows };
    },
  });
}
