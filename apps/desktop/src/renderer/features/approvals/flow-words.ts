import type { FlowNode } from '@xinhang/shared/approval-flows.ts';

/** A new node, under a key that none of these has. */
export function newNode(nodes: readonly FlowNode[], name: string): FlowNode {
  let n = nodes.length + 1;
  while (nodes.some((node) => node.key === `n${n}`)) n += 1;
  return {
    key: `n${n}`,
    name,
    when: [],
    otherwise: false,
    approver: {
      rule: 'head',
      userIds: [],
      roleId: null,
      levels: 1,
      deptType: null,
      deptId: null,
    },
    mode: 'any',
    self: 'above',
  };
}

/** The list with one moved by so many places. */
export function moved<T>(list: readonly T[], at: number, by: number): T[] {
  const rest = list.toSpliced(at, 1);
  return rest.toSpliced(at + by, 0, list[at]!);
}
