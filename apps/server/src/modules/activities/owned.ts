import { followUpById, followUpsByIds } from '@xinhang/db/repositories/follow-ups.ts';
import type { CustomerRecord } from '@xinhang/db/repositories/customers.ts';
import { poolOnly } from '@xinhang/db/scope.ts';
import { problem } from '@xinhang/shared/problems.ts';
import type { ReadContext } from '../../http/context.ts';
import type { OwnedKind } from '../../registry/owned.ts';
import { customerCan } from '../customers/policy.ts';
import {
  childAudience,
  collaborators,
  countSeen,
  findCustomer,
  hangRows,
  idsHanging,
  needLiveCustomer,
  sealedAt,
  sightOf,
} from '../customers/service.ts';

/** The customer, if the actor may log a follow-up on it. */
export async function needFollowable(ctx: ReadContext, id: number): Promise<CustomerRecord> {
  const customer = await needLiveCustomer(ctx.db, ctx.actor, 'customers.read', id);
  const helps = (await collaborators(ctx.db, id)).some((one) => one.id === ctx.actor.userId);
  if (!customerCan(ctx.actor, customer, helps).followUp) throw problem('forbidden');
  return customer;
}

/** Follow-ups, as lower modules speak of them. */
export const ownedFollowUp: OwnedKind = {
  kind: 'followUp',
  /** A talk has no name of its own: it is that of its customer. */
  async names(ctx, ids) {
    const found = await followUpsByIds(ctx.db, ctx.actor, ids);
    return new Map([...found].map(([id, row]) => [id, row.customer_name]));
  },
  sight: (ctx, customerIds) => sightOf(ctx, 'followUps.read', customerIds),
  follows: {
    count: (ctx, customerId) => countSeen(ctx, 'followUps.read', 'follow_up', customerId),
    ids: (ctx, customerId) => idsHanging(ctx.db, 'follow_up', customerId),
    move: (ctx, ids, way) => hangRows(ctx.tx, 'follow_up', ids, way),
  },
  files: {
    reads: 'followUps.read',
    async readable(ctx, customerId) {
      const row = await findCustomer(ctx.db, ctx.actor, 'followUps.read', customerId);
      return row !== undefined && !poolOnly(ctx.actor, row);
    },
    async needAdd(ctx, { customerId }) {
      await needFollowable(ctx, customerId);
    },
    /** As the text: by the author, until it is sealed. */
    async needRemove(ctx, { ownerId, customerId }) {
      await needFollowable(ctx, customerId);
      const row = ownerId === null ? undefined : await followUpById(ctx.db, ownerId);
      if (row?.author_id !== ctx.actor.userId) throw problem('forbidden');
      if (ctx.now >= (await sealedAt(ctx, row))) throw problem('edit-window-closed');
    },
    async audience(ctx, { customerId }) {
      const row = await findCustomer(ctx.db, ctx.actor, 'followUps.read', customerId);
      return await childAudience(ctx.db, row);
    },
  },
};
