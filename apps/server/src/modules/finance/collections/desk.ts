import { may } from '@xinhang/db/actor.ts';
import { countDuePromises, duePromises } from '@xinhang/db/repositories/collection-notes.ts';
import { COUNT_CAP } from '@xinhang/shared/contract/fields.ts';
import type { DeskSource } from '../../../registry/boot.ts';
import { promiseOf } from './notes.ts';

/** Promises to pay that are due today or were broken: of own customers, or of all in reach. */
export const paymentsPromised: DeskSource = {
  kind: 'paymentsPromised',
  async build(ctx, { whose, today, limit }) {
    if (!may(ctx.actor, 'receivables.read')) return null;
    const question = { today, ownerId: whose === 'mine' ? ctx.actor.userId : undefined };
    const rows = await duePromises(ctx.db, ctx.actor, question, limit);
    if (rows.length === 0) return null;
    const promised = rows.map((row) => ({
      id: row.id,
      customer: { id: row.customer_id, name: row.customer_name },
      owner: row.owner_id === null ? null : { id: row.owner_id, name: row.owner_name ?? '' },
      ...promiseOf(row, today)!,
    }));
    const all = rows.length < limit;
    const count = all
      ? rows.length
      : await countDuePromises(ctx.db, ctx.actor, question, COUNT_CAP);
    return { count, items: [], jobs: [], promised };
  },
};
