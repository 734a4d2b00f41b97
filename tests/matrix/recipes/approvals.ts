import { ok, refused, type Verdict } from '../expectation.ts';
import { once, same, type Cell, type Recipe, type Recipes } from '../recipe.ts';
import type { World } from '../world.ts';

const nobody = 900_001;
type Whose = 'mine' | 'toMe' | 'others';
type One = World['approvals'][Whose];

/** Approvals are no rows of anybody: who is asked, who applied, who was told; for owners all. */
function over(
  request: (one: One, world: World) => object,
  right: readonly Whose[],
  readers: 'owners too' | 'no others',
): Recipe {
  return (world) => {
    const none = { id: nobody, taskId: nobody, fileId: nobody };
    const cell = (label: string, one: One, rule: Cell['rule'], more: Partial<Cell> = {}): Cell => ({
      label,
      row: null,
      request: request(one, world),
      ...(rule && { rule }),
      ...more,
    });
    return [
      cell('none', none, () => refused.notFound, { anyRole: true }),
      ...(['mine', 'toMe', 'others'] as const).map((whose) => {
        const one = world.approvals[whose];
        if (right.includes(whose)) return cell(whose, one, undefined, { anyRole: true });
        const byOwner = readers === 'owners too';
        return cell(
          whose,
          one,
          (who): Verdict => (byOwner && who.owner ? ok() : refused.notFound),
          byOwner ? {} : { anyRole: true },
        );
      }),
    ];
  };
}

const byId = (body?: object) => (one: One) => ({ params: { id: one.id }, ...(body && { body }) });
const byTask = (body: (world: World) => object) => (one: One, world: World) => ({
  params: { id: one.taskId },
  body: body(world),
});

function box(name: string, expected: (world: World) => number[], ofOwners = false): Recipe {
  return (world) => [
    {
      label: name,
      row: null,
      request: { query: { box: name, limit: 200 } },
      ...(ofOwners
        ? { rule: (who) => (who.owner ? ok() : refused.forbidden) }
        : { anyRole: true as const }),
      content: (answer: { rows: { id: number }[] }) =>
        same(
          name,
          answer.rows.map(({ id }) => id),
          expected(world),
        ),
    },
  ];
}

const head = (rule: string) => ({ key: 'a', name: '矩阵', approver: { rule } });

export const approvalRecipes: Recipes = {
  'approvals.list': (world) => [
    ...box('todo', ({ approvals }) => [approvals.toMe.id])(world),
    ...box('mine', ({ approvals }) => [approvals.mine.id])(world),
    ...box('done', () => [])(world),
    ...box('cc', () => [])(world),
    ...box(
      'all',
      ({ approvals, products }) => [
        approvals.others.id,
        approvals.toMe.id,
        approvals.mine.id,
        products.prices.sheets.approvalId,
      ],
      true,
    )(world),
  ],
  'approvals.get': over(byId(), ['mine', 'toMe'], 'owners too'),
  'approvals.decide': over(
    byTask(() => ({ decision: 'approve' })),
    ['toMe'],
    'no others',
  ),
  'approvals.transfer': over(
    byTask(({ people }) => ({ userId: people.teammate })),
    ['toMe'],
    'no others',
  ),
  'approvals.addSigner': over(
    byTask(({ people }) => ({ userId: people.teammate, when: 'before' })),
    ['toMe'],
    'no others',
  ),
  'approvals.withdraw': over(byId({}), ['mine'], 'no others'),
  'approvals.remind': over(byId(), ['mine'], 'no others'),
  'approvals.forms': once({}, { anyRole: true }),
  'approvals.request': (world) => [
    {
      label: 'to a stranger',
      row: null,
      anyRole: true,
      request: {
        body: {
          flowId: world.approvals.flowId,
          title: '矩阵',
          chosen: [{ key: 'n1', userIds: [world.people.stranger] }],
        },
      },
      rule: () => ok(201),
    },
  ],
  'approvals.uploadFile': once(
    { query: { name: 'matrix.txt' }, bytes: 'matrix' },
    { anyRole: true, rule: () => ok(201) },
  ),
  'approvals.downloadFile': (world) =>
    over(
      (one) => ({ params: { id: one.fileId } }),
      ['toMe'],
      'owners too',
    )(world).filter(
      // Nothing hangs on the own one.
      ({ label }) => label !== 'mine',
    ),
  'approvals.listDelegations': once({}, { anyRole: true }),
  'approvals.createDelegation': (world) => [
    {
      label: 'a teammate',
      row: null,
      anyRole: true,
      request: {
        body: { toUserId: world.people.teammate, fromOn: '2027-02-01', toOn: '2027-02-02' },
      },
      rule: () => ok(201),
    },
  ],
  'approvals.endDelegation': (world) => [
    {
      label: 'own',
      row: null,
      anyRole: true,
      request: { params: { id: world.approvals.deputies.mine } },
    },
    {
      label: 'of others',
      row: null,
      anyRole: true,
      request: { params: { id: world.approvals.deputies.others } },
      rule: () => refused.notFound,
    },
  ],
  'approvalFlows.listFlows': once(),
  'approvalFlows.createFlow': once(
    { body: { kind: 'request', name: '矩阵', nodes: [head('head')] } },
    { rule: () => ok(201) },
  ),
  'approvalFlows.updateFlow': (world) => [
    {
      label: 'none',
      row: null,
      request: { params: { id: nobody }, body: { version: 1, active: false } },
      rule: () => refused.notFound,
    },
    {
      label: 'the first',
      row: null,
      request: {
        params: { id: world.approvals.flowId },
        body: { version: 1, nodes: [head('chosen')] },
      },
    },
    {
      label: 'changed meanwhile',
      row: null,
      request: { params: { id: world.approvals.flowId }, body: { version: 7, active: false } },
      rule: () => ({ status: 409, code: 'version-conflict' }),
    },
  ],
  'approvalFlows.previewFlow': (world) => [
    {
      label: 'of the subject',
      row: null,
      request: {
        params: { id: world.approvals.flowId },
        query: { applicantId: world.people.me, fact: ['amountFen:1'] },
      },
    },
  ],
};
