import type { LogDone, WorkLog } from '@xinhang/shared/work-logs.ts';
import { ok, refused, rowOf, type Expectation, type Owner, type Verdict } from '../expectation.ts';
import { NOBODY, TODAY } from '../plant-customers.ts';
import { LOGGED_ON } from '../plant-coaching.ts';
import { same, type Cell, type Recipe, type Recipes } from '../recipe.ts';
import type { World } from '../world.ts';

export const logRows = (world: Pick<World, 'logs'>) =>
  (Object.entries(world.logs.submitted) as [Owner, number][]).map(([owner, id]) => ({ owner, id }));

/** One's own, and what those submit whom one reviews. */
export const readsLog = (who: Expectation, owner: Owner) =>
  owner === 'me' || who.reaches('workLogs.review', rowOf(owner));

/** A cell per submitted log, and one that is nobody's. */
const overLogs =
  (
    body: object | undefined,
    rules: { own: Verdict; read: Verdict },
    content?: (answer: never, who: Expectation, owner: Owner) => string | null,
  ): Recipe =>
  (world) => [
    {
      label: 'none',
      row: null,
      request: { params: { id: NOBODY }, ...(body && { body }) },
      rule: () => refused.notFound,
    },
    ...logRows(world).map(({ owner, id }): Cell => ({
      label: `of ${owner}`,
      row: null,
      request: { params: { id }, ...(body && { body }) },
      rule(who) {
        if (!readsLog(who, owner)) return refused.notFound;
        return owner === 'me' ? rules.own : rules.read;
      },
      ...(content && { content: (answer, who) => content(answer, who, owner) }),
    })),
  ];

const others = ['teammate', 'subordinate', 'principal', 'named', 'stranger'] as const;
const reviewed = (who: Expectation) =>
  others.filter((owner) => who.reaches('workLogs.review', rowOf(owner)));

export const workLogRecipes: Recipes = {
  'workLogs.sheet': () => [
    {
      label: 'of that day',
      row: null,
      request: { query: { on: LOGGED_ON } },
      content: (answer: { log: WorkLog | null }) => same('log', answer.log?.results, '矩阵日志me'),
    },
  ],
  'workLogs.list': (world): Cell[] => [
    {
      label: 'own',
      row: null,
      request: { query: { count: 1 } },
      content: (answer: { rows: WorkLog[]; count: number }) =>
        same(
          'logs',
          [answer.rows.map((row) => row.results), answer.count],
          [['矩阵日志me', '矩阵点评过'], 2],
        ),
    },
    {
      label: 'of the team',
      row: null,
      request: { query: { whose: 'team', from: LOGGED_ON, to: LOGGED_ON, count: 1 } },
      content: (answer: { rows: WorkLog[]; count: number }, who) => {
        const own = reviewed(who).map((owner) => `矩阵日志${owner}`);
        const found = answer.rows.map((row) => row.results).toSorted();
        return same('logs', found, own.toSorted()) ?? same('count', answer.count, own.length);
      },
    },
    {
      label: 'of a stranger',
      row: null,
      request: {
        query: { whose: 'team', from: LOGGED_ON, authorId: world.people.stranger },
      },
      content: (answer: { rows: WorkLog[] }, who) =>
        same('logs', answer.rows.length, reviewed(who).includes('stranger') ? 1 : 0),
    },
  ],
  'workLogs.missing': () => [
    {
      label: 'the day before',
      row: null,
      request: {},
      content: (answer: { rows: { person: { name: string } }[] }, who) => {
        const found = answer.rows.map((row) => row.person.name);
        const named = found.filter((name) => name.startsWith('matrix-'));
        const expected = reviewed(who).map((owner) => `matrix-${owner}`);
        const all = reviewed(who).includes('stranger') && reviewed(who).includes('principal');
        return (
          same('missing', named.toSorted(), expected.toSorted()) ??
          // Whoever was there before the world.
          (all ? null : same('others', found.length, named.length))
        );
      },
    },
  ],
  'workLogs.get': overLogs(
    undefined,
    { own: ok(), read: ok() },
    (answer: { log: WorkLog; done: LogDone }, who, owner) =>
      same('may review', answer.log.mayReview, owner !== 'me' && !who.watched) ??
      same('results', answer.log.results, `矩阵日志${owner}`),
  ),
  'workLogs.create': () => [
    {
      label: 'once',
      row: null,
      request: { body: { kind: 'day', on: TODAY, results: '矩阵', submit: true } },
    },
  ],
  'workLogs.update': overLogs(
    { version: 1, results: '矩阵改' },
    { own: ok(), read: refused.forbidden },
  ),
  'workLogs.setReview': overLogs({ rating: 4 }, { own: refused.forbidden, read: ok() }),
  'workLogs.acknowledge': (world) => [
    {
      label: 'of an own log',
      row: null,
      request: { params: { id: world.logs.review }, body: { version: 1 } },
    },
    {
      label: 'of another log',
      row: null,
      request: { params: { id: world.logs.foreignReview }, body: { version: 1 } },
      rule: (who) => (readsLog(who, 'stranger') ? refused.forbidden : refused.notFound),
    },
  ],
};
