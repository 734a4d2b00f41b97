import { flowNode, type FlowNode } from '@xinhang/shared/approval-flows.ts';
import { expect, test } from 'vitest';
import { approversOf, factsOf, nodesTaken, successorOf, type People } from './route.ts';

/** Company (boss) > branch (director) > team (manager: ann, ben); empty (no head): carl. */
const [BOSS, DIRECTOR, MANAGER, ANN, BEN, CARL, GONE] = [1, 2, 3, 4, 5, 6, 7];
const [ROOT, BRANCH, TEAM, EMPTY] = [10, 11, 12, 13];
const SALES = 20;

function company(states: Record<number, string> = {}): People {
  const user = (id: number, deptId: number) =>
    [id, { id, deptId, state: states[id] ?? 'active' }] as const;
  const dept = (id: number, parentId: number | null, type: string, headId: number | null) =>
    [id, { id, parentId, type, headId, path: '' }] as const;
  return {
    users: new Map([
      user(BOSS, ROOT),
      user(DIRECTOR, BRANCH),
      user(MANAGER, TEAM),
      user(ANN, TEAM),
      user(BEN, TEAM),
      user(CARL, EMPTY),
      [GONE, { id: GONE, deptId: TEAM, state: 'left' }],
    ]),
    depts: new Map([
      dept(ROOT, null, 'company', null),
      dept(BRANCH, ROOT, 'branch', DIRECTOR),
      dept(TEAM, BRANCH, 'team', MANAGER),
      dept(EMPTY, BRANCH, 'team', null),
    ]),
    holders: new Map([[SALES, [ANN, BEN, GONE]]]),
    owners: [BOSS],
  };
}

const node = (approver: Partial<FlowNode['approver']>, more: Partial<FlowNode> = {}): FlowNode => ({
  ...flowNode.parse({ key: 'n', name: 'n', approver: { rule: 'users', ...approver } }),
  ...more,
});

const cases: [what: string, approver: Partial<FlowNode['approver']>, of: number, who: number[]][] =
  [
    ['named people', { rule: 'users', userIds: [BEN, CARL] }, ANN, [BEN, CARL]],
    ['somebody who left: the head above', { rule: 'users', userIds: [GONE] }, ANN, [MANAGER]],
    ['holders of a role who are there', { rule: 'role', roleId: SALES }, CARL, [ANN, BEN]],
    ['the nearest head', { rule: 'head', levels: 1 }, ANN, [MANAGER]],
    ['of a head, the one above', { rule: 'head', levels: 1 }, MANAGER, [DIRECTOR]],
    ['of a department without a head, the next one', { rule: 'head', levels: 1 }, CARL, [DIRECTOR]],
    ['two levels up', { rule: 'head', levels: 2 }, ANN, [DIRECTOR]],
    ['no such level: the head above', { rule: 'head', levels: 9 }, ANN, [MANAGER]],
    ['head of the branch', { rule: 'headOfType', deptType: 'branch' }, ANN, [DIRECTOR]],
    ['no such type: the head above', { rule: 'headOfType', deptType: 'office' }, ANN, [MANAGER]],
    [
      'who heads the branch himself: an owner',
      { rule: 'headOfType', deptType: 'branch' },
      DIRECTOR,
      [BOSS],
    ],
    ['head of a named department', { rule: 'deptHead', deptId: TEAM }, CARL, [MANAGER]],
    ['of one without a head, the one above', { rule: 'deptHead', deptId: EMPTY }, ANN, [DIRECTOR]],
    ['a role that nobody holds: the head above', { rule: 'role', roleId: 99 }, ANN, [MANAGER]],
    [
      'the applicant among others: the head above',
      { rule: 'users', userIds: [ANN, BEN] },
      ANN,
      [MANAGER, BEN],
    ],
    ['nobody above: an owner', { rule: 'head', levels: 1 }, DIRECTOR, [BOSS]],
    ['the only owner himself: passed', { rule: 'head', levels: 1 }, BOSS, []],
  ];

test.each(cases)('%s', (_what, approver, applicant, who) => {
  expect(approversOf(company(), node(approver), applicant)).toEqual(who);
});

test('whom the applicant names, and never himself', () => {
  const chosen = node({ rule: 'chosen' });
  expect(approversOf(company(), chosen, ANN, [CARL])).toEqual([CARL]);
  expect(approversOf(company(), chosen, ANN, [ANN])).toEqual([MANAGER]);
});

test('a node that skips the applicant goes without him, or is passed', () => {
  const both = node({ userIds: [ANN, BEN] }, { self: 'skip' });
  expect(approversOf(company(), both, ANN)).toEqual([BEN]);
  expect(approversOf(company(), node({ userIds: [ANN] }, { self: 'skip' }), ANN)).toEqual([]);
});

test('who is locked or gone never decides, whatever the rule', () => {
  const without = company({ [MANAGER]: 'locked', [DIRECTOR]: 'left' });
  expect(approversOf(without, node({ rule: 'head' }), ANN)).toEqual([BOSS]);
  expect(approversOf(without, node({ rule: 'deptHead', deptId: TEAM }), ANN)).toEqual([BOSS]);
  expect(successorOf(without, MANAGER)).toBe(BOSS);
  expect(successorOf(without, MANAGER, [BOSS])).toBeNull();
});

const when = (field: string, op: string, value: number | null, ids: number[] = []) =>
  [{ field, op, value, ids }] as FlowNode['when'];

test('the first branch whose conditions hold is taken, and a node alone may be left out', () => {
  const nodes = [
    node({}, { when: when('amountFen', 'ge', 1_000_000) }),
    node({}, { when: when('amountFen', 'ge', 100_000), otherwise: true }),
    node({}, { otherwise: true }),
    node({}, { when: when('deptId', 'in', null, [BRANCH]) }),
    node({}, { when: when('roleId', 'notIn', null, [SALES]) }),
  ];
  const facts = (amountFen: number | null, of: number) => ({
    ...factsOf(company(), of),
    amountFen,
  });
  expect(nodesTaken(nodes, facts(1_000_000, ANN))).toEqual([true, false, false, true, false]);
  expect(nodesTaken(nodes, facts(999_999, ANN))).toEqual([false, true, false, true, false]);
  expect(nodesTaken(nodes, facts(5, CARL))).toEqual([false, false, true, true, true]);
  // What is unknown fulfils no comparison.
  expect(nodesTaken(nodes, facts(null, BOSS))).toEqual([false, false, true, false, true]);
});
