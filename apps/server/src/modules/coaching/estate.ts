import {
  handTasks,
  tasksEnded,
  tasksMovedOn,
  tasksToHand,
} from '@xinhang/db/repositories/task-estate.ts';
import type { Estate } from '../../registry/estate.ts';

/** Open instructions to somebody who leaves: with the customer or deal they are about. */
export const taskEstate: Estate = {
  async counts(ctx, userId) {
    const { length: count } = await tasksToHand(ctx.db, userId);
    return [{ sort: 'tasks', count, fate: 'moves' }];
  },
  handing: {
    receiversNeed: null,
    async rows(ctx, userId) {
      return (await tasksToHand(ctx.db, userId)).map((row) => ({
        id: row.id,
        sort: 'tasks',
        follows: row.about_kind === null ? null : { kind: row.about_kind, id: row.about_id! },
        region: row.region ?? '',
        industry: row.industry ?? '',
        grade: row.chance_grade ?? '',
      }));
    },
    async hand(ctx, handover) {
      return await handTasks(ctx.tx, { ...handover, byUserId: ctx.actor.userId, at: ctx.now });
    },
    mark: () => Promise.resolve(0),
    movedOn: (ctx, handoverId) => tasksMovedOn(ctx.tx, handoverId),
    ended: (ctx, handoverId) => tasksEnded(ctx.tx, handoverId),
  },
};
