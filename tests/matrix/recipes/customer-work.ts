import { ok, positions, refused, type Expectation } from '../expectation.ts';
import { same, type Cell, type Recipes } from '../recipe.ts';
import { canary } from '../canaries.ts';
import type { Permission } from '@xinhang/shared/permissions.ts';

const started = ok(202);
const holding = (permission: Permission) => (who: Expectation) =>
  who.holds(permission) ? started : refused.forbidden;

/**
 * Whatever rows are asked for, the answer is the number of a job: what becomes of each row, and
 * which rows a file holds, is asked in tests/api/work-matrix.test.ts.
 */
export const customerWorkRecipes: Recipes = {
  'customerWork.bulk': (world) => {
    const ids = world.targets.map((target) => target.customerId);
    const { people } = world;
    const cell = (label: string, action: object, rule: Cell['rule']): Cell => ({
      label,
      row: null,
      request: { body: { ids, action } },
      ...(rule && { rule }),
    });
    const assigned = (label: keyof typeof people) => {
      const owner = { ...positions[0]!, exists: true, owner: label };
      return cell(`to ${label}`, { kind: 'assign', ownerId: people[label] }, (who) => {
        if (!who.holds('customers.assign')) return refused.forbidden;
        const reached = label === 'me' || who.reaches('customers.assign', owner);
        return reached ? started : { status: 422, code: 'field-refused' };
      });
    };
    return [
      cell('grade', { kind: 'grade', chanceGrade: 'A' }, holding('customers.update')),
      cell('stage', { kind: 'stage', stage: 'lost' }, holding('customers.update')),
      cell('archive', { kind: 'archive', archived: true }, holding('customers.archive')),
      assigned('me'),
      assigned('subordinate'),
      assigned('stranger'),
      cell(
        'to the stranger by share',
        {
          kind: 'distribute',
          plan: { by: 'share', receivers: [{ userId: people.stranger, weight: 1 }] },
        },
        (who) => {
          if (!who.holds('customers.assign')) return refused.forbidden;
          const owner = { ...positions[0]!, exists: true, owner: 'stranger' as const };
          const reached = who.reaches('customers.assign', owner);
          return reached ? started : { status: 422, code: 'field-refused' };
        },
      ),
    ];
  },
  'customerWork.listSplitFacts': (world) => [
    {
      label: 'all',
      row: null,
      request: {
        query: {
          id: world.targets.flatMap(({ customerId }, index) =>
            positions[index]!.exists ? customerId : [],
          ),
        },
      },
      content: (answer: { rows: { id: number }[] }, who) =>
        same(
          'facts',
          answer.rows.map(({ id }) => id),
          positions.flatMap((row, index) =>
            !row.archived && who.reaches('customers.assign', row)
              ? world.targets[index]!.customerId
              : [],
          ),
        ),
    },
  ],
  'customerWork.undoBulk': (world) => [
    {
      label: 'none',
      row: null,
      request: { params: { id: 900_001 } },
      rule: () => refused.notFound,
    },
    {
      label: 'of the boss',
      row: null,
      request: { params: { id: world.jobs.boss } },
      rule: () => refused.notFound,
    },
    // A job, but no bulk action.
    {
      label: 'another kind',
      row: null,
      request: { params: { id: world.jobs.mine } },
      rule: () => refused.notFound,
    },
  ],
  'customerWork.exportList': (world) => [
    {
      label: 'the list',
      row: null,
      request: { body: { columns: ['name'], format: 'csv' } },
      rule: () => started,
    },
    {
      label: 'chosen rows of everybody',
      row: null,
      request: {
        body: {
          ids: world.targets.map((target) => target.customerId),
          columns: ['name', 'mainPhone', 'creditLimit'],
          format: 'xlsx',
        },
      },
      rule: () => started,
    },
    {
      label: 'by words of a stranger',
      row: null,
      request: { body: { filter: { q: canary(6, 'name') }, columns: ['name'], format: 'csv' } },
      rule: () => started,
    },
  ],
};
