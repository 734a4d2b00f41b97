import { may } from '@xinhang/db/actor.ts';
import { queuePage, reviewsOf } from '@xinhang/db/repositories/reviews.ts';
import { addDays, businessDate, startOfDay } from '@xinhang/shared/business-date.ts';
import type { Deps } from '../deps.ts';
import { runCommand } from '../http/command.ts';
import type { EventHub } from '../http/events.ts';
import { acknowledgeReview, setReview } from '../modules/coaching/review.ts';
import { Dice } from './dice.ts';
import { DEMO_ZONE } from './make-plan.ts';
import { actorFor, demoContext, type Cast } from './play.ts';

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
/** The last days wait for their head, so that the queue has something to show. */
const FIRST_DAY = 4;
const LAST_DAY = 18;
const PER_DAY = 5;

const comments: readonly (readonly [rating: number, comment: string, asks: boolean])[] = [
  [5, '客户的顾虑问清楚了，下次日期也定了，照这样写。', false],
  [4, '不错。下次把决策人是谁也问出来。', false],
  [3, '内容太简单，谈到什么价位、对方怎么说，请补在下一条里。', false],
  [3, '对手报价是多少？', true],
  [2, '拜访之后没有下一步，请尽快约时间。', false],
  [4, '', false],
  [5, '', false],
];
const answers = [
  '比我们低百分之四，但付款要现款。',
  '还没问到，明天电话里问。',
  '客户说月底前定。',
];

/** Heads reviewed what their people wrote, and most of it is acknowledged. */
export async function makeReviews(
  deps: Deps,
  hub: EventHub,
  cast: Cast,
  { seed, now }: { seed: number; now: number },
): Promise<void> {
  const dice = new Dice(seed + 3);
  const logins = new Map([...cast.users].map(([login, id]) => [id, login]));
  const today = businessDate(now, DEMO_ZONE);
  for (const login of cast.users.keys()) {
    const actor = await actorFor(deps.db.read, cast, login);
    // A director looks in now and then; those who head a team look every day.
    if (!may(actor, 'reviews.create') || actor.reach.get('reviews.create')?.all) continue;
    for (let ago = LAST_DAY; ago >= FIRST_DAY; ago -= 1) {
      const since = startOfDay(addDays(today, -ago), DEMO_ZONE);
      const day = { since, before: since + DAY_MS, open: true };
      const page = { after: null, limit: PER_DAY };
      for (const { id } of await queuePage(deps.db.read, actor, day, page)) {
        const [rating, comment, asks] = dice.pick(comments);
        const at = since + DAY_MS + 9 * HOUR_MS;
        await runCommand(deps.db, hub, async (_tx, as) => {
          const ctx = as(demoContext(deps, actor, at));
          await setReview(ctx, id, { rating, comment, asks });
        });
        if (ago < FIRST_DAY + 6 || dice.chance(0.1)) continue;
        const review = (await reviewsOf(deps.db.read, [id]))[0]!;
        const author = await actorFor(deps.db.read, cast, logins.get(review.author_id)!);
        const answer = asks ? dice.pick(answers) : undefined;
        await runCommand(deps.db, hub, async (_tx, as) => {
          const ctx = as(demoContext(deps, author, at + HOUR_MS));
          const { version } = review;
          await acknowledgeReview(ctx, review.id, { version, ...(answer && { answer }) });
        });
      }
    }
  }
}
