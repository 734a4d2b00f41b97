import type { ForecastRow } from '@xinhang/shared/pool-work.ts';
import { ok, positions, refused, type Expectation, type RowFacts } from '../expectation.ts';
import { DROPS_ON } from '../plant-pools.ts';
import { once, overRows, same, type Cell, type Recipes } from '../recipe.ts';
import type { Request, World } from '../world.ts';

/** What drops, of owners in reach: to a collaborator nothing does. */
const drops = (who: Expectation, keeps: (row: RowFacts) => boolean) =>
  positions.filter(
    (row) =>
      row.owner !== null && !row.archived && who.reaches('customers.read', row) && keeps(row),
  );

function forecastCell(
  world: World,
  label: string,
  query: NonNullable<Request['query']>,
  keeps: (row: RowFacts) => boolean = () => true,
): Cell {
  const positionOf = (id: number) =>
    positions[world.targets.findIndex((target) => target.customerId === id)]?.position ?? `#${id}`;
  return {
    label,
    row: null,
    request: { query: { count: 1, limit: 200, ...query } },
    content(answer: { rows: ForecastRow[]; count: number }, who) {
      const expected = drops(who, keeps).map((row) => row.position);
      const found = answer.rows.map((row) => positionOf(row.customer.id));
      return (
        same('rows', found.toSorted(), expected.toSorted()) ??
        same('count', answer.count, expected.length)
      );
    },
  };
}

export const poolRecipes: Recipes = {
  'pools.list': once(),
  'pools.create': once({ body: { name: '矩阵公海' } }),
  'pools.update': () => [
    {
      label: 'none',
      row: null,
      request: { params: { id: 900_001 }, body: { version: 1, coolDownDays: 9 } },
      rule: () => refused.notFound,
    },
    {
      label: 'the first',
      row: null,
      request: { params: { id: 1 }, body: { version: 1, coolDownDays: 9 } },
    },
  ],

  'poolWork.claim': overRows({
    request: ({ customerId }) => ({ params: { id: customerId } }),
    rule(who, row) {
      if (!who.sees(row)) return refused.notFound;
      if (row.archived) return refused.archived;
      return row.owner === null ? ok() : { status: 409, code: 'already-claimed' };
    },
  }),
  'poolWork.giveBack': overRows({
    request: ({ customerId, version }) => ({
      params: { id: customerId },
      body: { version, reason: '矩阵' },
    }),
    rule(who, row) {
      const verdict = who.acts('customers.update', row);
      return verdict.status === 200 && row.owner !== 'me' ? refused.forbidden : verdict;
    },
  }),
  'poolWork.setLock': overRows({
    request: ({ customerId, version }) => ({
      params: { id: customerId },
      body: { version, lock: { reason: '矩阵', untilOn: null } },
    }),
    rule: (who, row) => who.acts('customers.assign', row),
  }),
  'poolWork.standing': overRows({
    request: ({ customerId }) => ({ params: { id: customerId } }),
    rule: (who, row) => who.reads(row),
    content: (
      answer: { pool: object | null; drop: object | null; claimRefusal: { code: string } | null },
      who,
      row,
    ) =>
      same('pool', answer.pool !== null, row.owner === null) ??
      same('drop', answer.drop !== null, row.owner !== null && !row.archived) ??
      same(
        'claim',
        answer.claimRefusal?.code ?? null,
        row.owner === null && !who.holds('pool.read') ? 'forbidden' : null,
      ),
  }),
  'poolWork.forecast': (world) => [
    forecastCell(world, 'everything', {}),
    forecastCell(world, 'own', { mine: 1 }, (row) => row.owner === 'me'),
    forecastCell(
      world,
      'of a stranger',
      { ownerId: world.people.stranger },
      (row) => row.owner === 'stranger',
    ),
    forecastCell(world, 'until that day', { until: DROPS_ON }),
    forecastCell(world, 'before it', { until: '2026-11-25' }, () => false),
  ],
};
