import { addDays, businessDate } from '@xinhang/shared/business-date.ts';
import type { Deps } from '../deps.ts';
import { runCommand } from '../http/command.ts';
import type { WriteContext } from '../http/context.ts';
import type { EventHub } from '../http/events.ts';
import { collectionList } from '../modules/finance/collections/list.ts';
import { addNote } from '../modules/finance/collections/notes.ts';
import { DEMO_ZONE } from './make-plan.ts';
import { actorFor, demoContext, type Cast } from './play.ts';

const DAY_MS = 86_400_000;
const ACCOUNTANT = 'songlihua';
const PERCENT = 100;

/** Days ago, which of those that owe longest, how, what was said, for how many days after, how much of it in percent. */
const talks = [
  [16, 0, 'call', '财务说等老板签字，月底前安排', 9, 50],
  [5, 0, 'visit', '上门见了老板，答应分两次付', 5, 60],
  [11, 1, 'call', '质量问题扣款没谈妥，先付无争议的部分', 7, null],
  [6, 2, 'wechat', '发了对账单，对方核对中', null, null],
  [3, 3, 'call', '答应下周一付清', 6, 100],
  [9, 4, 'letter', '寄了催款函，回函说本周付', 6, 60],
  [2, 5, 'call', '联系不上经办人，明天再打', null, null],
] as const;

/** What was said with customers that owe too long; some of what they promised is due today. */
export async function makeCollections(
  deps: Deps,
  hub: EventHub,
  cast: Cast,
  now: number,
): Promise<void> {
  const as = async <T>(days: number, work: (ctx: WriteContext) => Promise<T>): Promise<T> => {
    const actor = await actorFor(deps.db.read, cast, ACCOUNTANT);
    const at = demoContext(deps, actor, now - days * DAY_MS);
    return await runCommand(deps.db, hub, async (_tx, context) => await work(context(at)));
  };
  const { rows } = await as(0, (ctx) => collectionList(ctx, { limit: 10 }));
  for (const [days, which, way, result, ahead, part] of talks) {
    const owing = rows[which];
    if (!owing) continue;
    await as(days, async (ctx) => {
      const today = businessDate(ctx.now, DEMO_ZONE);
      await addNote(ctx, owing.customer.id, {
        way,
        contactId: null,
        result,
        promisedOn: ahead === null ? null : addDays(today, ahead),
        promisedFen: part === null ? null : Math.ceil((owing.overdueFen * part) / PERCENT),
        itemIds: [],
      });
    });
  }
}
