import type { Condition, Facts, FlowNode } from '@xinhang/shared/approval-flows.ts';

/**
 * Who decides. Pure: people, departments and roles come in as they stand, and the same question
 * always has the same answer.
 */
export interface People {
  users: ReadonlyMap<number, { id: number; deptId: number; state: string }>;
  depts: ReadonlyMap<
    number,
    { id: number; parentId: number | null; type: string; headId: number | null; path: string }
  >;
  /** Holders by role. */
  holders: ReadonlyMap<number, readonly number[]>;
  /** Owners of the company who may log in. */
  owners: readonly number[];
}

/** Whether somebody may log in and so decide. */
export function works(people: People, userId: number): boolean {
  const state = people.users.get(userId)?.state;
  return state === 'active' || state === 'leaving';
}

/** Departments from this one up to the root. */
function upFrom(people: People, deptId: number | null | undefined) {
  const found = [];
  // As many steps as there are departments: a circle, should there be one, ends.
  for (let id = deptId ?? null; id !== null && found.length <= people.depts.size;) {
    const dept = people.depts.get(id);
    if (!dept) break;
    found.push(dept);
    id = dept.parentId;
  }
  return found;
}

/** Heads from this department up, nearest first, who are there and are not this person. */
function headsFrom(people: People, deptId: number | null | undefined, not: number): number[] {
  const heads = upFrom(people, deptId).flatMap(({ headId }) => headId ?? []);
  return [...new Set(heads)].filter((id) => id !== not && works(people, id));
}

/** Heads above a person, nearest first; the head of a department has the one above it. */
export function headsAbove(people: People, userId: number): number[] {
  return headsFrom(people, people.users.get(userId)?.deptId, userId);
}

/** Who decides in place of somebody: the nearest head above, at last an owner; never these. */
export function successorOf(
  people: People,
  userId: number,
  never: readonly number[] = [],
): number | null {
  const candidates = [...headsAbove(people, userId), ...people.owners];
  return candidates.find((id) => id !== userId && !never.includes(id)) ?? null;
}

function named(
  people: People,
  node: FlowNode,
  applicantId: number,
  chosen: readonly number[],
): number[] {
  const { rule, userIds, roleId, levels, deptType, deptId } = node.approver;
  switch (rule) {
    case 'users':
      return userIds;
    case 'chosen':
      return [...chosen];
    case 'role':
      return (people.holders.get(roleId ?? 0) ?? []).filter((id) => works(people, id));
    case 'head': {
      const heads = headsAbove(people, applicantId);
      return heads.slice(levels - 1, levels);
    }
    case 'headOfType': {
      const home = people.users.get(applicantId)?.deptId;
      const nearest = upFrom(people, home).find(({ type }) => type === deptType);
      return nearest ? headsFrom(people, nearest.id, applicantId).slice(0, 1) : [];
    }
    case 'deptHead': {
      const head = people.depts.get(deptId ?? 0)?.headId;
      if (typeof head === 'number' && works(people, head)) return [head];
      return headsFrom(people, deptId, applicantId).slice(0, 1);
    }
  }
}

/**
 * Who decides in this node, in their order; empty where it is passed. Somebody who is not there any
 * more is replaced by the head above; a rule that finds nobody falls back on the head above the
 * applicant, at last on an owner. The applicant never decides: by the node's rule the head above
 * does, or the node goes without him.
 */
export function approversOf(
  people: People,
  node: FlowNode,
  applicantId: number,
  chosen: readonly number[] = [],
): number[] {
  const wanted = named(people, node, applicantId, chosen);
  const present = wanted.flatMap((id) =>
    works(people, id) ? id : (successorOf(people, id, [applicantId]) ?? []),
  );
  const others = present.flatMap((id) => {
    if (id !== applicantId) return id;
    return node.self === 'skip' ? [] : (successorOf(people, applicantId) ?? []);
  });
  const passed = node.self === 'skip' && present.includes(applicantId);
  if (others.length > 0 || passed) return [...new Set(others)];
  const last = successorOf(people, applicantId);
  return last === null ? [] : [last];
}

function holds({ field, op, value, ids }: Condition, facts: Facts): boolean {
  const fact = facts[field];
  if (op === 'in' || op === 'notIn') {
    const held = fact === null || fact === undefined ? [] : [fact].flat();
    return held.some((id) => ids.includes(id)) === (op === 'in');
  }
  if (typeof fact !== 'number' || value === null) return false;
  return { ge: fact >= value, gt: fact > value, le: fact <= value, lt: fact < value }[op];
}

/** Which nodes are taken, by their index: conditions pick a branch, or leave a node out. */
export function nodesTaken(nodes: readonly FlowNode[], facts: Facts): boolean[] {
  let taken = false;
  return nodes.map((node) => {
    if (!node.otherwise) taken = false;
    const now = !taken && node.when.every((condition) => holds(condition, facts));
    taken ||= now;
    return now;
  });
}

/** What conditions may ask of every applicant: the department with all above it, and the roles. */
export function factsOf(people: People, applicantId: number): Facts {
  const deptId = people.users.get(applicantId)?.deptId;
  return {
    deptId: upFrom(people, deptId).map(({ id }) => id),
    roleId: [...people.holders].flatMap(([id, holders]) =>
      holders.includes(applicantId) ? id : [],
    ),
  };
}
