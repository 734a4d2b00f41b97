import type { AchievementRow, Achieved, Node } from '@xinhang/shared/performance.ts';
import { canary } from '../canaries.ts';
import { ok, positions, refused, type RowFacts } from '../expectation.ts';
import { TODAY } from '../plant-customers.ts';
import { wonFen } from '../plant-deals.ts';
import { once, same, type Cell, type Recipes } from '../recipe.ts';
import {
  deptNames,
  idOf,
  nobody,
  owners,
  reachesDept,
  span,
  sumOf,
  topOf,
  wonBy,
} from './results.ts';

interface Shown {
  node: Node;
  total: Achieved;
  rows: Achieved[];
}

/** What everybody won, whoever may see it. */
const wonByAll = (owner: RowFacts['owner']) =>
  sumOf(positions.flatMap((row, index) => (row.owner === owner && !row.archived ? [index] : [])));
const nameOf = ({ owner }: RowFacts) => `matrix-${owner}`;
const ownedBy = ({ owner }: RowFacts, sees: (row: RowFacts) => boolean) =>
  positions.filter((row) => row.owner === owner && sees(row)).length;

interface OnePerson {
  figures: { results: { actual: number }[]; receivables: { openFen: number } | null };
  customers?: { total: number } | null;
  pipeline?: { total: number } | null;
}
interface Ranked {
  rows: { person: { name: string }; value: number | null }[];
}

