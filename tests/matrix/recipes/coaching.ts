import type { Message } from '@xinhang/shared/messages.ts';
import type { Review, Reviewed } from '@xinhang/shared/reviews.ts';
import { canary } from '../canaries.ts';
import { ok, positions, refused, type Expectation, type RowFacts } from '../expectation.ts';
import { TODAY } from '../plant-customers.ts';
import { LOST, written } from '../plant-coaching.ts';
import { logRows, readsLog } from './work-logs.ts';
import { overRows, same, type Cell, type Recipes } from '../recipe.ts';
import type { World } from '../world.ts';

const stranger = positions.find((row) => row.position === 'otherTeam')!;
/** The boss wrote what the subject did not, and sits where only those look who look everywhere. */
const reviews = (who: Expectation, row: RowFacts) =>
  who.seesFollowUps(row) && !written(row.position) && who.reaches('reviews.create', stranger);

const queued = (who: Expectation) =>
  positions.flatMap((row, index) => (reviews(who, row) ? [canary(index, 'followUp')] : []));

/** A thread of each kind at each position. */
const threads =
  (
    cell: (
      about: { kind: string; id: number },
      sees: (who: Expectation) => boolean,
    ) => Partial<Cell>,
  ) =>
  (world: World): Cell[] =>
    positions
      .flatMap((row, index) => {
        const target = world.targets[index]!;
        return [
          ['customer', target.customerId, (who: Expectation) => who.seesHanging(row)] as const,
          ['followUp', target.followUpId, (who: Expectation) => who.seesFollowUps(row)] as const,
          ['deal', world.deals.open[index]!, (who: Expectation) => who.seesDeals(row)] as const,
        ].map(([kind, id, sees]) => ({
          label: `${kind} of ${row.position}`,
          row,
          request: {},
          ...cell({ kind, id }, sees),
        }));
      })
      .concat(
        logRows(world).map(({ owner, id }) => ({
          label: `log of ${owner}`,
          row: null,
          request: {},
          ...cell({ kind: 'workLog', id }, (who) => readsLog(who, owner)),
        })),
      );

export const coachingRecipes: Recipes = {
  'reviews.queue': () =>
    ([{}, { open: 1 }] as Record<string, number>[]).map((more): Cell => ({
      label: 'open' in more ? 'unreviewed' : 'everything',
      row: null,
      request: { query: { day: TODAY, limit: 200, count: 1, ...more } },
      content: (answer: { rows: Reviewed[]; count: number; left: number }, who) =>
        same(
          'records',
          answer.rows.map((row) => row.followUp.content).toSorted(),
          queued(who).toSorted(),
        ) ?? same('count', [answer.count, answer.left], [queued(who).length, queued(who).length]),
    })),
  'reviews.get': overRows({
    request: ({ followUpId }) => ({ params: { id: followUpId } }),
    rule: (who, row) => (who.seesFollowUps(row) ? ok() : refused.notFound),
    content: (answer: Reviewed, who, row) =>
      same('may review', answer.mayReview, !who.watched && reviews(who, row)) ??
      same('reviews', answer.reviews.length, written(row.position) ? 1 : 0),
  }),
  'reviews.set': overRows({
    request: ({ followUpId }) => ({ params: { id: followUpId }, body: { rating: 4 } }),
    rule(who, row) {
      if (!who.seesFollowUps(row)) return refused.notFound;
      return reviews(who, row) ? ok() : refused.forbidden;
    },
  }),
  'reviews.received': () => [
    {
      label: 'everything',
      row: null,
      request: { query: { count: 1 } },
      content: (answer: { rows: { review: Review }[]; count: number }) => {
        const own = positions.flatMap((row, index) =>
          written(row.position) ? [row.position === 'own' ? canary(index, 'followUp') : LOST] : [],
        );
        return (
          same(
            'reviews',
            answer.rows.map((row) => row.review.comment).toSorted(),
            own.toSorted(),
          ) ?? same('count', answer.count, own.length)
        );
      },
    },
  ],
  'reviews.acknowledge': (world) =>
    positions.flatMap((row, index): Cell[] =>
      row.exists && !written(row.position)
        ? []
        : [
            {
              label: row.position,
              row,
              request: { params: { id: world.reviews[index]! }, body: { version: 1 } },
              rule: () => (row.exists ? ok() : refused.notFound),
            },
          ],
    ),
  'messages.list': threads(({ kind, id }, sees) => ({
    request: { params: { kind, id } },
    rule: (who) => (sees(who) ? ok() : refused.notFound),
    content: (answer: { rows: Message[] }) =>
      same('messages', answer.rows.length, kind === 'customer' ? 1 : 0),
  })),
  'messages.create': threads((about, sees) => ({
    request: { body: { ...about, text: '矩阵' } },
    rule: (who) => (sees(who) ? ok(201) : refused.notFound),
  })),
};
