import type { Dept } from '@xinhang/shared/depts.ts';

export interface DeptNode {
  dept: Dept;
  /** People of this node and of all below. */
  people: number;
  children: DeptNode[];
}

/** The organisation as a tree; siblings by their order, then by name. */
export function deptTree(rows: readonly Dept[], showClosed: boolean): DeptNode[] {
  const below = new Map<number | null, Dept[]>();
  for (const dept of rows) {
    const known = rows.some((one) => one.id === dept.parentId);
    const parent = known ? dept.parentId : null;
    below.set(parent, [...(below.get(parent) ?? []), dept]);
  }
  const build = (parent: number | null): DeptNode[] =>
    (below.get(parent) ?? [])
      .toSorted((a, b) => a.sort - b.sort || a.name.localeCompare(b.name, 'zh-CN'))
      .map((dept) => {
        const children = build(dept.id);
        const inside = children.reduce((sum, child) => sum + child.people, dept.userCount);
        return { dept, people: inside, children };
      })
      .filter((node) => showClosed || !node.dept.closed);
  return build(null);
}

export interface DeptOption {
  value: number;
  title: string;
  disabled: boolean;
  children: DeptOption[];
}

/** For pickers; `without` and what is below it cannot be chosen. */
export function deptOptions(nodes: readonly DeptNode[], without?: number): DeptOption[] {
  const build = (list: readonly DeptNode[], off: boolean): DeptOption[] =>
    list.map(({ dept, children }) => {
      const disabled = off || dept.id === without || dept.closed;
      return {
        value: dept.id,
        title: dept.name,
        disabled,
        children: build(children, off || dept.id === without),
      };
    });
  return build(nodes, false);
}