/** What people reached: ranking, pages of people, achievement. */
export const performanceRecipes: Recipes = {
  'ranking.get': (world) => [
    {
      label: 'published',
      row: null,
      request: { query: { span: 'quarter', on: TODAY } },
      // The one figure that holds what its reader may not open: names and ranks, and no amount.
      content: (answer: Ranked, who) =>
        same(
          'ranking',
          answer.rows.map((row) => [row.person.name, row.value]),
          owners
            .filter(({ owner }) => owner !== 'me' || who.holds('performance.read'))
            .toSorted((a, b) => wonByAll(b.owner) - wonByAll(a.owner))
            .map((row) => [nameOf(row), null]),
        ),
    },
    ...(['home', 'strangers'] as const).map((name): Cell => ({
      label: name,
      row: null,
      request: { query: { deptId: world.depts[name] } },
      // The own department and those above it are published; others to who leads them.
      rule: (who) =>
        name === 'home' || reachesDept(who, 'performance.read', name) ? ok() : refused.notFound,
    })),
  ],
  'team.get': (world) =>
    [nobody, ...owners].map((row): Cell => ({
      label: `of ${row.owner}`,
      row,
      request: { params: { id: idOf(world, row) }, query: span },
      rule: (who) => (who.reaches('performance.read', row) ? ok() : refused.notFound),
      content: (answer: OnePerson, who) =>
        same('won', answer.figures.results[0]?.actual, sumOf(wonBy(who, row))) ??
        same(
          'customers',
          answer.customers?.total ?? null,
          who.holds('customers.read')
            ? ownedBy(row, (one) => !one.archived && who.sees(one))
            : null,
        ) ??
        same(
          'deals',
          answer.pipeline?.total ?? null,
          who.holds('deals.read') ? ownedBy(row, (one) => who.seesDeals(one)) : null,
        ) ??
        same(
          'owed',
          answer.figures.receivables && answer.figures.receivables.openFen > 0,
          who.holds('receivables.read')
            ? ownedBy(row, (one) => who.reaches('receivables.read', one)) > 0
            : null,
        ),
    })),
  'team.scorecards': (world) => [
    {
      label: 'everybody',
      row: null,
      request: { query: span },
      content: (answer: { rows: (OnePerson & { person: { name: string } })[] }, who) => {
        const shown = (row: RowFacts) =>
          answer.rows.find((one) => one.person.name === nameOf(row))?.figures.results[0]?.actual;
        const wrong = owners.map((row) =>
          same(
            `won by ${row.owner}`,
            shown(row) ?? null,
            who.reaches('performance.read', row) ? sumOf(wonBy(who, row)) : null,
          ),
        );
        return wrong.find((one) => one !== null) ?? null;
      },
    },
    ...deptNames.map((name): Cell => ({
      label: name,
      row: null,
      request: { query: { deptId: world.depts[name] } },
      rule: (who) => (reachesDept(who, 'performance.read', name) ? ok() : refused.notFound),
    })),
  ],
  // Nobody but the subject has a day of hiring, and that before deals are known: counted, not named.
  'team.rampUp': once(
    {},
    {
      content(answer: { cohorts: object[]; hiredBefore: number }, who) {
        const me = owners.find((row) => row.owner === 'me')!;
        const reached = who.reaches('performance.read', me) ? 1 : 0;
        return same('people', [answer.cohorts.length, answer.hiredBefore], [0, reached]);
      },
    },
  ),

  'achievement.get': (world) => [
    {
      label: 'without a node',
      row: null,
      request: { query: span },
      content: (answer: Shown, who) =>
        same('node', [answer.node.kind, answer.node.id], Object.values(topOf(who, world))),
    },
    ...deptNames.map((name): Cell => ({
      label: name,
      row: null,
      request: { query: { ...span, nodeKind: 'dept', nodeId: world.depts[name] } },
      rule: (who) => (reachesDept(who, 'performance.read', name) ? ok() : refused.notFound),
      content(answer: Shown, who) {
        const of = {
          root: owners,
          home: ['me', 'teammate'],
          led: ['subordinate'],
          named: ['named'],
          strangers: ['stranger'],
        };
        const people =
          name === 'root'
            ? owners
            : owners.filter((row) => (of[name] as string[]).includes(row.owner!));
        const whole = people.reduce((sum, row) => sum + sumOf(wonBy(who, row)), 0);
        const parts = answer.rows.reduce((sum, row) => sum + row.actual, 0);
        return same('won', [answer.total.actual, parts], [whole, whole]);
      },
    })),
    ...[nobody, ...owners].map((row): Cell => ({
      label: `of ${row.owner}`,
      row,
      request: { query: { ...span, nodeKind: 'user', nodeId: idOf(world, row) } },
      rule: (who) => (who.reaches('performance.read', row) ? ok() : refused.notFound),
      content: (answer: Shown, who) => same('won', answer.total.actual, sumOf(wonBy(who, row))),
    })),
  ],
  'achievement.parts': (world) => [
    ...deptNames.map((name): Cell => ({
      label: name,
      row: null,
      request: { query: { ...span, nodeKind: 'dept', nodeId: world.depts[name] } },
      rule: (who) => (reachesDept(who, 'performance.read', name) ? ok() : refused.notFound),
    })),
    ...[nobody, ...owners].map((row): Cell => ({
      label: `of ${row.owner}`,
      row,
      request: { query: { ...span, nodeKind: 'user', nodeId: idOf(world, row) } },
      rule: (who) => (who.reaches('performance.read', row) ? ok() : refused.notFound),
      content(answer: Pick<Shown, 'total' | 'rows'>, who) {
        const whole = sumOf(wonBy(who, row));
        const parts = answer.rows.reduce((sum, one) => sum + one.actual, 0);
        return same('won', [answer.total.actual, parts], [whole, whole]);
      },
    })),
  ],
  'achievement.rows': (world) =>
    [nobody, ...owners].map((row): Cell => ({
      label: `of ${row.owner}`,
      row,
      request: {
        query: {
          nodeKind: 'user',
          nodeId: idOf(world, row),
          from: '2026-01-01',
          to: '2026-12-31',
          limit: 200,
        },
      },
      rule: (who) => (who.reaches('performance.read', row) ? ok() : refused.notFound),
      content: (answer: { rows: AchievementRow[] }, who) =>
        same(
          'rows',
          answer.rows
            .map((one) => [one.amountFen, one.doc.name])
            .toSorted((a, b) => Number(a[0]) - Number(b[0])),
          wonBy(who, row).map((index) => [
            wonFen(index),
            // An own result without the right to its deal has no name.
            who.seesDeals(positions[index]!) ? canary(index, 'deal') : null,
          ]),
        ),
    })),
};
