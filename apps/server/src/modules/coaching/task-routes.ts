import { countTasks, listTasks, type TaskBox } from '@xinhang/db/repositories/tasks.ts';
import { api } from '@xinhang/shared/contract/api.ts';
import { COUNT_CAP } from '@xinhang/shared/contract/fields.ts';
import type { Task } from '@xinhang/shared/tasks.ts';
import type { ReadContext } from '../../http/context.ts';
import { implement, type Http } from '../../http/implement.ts';
import { cutPage, startOf } from '../../http/paging.ts';
import type { DeskSource } from '../../registry/boot.ts';
import { ownedTask } from './task-passing.ts';
import { acknowledgeTask, describeTasks, finishTask, giveTask, withdrawTask } from './tasks.ts';

/** Instructions from heads to their people. */
export function taskRoutes(http: Http): void {
  http.owned.register(ownedTask);
  const one = async (ctx: ReadContext, row: Parameters<typeof describeTasks>[2][number]) =>
    (await describeTasks(ctx, http.owned, [row]))[0] as Task;

  implement(http, api.tasks.list, {
    async run(ctx, { query }) {
      const { userId } = ctx.actor;
      const asked = { userId, box: query.box, closed: query.closed === true };
      const page = { after: startOf(query, 'string'), limit: query.limit + 1 };
      const found = await listTasks(ctx.db, asked, page);
      const { rows, next } = cutPage(found, query.limit, (row) => ({
        value: row.due_on,
        id: row.id,
      }));
      return {
        rows: await describeTasks(ctx, http.owned, rows),
        next,
        count: query.count ? await countTasks(ctx.db, asked, COUNT_CAP) : null,
      };
    },
  });
  implement(http, api.tasks.create, {
    run: async (ctx, { body }) => await one(ctx, await giveTask(ctx, body)),
  });
  implement(http, api.tasks.acknowledge, {
    run: async (ctx, { params }) => await one(ctx, await acknowledgeTask(ctx, params.id)),
  });
  implement(http, api.tasks.finish, {
    run: async (ctx, { params, body }) =>
      await one(ctx, await finishTask(ctx, params.id, body.note)),
  });
  implement(http, api.tasks.withdraw, {
    run: async (ctx, { params }) => await one(ctx, await withdrawTask(ctx, params.id)),
  });
}

/** What somebody is told to do, the one due first at the top. */
export const tasksReceived = (http: Pick<Http, 'owned'>): DeskSource => ({
  kind: 'tasksReceived',
  build: (ctx, { limit }) =>
    block(http, ctx, { userId: ctx.actor.userId, box: 'received', closed: false }, limit),
});

/** What was given and is overdue: on the desk of who gave it, too. */
export const tasksOverdue = (http: Pick<Http, 'owned'>): DeskSource => ({
  kind: 'tasksOverdue',
  build: (ctx, { today, limit }) =>
    block(
      http,
      ctx,
      { userId: ctx.actor.userId, box: 'given', closed: false, dueBefore: today },
      limit,
    ),
});

async function block(
  { owned }: Pick<Http, 'owned'>,
  ctx: ReadContext,
  asked: TaskBox,
  limit: number,
) {
  const rows = await listTasks(ctx.db, asked, { after: null, limit });
  if (rows.length === 0) return null;
  return {
    count: await countTasks(ctx.db, asked, COUNT_CAP),
    items: [],
    jobs: [],
    tasks: await describeTasks(ctx, owned, rows),
  };
}
