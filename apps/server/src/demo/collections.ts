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
const YUAN = 100;

/** Days ago, which of those that owe longest, how, what was said, for how many days after, yuan. */
const talks = [
  [16, 0, 'call', '财务说等老板签字，月底前安排', 9, 20_000],
  [5, 0, 'visit', '上门见了老板，答应分两次付', 5, 30_000],
  [11, 1, 'call', '质量问题扣款没谈妥，先付无争议的部分', 7, null],
  [6, 2, 'wechat', '发了对账单，对方核对中', null, null],
  [3, 3, 'call', '答应下周一付清', 6, 15_000],
  [9, 4, 'letter', '寄了催款函，回函说本周付', 6, 8_000],
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
  const owing = rows.map((row) => row.customer.id);
  for (const [days, which, way, result, ahead, yuan] of talks) {
    const customerId = owing[which];
    if (customerId === undefined) continue;
    await as(days, async (ctx) => {
      const today = businessDate(ctx.now, DEMO_ZONE);
      await addNote(ctx, customerId, {
        way,
        contactId: null,
        result,
        promisedOn: ahead === null ? null : addDays(today, ahead),
        promisedFen: yuan === null ? null : yuan * YUAN,
        itemIds: [],
      });
    });
  }
}
