import { positions, ok, refused, type Expectation } from '../expectation.ts';
import type { Cell, Recipes } from '../recipe.ts';
import type { Permission } from '@xinhang/shared/permissions.ts';

const started = ok(202);
const holding = (permission: Permission) => (who: Expectation) =>
  who.holds(permission) ? started : refused.forbidden;

/**
 * Whatever deals are asked for, the answer is the number of a job: what becomes of each, and which
 * rows a file holds, is asked in tests/api/work-matrix.test.ts.
 */
export const dealBulkRecipes: Recipes = {
  'deals.bulk': (world) => {
    const { people } = world;
    const cell = (label: string, action: object, rule: Cell['rule'], rows?: object): Cell => ({
      label,
      row: null,
      request: { body: { ...(rows ?? { ids: world.deals.open }), action } },
      ...(rule && { rule }),
    });
    const assigned = (label: keyof typeof people) => {
      const owner = { ...positions[0]!, exists: true, owner: label };
      return cell(`to ${label}`, { kind: 'assign', ownerId: people[label] }, (who) => {
        if (!who.holds('deals.assign')) return refused.forbidden;
        const reached = label === 'me' || who.reaches('deals.assign', owner);
        return reached ? started : { status: 422, code: 'field-refused' };
      });
    };
    const dated = { kind: 'expectedOn', expectedOn: '2027-03-01' };
    const lost = { kind: 'close', outcome: 'lost', reason: '矩阵' };
    return [
      cell('date', dated, holding('deals.update')),
      cell('date of all', dated, holding('deals.update'), { filter: { state: ['open'] } }),
      cell('stage', { kind: 'stage', stageId: world.deals.nextStageId }, holding('deals.update')),
      cell('lost', lost, holding('deals.update')),
      assigned('subordinate'),
      assigned('stranger'),
    ];
  },
  'deals.undoBulk': (world) => [
    ...(['boss', 'mine'] as const).map((whose): Cell => ({
      label: `another kind of ${whose}`,
      row: null,
      request: { params: { id: world.jobs[whose] } },
      rule: () => refused.notFound,
    })),
    {
      label: 'none',
      row: null,
      request: { params: { id: 900_001 } },
      rule: () => refused.notFound,
    },
  ],
  'deals.exportList': (world) => [
    {
      label: 'the list',
      row: null,
      request: { body: { columns: ['name'], format: 'csv' } },
      rule: () => started,
    },
    {
      label: 'chosen deals of everybody',
      row: null,
      request: { body: { ids: world.deals.open, columns: ['name', 'amount'], format: 'xlsx' } },
      rule: () => started,
    },
  ],
};
