import type { Task } from '@xinhang/shared/tasks.ts';
import type { WorkloadRow } from '@xinhang/shared/workload.ts';
import { ok, positions, refused, type Verdict } from '../expectation.ts';
import { NOBODY, TODAY } from '../plant-customers.ts';
import { written } from '../plant-coaching.ts';
import { same, type Cell, type Recipe, type Recipes } from '../recipe.ts';
import type { World } from '../world.ts';

const field = { status: 422, code: 'field-refused' } as const;
const stranger = positions.find((row) => row.position === 'otherTeam')!;

/** A cell per task: nobody's, the one received, the one given, and one between two others. */
function overTasks(body: object | undefined, rules: { received: Verdict; given: Verdict }): Recipe {
  return (world: World) =>
    (
      [
        ['none', NOBODY, refused.notFound],
        ['received', world.tasks.received, rules.received],
        ['given', world.tasks.given, rules.given],
        ['of others', world.tasks.others, refused.notFound],
      ] as const
    ).map(([label, id, verdict]) => ({
      label,
      row: null,
      request: { params: { id }, ...(body && { body }) },
      rule: () => verdict,
    }));
}

export const taskRecipes: Recipes = {
  'workload.get': () => [
    {
      label: 'today',
      row: null,
      request: { query: { span: 'day', on: TODAY } },
      content: (answer: { rows: WorkloadRow[] }, who) => {
        const count = (own: boolean) =>
          positions.filter((row) => written(row.position) === own && who.seesFollowUps(row)).length;
        const registered = (own: boolean) =>
          positions.filter(
            (row) => row.exists && (row.position === 'handedOver') === own && who.sees(row),
          ).length;
        const found = (name: string) => {
          const row = answer.rows.find((one) => one.person.name === name);
          return row && [row.followUps, row.calls, row.newCustomers, row.perDay.join()];
        };
        // Without a record and without the right to log nobody is listed.
        const listed = (n: number, logs: boolean) => n > 0 || logs;
        const mine = [count(true), count(true), registered(true), String(count(true))];
        const boss = [count(false), count(false), registered(false), String(count(false))];
        const all = who.reaches('followUps.read', stranger);
        return (
          same(
            'own',
            found('matrix-me') ?? null,
            listed(count(true), who.holds('followUps.create')) ? mine : null,
          ) ?? same('boss', found('boss') ?? null, all ? boss : null)
        );
      },
    },
  ],
  'tasks.list': () =>
    (['received', 'given'] as const).map((box): Cell => ({
      label: box,
      row: null,
      request: { query: { box, count: 1 } },
      content: (answer: { rows: Task[]; count: number }) =>
        same(
          'tasks',
          [answer.rows.map((row) => row.text), answer.count],
          [[box === 'received' ? '矩阵收到' : '矩阵布置'], 1],
        ),
    })),
  'tasks.create': (world) =>
    positions
      .filter(({ owner, collaborator, archived, position }) =>
        Boolean(owner && !collaborator && !archived && position !== 'handedOver'),
      )
      .map((row): Cell => ({
        label: `to ${row.owner}`,
        row: null,
        request: { body: { toId: world.people[row.owner!], text: '矩阵' } },
        rule: (who) => (row.owner !== 'me' && who.reaches('tasks.create', row) ? ok(201) : field),
      })),
  'tasks.acknowledge': overTasks(undefined, { received: ok(), given: refused.forbidden }),
  'tasks.finish': overTasks({ note: '矩阵' }, { received: ok(), given: refused.forbidden }),
  'tasks.withdraw': overTasks(undefined, { received: refused.forbidden, given: ok() }),
};
