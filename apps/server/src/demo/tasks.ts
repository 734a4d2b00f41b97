import { addDays, businessDate } from '@xinhang/shared/business-date.ts';
import type { Deps } from '../deps.ts';
import { runCommand } from '../http/command.ts';
import type { EventHub } from '../http/events.ts';
import { acknowledgeTask, finishTask, giveTask } from '../modules/coaching/tasks.ts';
import { DEMO_ZONE } from './make-plan.ts';
import { actorFor, demoContext, type Cast } from './play.ts';

const DAY_MS = 86_400_000;

/** Who told whom what, so many days ago and due so many days from then; `end`: how far it is. */
const given = [
  ['zhouhaiyan', 'chenjing', '把本月到期的合同客户逐个打电话，问清楚续签意向。', 9, 5, 'done'],
  ['zhouhaiyan', 'chenjing', '整理竞争对手最近的报价，周五例会上讲。', 3, 6, 'acknowledged'],
  ['zhouhaiyan', 'chenjing', '月底前把公海里昆山的客户过一遍，能做的领回来。', 1, 9, 'given'],
  [
    'shenyi',
    'chenjing',
    '陪上海新客户看一次样机，回来写清楚他们的产线情况。',
    8,
    4,
    'acknowledged',
  ],
] as const;

/** Instructions: done, under way, overdue and new ones. */
export async function giveTasks(deps: Deps, hub: EventHub, cast: Cast, now: number): Promise<void> {
  for (const [by, to, text, ago, days, end] of given) {
    const head = await actorFor(deps.db.read, cast, by);
    const person = await actorFor(deps.db.read, cast, to);
    if (!head.reach.get('tasks.create')?.ownerIds.includes(person.userId)) continue;
    const at = now - ago * DAY_MS;
    const dueOn = addDays(businessDate(at, DEMO_ZONE), days);
    const act = async (who: typeof head, when: number, work: typeof giveOne) =>
      await runCommand(
        deps.db,
        hub,
        async (_tx, as) => await work(as(demoContext(deps, who, when))),
      );
    const giveOne = async (ctx: Parameters<typeof giveTask>[0]) =>
      (await giveTask(ctx, { toId: person.userId, text, dueOn })).id;
    const id = await act(head, at, giveOne);
    if (end === 'given') continue;
    const later = at + DAY_MS / 4;
    await act(person, later, async (ctx) => (await acknowledgeTask(ctx, id)).id);
    if (end === 'acknowledged') continue;
    const note = '已经全部打完，三家要降价，其余按原价续签。';
    await act(person, later + DAY_MS, async (ctx) => (await finishTask(ctx, id, note)).id);
  }
}
