import type { DealRow } from '@xinhang/shared/deals.ts';
import { canary } from '../canaries.ts';
import { ok, positions, refused, type Expectation, type RowFacts } from '../expectation.ts';
import { openFen, wonFen } from '../plant-deals.ts';
import { once, probes, same, type Cell, type Recipe, type Recipes } from '../recipe.ts';
import type { Request, World } from '../world.ts';

/** Rows whose deals this person sees, with their places. */
const seen = (who: Expectation) =>
  positions.flatMap((row, index) => (who.seesDeals(row) ? [{ row, index }] : []));
const sum = (who: Expectation, fen: (index: number) => number) =>
  seen(who).reduce((total, { index }) => total + fen(index), 0);
/** Won there, where the customer could be named; lost elsewhere. */
const endedWon = ({ row }: { row: RowFacts }) => row.owner !== null && !row.archived;

/** A cell per position, aimed at its open deal. */
export function overDeals(
  request: (id: number, world: World) => Request,
  rule: (who: Expectation, row: RowFacts) => ReturnType<typeof ok>,
): Recipe {
  return (world) =>
    positions.map((row, index): Cell => ({
      label: row.position,
      row,
      request: request(world.deals.open[index]!, world),
      rule: (who) => rule(who, row),
    }));
}

export const acts = (
  who: Expectation,
  row: RowFacts,
  permission: 'deals.update' | 'deals.assign',
) => {
  if (!who.seesDeals(row)) return refused.notFound;
  return who.reaches(permission, row) ? ok() : refused.forbidden;
};
const updates = (who: Expectation, row: RowFacts) => acts(who, row, 'deals.update');
const field = { status: 422, code: 'field-refused' } as const;
const stranger: RowFacts = { ...positions.find((row) => row.position === 'otherTeam')! };

interface Listed {
  rows: DealRow[];
  count: number;
  amountFen: number;
}
const names = (rows: readonly DealRow[]) => rows.map((row) => row.name).toSorted();
const listed = (answer: Listed, expected: readonly { index: number }[], fen: number) =>
  same(
    'deals',
    names(answer.rows),
    expected.map(({ index }) => canary(index, 'deal')),
  ) ??
  same('count', answer.count, expected.length) ??
  same('sum', answer.amountFen, fen);

