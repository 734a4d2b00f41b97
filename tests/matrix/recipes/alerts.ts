import type { AlertRow } from '@xinhang/shared/alerts.ts';
import { inTeam, ok, positions, refused, type Expectation, type RowFacts } from '../expectation.ts';
import { NOBODY } from '../plant-customers.ts';
import { once, probes, same, type Cell, type Recipes } from '../recipe.ts';
import type { World } from '../world.ts';

/** An alert about a deal lies at each position that is not archived. */
export const alertOwned = (row: RowFacts) => row.exists && !row.archived;

/** Of one's own customers, and of those of owners whose work one reads. */
const seesAlert = (who: Expectation, row: RowFacts) =>
  who.reaches('customers.read', row) && (row.owner === 'me' || who.reaches('followUps.read', row));

/** Of owners whose work one reads; what lies in the pool or is put away is nobody's alarm. */
const aboutCustomers = (who: Expectation, mine: boolean) =>
  positions.filter(
    (row) =>
      row.owner !== null && !row.archived && seesAlert(who, row) && (!mine || row.owner === 'me'),
  );
const aboutDeals = (who: Expectation, mine: boolean) =>
  positions.filter((row) => alertOwned(row) && who.seesDeals(row) && (!mine || row.owner === 'me'));

function listCell(world: World, kind: 'customerIdle' | 'dealIdle', mine: boolean): Cell {
  const ids = kind === 'customerIdle' ? world.alerts.customers : world.alerts.deals;
  return {
    label: `${kind} ${mine ? 'own' : 'of the team'}`,
    row: null,
    request: { query: { kind, whose: mine ? 'mine' : 'team', limit: 200, count: 1 } },
    content(answer: { rows: AlertRow[]; count: number }, who) {
      const all = kind === 'customerIdle' ? aboutCustomers(who, mine) : aboutDeals(who, mine);
      const rows = all.filter(inTeam);
      const found = answer.rows.map((row) => positions[ids.indexOf(row.id)]?.position ?? '?');
      return (
        same('alerts', found.toSorted(), rows.map((row) => row.position).toSorted()) ??
        same('count', answer.count, rows.length)
      );
    },
  };
}

export const alertRecipes: Recipes = {
  'alerts.listRules': once(),
  'alerts.createRule': once({ body: { deptId: null, kind: 'dealBack', days: 1 } }),
  'alerts.updateRule': () => [
    {
      label: 'none',
      row: null,
      request: { params: { id: NOBODY }, body: { version: 1, days: 9 } },
      rule: () => refused.notFound,
    },
    {
      label: 'the first',
      row: null,
      request: { params: { id: 1 }, body: { version: 1, days: 9 } },
    },
  ],
  'alerts.list': (world) => [
    ...(['customerIdle', 'dealIdle'] as const).flatMap((kind) => [
      listCell(world, kind, true),
      listCell(world, kind, false),
    ]),
    ...probes.map(({ row, index }): Cell => ({
      label: `of the customer of ${row.position}`,
      row: null,
      request: { query: { whose: 'all', customerId: world.targets[index]!.customerId } },
      content: (answer: { rows: AlertRow[] }, who) =>
        same('alerts', answer.rows.length, aboutCustomers(who, false).includes(row) ? 1 : 0),
    })),
  ],
  'alerts.handle': (world) =>
    positions.flatMap((row, index): Cell[] => [
      {
        label: `customer of ${row.position}`,
        row: null,
        request: { params: { id: world.alerts.customers[index]! }, body: { note: '矩阵' } },
        rule(who) {
          if (row.owner === null || !seesAlert(who, row)) return refused.notFound;
          return row.owner === 'me' ? ok() : refused.forbidden;
        },
      },
      {
        label: `deal of ${row.position}`,
        row: null,
        request: { params: { id: world.alerts.deals[index]! }, body: { note: '矩阵' } },
        rule(who) {
          if (!alertOwned(row) || !who.seesDeals(row)) return refused.notFound;
          return row.owner === 'me' ? ok() : refused.forbidden;
        },
      },
    ]),
  'weeklyReports.list': () => [
    {
      label: 'everything',
      row: null,
      request: {},
      content: (answer: { rows: object[] }) => same('reports', answer.rows.length, 1),
    },
  ],
  'weeklyReports.get': (world) =>
    (
      [
        ['none', NOBODY, refused.notFound],
        ['own', world.reports.mine, ok()],
        ['of the boss', world.reports.others, refused.notFound],
      ] as const
    ).map(([label, id, verdict]) => ({
      label,
      row: null,
      request: { params: { id } },
      rule: () => verdict,
    })),
};
