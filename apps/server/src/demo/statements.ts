import { addDays, businessDate, daysBetween } from '@xinhang/shared/business-date.ts';
import type { Deps } from '../deps.ts';
import { runCommand } from '../http/command.ts';
import type { WriteContext } from '../http/context.ts';
import type { EventHub } from '../http/events.ts';
import { customerBook, supplierBook, type Book } from '../modules/finance/statements/book.ts';
import { makeStatements, proposeStatements } from '../modules/finance/statements/make.ts';
import {
  clearStatement,
  confirmStatement,
  disputeStatement,
  sendStatement,
} from '../modules/finance/statements/track.ts';
import { DEMO_ZONE } from './make-plan.ts';
import { actorFor, demoContext, type Cast } from './play.ts';

const DAY_MS = 86_400_000;
const ACCOUNTANT = 'songlihua';
const MOST = 24;
const YUAN = 100;

/** The month before the one of a day. */
function monthBefore(day: string) {
  const to = addDays(`${day.slice(0, 7)}-01`, -1);
  return { from: `${to.slice(0, 7)}-01`, to };
}

/** Statements of the month that is over: most were confirmed, some wait too long, two differ. */
export async function makeDemoStatements(
  deps: Deps,
  hub: EventHub,
  cast: Cast,
  now: number,
): Promise<void> {
  for (const book of [customerBook, supplierBook]) await makeOf(book, deps, hub, { cast, now });
}

async function makeOf(
  book: Book,
  deps: Deps,
  hub: EventHub,
  { cast, now }: { cast: Cast; now: number },
): Promise<void> {
  const accountant = await actorFor(deps.db.read, cast, ACCOUNTANT);
  const today = businessDate(now, DEMO_ZONE);
  const span = monthBefore(today);
  const as = async <T>(day: string, work: (ctx: WriteContext) => Promise<T>): Promise<T> => {
    const at = demoContext(deps, accountant, now - daysBetween(day, today) * DAY_MS);
    return await runCommand(deps.db, hub, async (_tx, context) => await work(context(at)));
  };
  const first = addDays(span.to, 2);
  const day = (ahead: number) => {
    const wanted = addDays(first, ahead);
    return wanted > today ? today : wanted;
  };
  const made = await as(day(0), async (ctx) => {
    const { rows } = await proposeStatements(ctx, book, { ...span, choice: 'moved' });
    const partyIds = rows.slice(0, MOST).map((row) => row.party.id);
    if (partyIds.length === 0) return [];
    return (await makeStatements(ctx, book, { ...span, partyIds })).made;
  });
  for (const [at, { id }] of made.entries()) {
    // The last ones are still to be sent.
    if (at >= MOST - 4) break;
    const sentOn = day(1);
    await as(sentOn, async (ctx) => {
      const way = at % 3 === 0 ? 'email' : 'wechat';
      await sendStatement(ctx, book, id, { version: 1, on: sentOn, way, to: '财务部' });
    });
    if (at % 4 === 3) continue;
    const answered = day(4 + (at % 5));
    await as(answered, async (ctx) => {
      if (at % 10 !== 1) {
        await confirmStatement(ctx, book, id, { version: 2, on: answered, by: '对方会计' });
        return;
      }
      await disputeStatement(ctx, book, id, {
        version: 2,
        differenceFen: -(120 + at * 35) * YUAN,
        reason: book === customerBook ? '客户未收到退货冲减的单据' : '供应商少记一张退货单',
        clearerId: accountant.userId,
        until: addDays(answered, 10),
      });
    });
    if (at === 11) {
      await as(day(10), async (ctx) => {
        await clearStatement(ctx, book, id, { version: 3, note: '补寄退货单，对方已入账' });
      });
    }
  }
}