export const dealRecipes: Recipes = {
  'pipelines.list': once(),
  'pipelines.create': once({ body: { name: '矩阵又一', stages: [{ name: '一', chance: 10 }] } }),
  'pipelines.update': (world) => [
    {
      label: 'none',
      row: null,
      request: { params: { id: 900_001 }, body: { version: 1, sort: 9 } },
      rule: () => refused.notFound,
    },
    {
      label: 'planted',
      row: null,
      request: { params: { id: world.deals.pipelineId }, body: { version: 1, sort: 9 } },
    },
  ],
  'pipelines.listCompetitors': once(
    {},
    {
      content: (
        answer: { rows: { met: number; wonAgainst: number; lostAgainst: number }[] },
        who,
      ) => {
        const won = seen(who).filter(endedWon).length;
        const all = seen(who).length;
        return same(
          'competitors',
          answer.rows.map((row) => [row.met, row.wonAgainst, row.lostAgainst]),
          [[2 * all, won, all - won]],
        );
      },
    },
  ),
  'pipelines.createCompetitor': once({ body: { name: '矩阵新对手' } }),
  'pipelines.updateCompetitor': (world) => [
    {
      label: 'none',
      row: null,
      request: { params: { id: 900_001 }, body: { version: 1, note: 'x' } },
      rule: () => refused.notFound,
    },
    {
      label: 'planted',
      row: null,
      request: { params: { id: world.deals.competitorId }, body: { version: 1, note: 'x' } },
    },
  ],

  'deals.list': (world) => [
    {
      label: 'open',
      row: null,
      request: { query: { state: 'open', count: 1, limit: 200 } },
      content: (answer: Listed, who) => listed(answer, seen(who), sum(who, openFen)),
    },
    ...(['amount', 'name', 'createdAt'] as const).map((sort): Cell => ({
      label: `ended, by ${sort}`,
      row: null,
      request: { query: { state: ['won', 'lost'], sort, count: 1, limit: 200 } },
      content: (answer: Listed, who) => listed(answer, seen(who), sum(who, wonFen)),
    })),
    ...probes.map(({ row, index }): Cell => ({
      label: `of ${row.position}`,
      row: null,
      request: {
        query: { customerId: world.targets[index]!.customerId, state: 'open', count: 1 },
      },
      content: (answer: Listed, who) => {
        const found = who.seesDeals(row) && row.owner !== null;
        return listed(answer, found ? [{ index }] : [], found ? openFen(index) : 0);
      },
    })),
    ...probes.map(({ row, index }): Cell => ({
      label: `${row.position} by words`,
      row: null,
      request: { query: { q: canary(index, 'deal'), state: 'open', count: 1 } },
      content: (answer: Listed, who) => {
        const found = who.seesDeals(row);
        return listed(answer, found ? [{ index }] : [], found ? openFen(index) : 0);
      },
    })),
  ],
  'deals.board': (world) => [
    {
      label: 'everything',
      row: null,
      request: { query: { pipelineId: world.deals.pipelineId, limit: 100 } },
      content: (
        answer: { columns: { count: number; amountFen: number; rows: DealRow[] }[] },
        who,
      ) => {
        const [first, second] = answer.columns;
        return (
          listed({ ...first!, count: first!.count }, seen(who), sum(who, openFen)) ??
          same('empty', [second!.count, second!.amountFen, second!.rows.length], [0, 0, 0])
        );
      },
    },
  ],
  'deals.outcomes': () =>
    (['owner', 'month', 'source', 'grade', 'reason'] as const).map((by): Cell => ({
      label: by,
      row: null,
      request: { query: { by } },
      content: (answer: { rows: { won: number; lost: number; wonFen: number }[] }, who) => {
        const won = seen(who).filter(endedWon);
        const total = (key: 'won' | 'lost' | 'wonFen') =>
          answer.rows.reduce((all, row) => all + row[key], 0);
        return same(
          'outcomes',
          [total('won'), total('lost'), total('wonFen')],
          [
            won.length,
            seen(who).length - won.length,
            won.reduce((all, { index }) => all + wonFen(index), 0),
          ],
        );
      },
    })),
  'deals.stageTimes': (world) => [
    {
      label: 'everything',
      row: null,
      request: { query: { pipelineId: world.deals.pipelineId } },
      content: (answer: { rows: { open: number; left: number }[] }, who) =>
        same(
          'stages',
          answer.rows.map((row) => [row.open, row.left]),
          [
            [seen(who).length, seen(who).length],
            [0, 0],
            [0, 0],
          ],
        ),
    },
  ],
  'deals.get': overDeals(
    (id) => ({ params: { id } }),
    (who, row) => (who.seesDeals(row) ? ok() : refused.notFound),
  ),
  'deals.create': (world) =>
    positions.map((row, index): Cell => ({
      label: row.position,
      row: null,
      request: {
        body: {
          name: '矩阵商机',
          pipelineId: world.deals.pipelineId,
          customerId: world.targets[index]!.customerId,
        },
      },
      rule(who) {
        if (!who.holds('deals.read')) return { status: 422, code: 'sees-no-deals' };
        if (!who.sees(row) || row.owner === null) return field;
        return row.archived ? refused.archived : ok(201);
      },
    })),
  'deals.update': overDeals(
    (id) => ({ params: { id }, body: { version: 1, note: '矩阵改' } }),
    updates,
  ),
  'deals.move': (world) => [
    ...overDeals(
      (id, { deals }) => ({ params: { id }, body: { version: 1, stageId: deals.nextStageId } }),
      updates,
    )(world),
    ...overDeals(
      (id, { deals }) => ({ params: { id }, body: { version: 1, stageId: deals.gatedStageId } }),
      (who, row) => {
        const verdict = updates(who, row);
        return verdict.status === 200 ? { status: 409, code: 'gate-not-passed' } : verdict;
      },
    )(world).map((cell) => ({ ...cell, label: `${cell.label}, past a gate` })),
  ],
  // None of them waits: who may is told so, and nobody else learns that there is one.
  'deals.withdrawMove': overDeals(
    (id) => ({ params: { id }, body: { reason: '矩阵' } }),
    (who, row) => {
      const verdict = updates(who, row);
      return verdict.status === 200 ? { status: 409, code: 'state-refused' } : verdict;
    },
  ),
  'deals.check': overDeals(
    (id, { deals }) => ({ params: { id }, body: { version: 1, checkId: deals.checkId, on: true } }),
    updates,
  ),
  'deals.close': overDeals(
    (id) => ({ params: { id }, body: { version: 1, outcome: 'lost', reason: '矩阵' } }),
    updates,
  ),
  'deals.reopen': (world) =>
    positions.map((row, index): Cell => ({
      label: row.position,
      row,
      request: {
        params: { id: world.deals.won[index]! },
        body: { version: 2, reason: '矩阵' },
      },
      rule: (who) => updates(who, row),
    })),
  'deals.assign': overDeals(
    (id, { people }) => ({ params: { id }, body: { version: 1, ownerId: people.stranger } }),
    (who, row) => {
      const verdict = acts(who, row, 'deals.assign');
      if (verdict.status !== 200) return verdict;
      return who.reaches('deals.assign', stranger) ? ok() : field;
    },
  ),
};
