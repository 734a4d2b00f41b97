import { canary } from '../canaries.ts';
import { ok, positions, refused, type Expectation, type Verdict } from '../expectation.ts';
import { once, same, type Cell, type Recipe, type Recipes } from '../recipe.ts';
import type { Marks } from '@xinhang/shared/contract/fields.ts';
import type { World } from '../world.ts';

/** Own jobs and, with `system.jobs`, that others exist; what a job found only its starter reads. */
function overJobs(mine: Verdict, others: Verdict, another: (who: Expectation) => boolean): Recipe {
  const cell = (label: string, id: number, rule: Cell['rule']): Cell => ({
    label,
    row: null,
    request: { params: { id } },
    ...(rule && { rule }),
  });
  return (world: World) => [
    cell('none', 900_001, () => refused.notFound),
    cell('own', world.jobs.mine, () => mine),
    cell('of the boss', world.jobs.boss, (who) => (another(who) ? others : refused.notFound)),
  ];
}

const overseer = (who: Expectation) => who.holds('system.jobs');
const ended = { status: 409, code: 'job-not-cancellable' } as const;

interface Audited {
  entityId: number | null;
  subject: string | null;
  after: object | null;
  withheld: boolean;
}

interface Notice {
  kind: string;
  params: { name?: string };
  route: string | null;
}

export const systemRecipes: Recipes = {
  'system.listNotifications': (world) => [
    {
      label: 'own',
      row: null,
      request: { query: { limit: 200 } },
      content(answer: { rows: Notice[]; unseen: number }, who) {
        const about = answer.rows.filter((notice) => notice.kind === 'matrix');
        const found = about.map(({ params, route }) => `${params.name} ${route}`);
        const expected = positions.flatMap((row, index) => {
          if (!row.exists) return [];
          const route = `/customers/${world.targets[index]!.customerId}`;
          return [
            who.sees(row) ? `深圳${canary(index, 'name')}有限公司 ${route}` : 'undefined null',
          ];
        });
        return (
          same('notifications', found.toSorted(), expected.toSorted()) ??
          same('unseen', answer.unseen, answer.rows.length)
        );
      },
    },
  ],
  'system.markNotifications': once({ body: { all: true } }),
  'system.listJobs': (world) => [
    {
      label: 'own',
      row: null,
      request: {},
      content: (answer: { rows: { id: number }[] }) =>
        same(
          'jobs',
          answer.rows.map((job) => job.id),
          [world.jobs.running, world.jobs.mine],
        ),
    },
    {
      label: 'all',
      row: null,
      request: { query: { all: 1 } },
      rule: (who) => (overseer(who) ? ok() : refused.forbidden),
    },
  ],
  'system.getJob': overJobs(ok(), ok(), overseer),
  'system.cancelJob': (world) => [
    ...overJobs(ended, ended, overseer)(world),
    { label: 'own that runs', row: null, request: { params: { id: world.jobs.running } } },
  ],
  // Of a kind that nobody knows, so that nobody holds the right that it needs.
  'system.listJobRows': overJobs(refused.notFound, refused.notFound, () => false),
  'system.downloadJobFile': overJobs(refused.notFound, refused.notFound, () => false),
  'system.listSchedules': once(),
  'system.updateSchedule': () => [
    {
      label: 'none',
      row: null,
      request: { params: { key: 'nothing' }, body: { version: 1, at: '04:00' } },
      rule: () => refused.notFound,
    },
    {
      label: 'housekeeping',
      row: null,
      request: { params: { key: 'housekeeping' }, body: { version: 1, at: '04:00' } },
    },
  ],
  'system.listCalendar': once({ params: { year: 2026 } }),
  'system.setCalendar': once({ params: { year: 2030 }, body: { days: [], seen: [] } }),
  'system.listAudit': (world): Cell[] => [
    {
      label: 'of customers',
      row: null,
      request: { query: { limit: 200, entity: 'customer', action: 'customers.create' } },
      content(answer: { rows: Audited[] }, who) {
        const found = answer.rows.map(({ entityId, subject, after, withheld }) => {
          const index = world.targets.findIndex((one) => one.customerId === entityId);
          return `${positions[index]?.position} ${subject !== null} ${after !== null} ${after === null && withheld}`;
        });
        // As much of the past as of the present: what lies in the pool is closed with what hangs on it.
        const expected = positions.flatMap((row) =>
          row.exists
            ? [
                `${row.position} ${who.seesHanging(row)} ${who.seesHanging(row)} ${!who.seesHanging(row)}`,
              ]
            : [],
        );
        return same('audit', found.toSorted(), expected.toSorted());
      },
    },
    { label: 'everything', row: null, request: { query: { limit: 200 } } },
  ],
  // What a file holds is asked in tests/api/audit-export.test.ts.
  'system.exportAudit': once(
    { body: { filter: { entity: 'customer' }, format: 'csv' } },
    { rule: () => ok(202), dear: true },
  ),
  'system.markAudit': () => [
    {
      label: 'of customers',
      row: null,
      request: { query: { entity: 'customer', action: 'customers.create' } },
      content(answer: Marks) {
        const count = positions.filter((row) => row.exists).length;
        return same('marks', answer, { marks: [], count, next: null });
      },
    },
  ],
};
