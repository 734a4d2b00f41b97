import type { Hands } from './plant-customers.ts';

export interface Depts {
  root: number;
  home: number;
  led: number;
  named: number;
  strangers: number;
}
type Member = { nodeKind: string; nodeId: number };
/** Drafts, each with a target of one member that is split by region. */
export type Sheets = Record<keyof Depts, { id: number; version: number; member: Member }>;

export type PlannedDepts = Record<keyof Depts, number>;

/** A draft of a sales plan of each department, by the boss. */
export async function plantSalesPlans(
  { plant, boss }: Pick<Hands, 'plant' | 'boss'>,
  depts: Depts,
): Promise<PlannedDepts> {
  const made: Partial<PlannedDepts> = {};
  for (const name of Object.keys(depts) as (keyof Depts)[]) {
    const body = { deptId: depts[name], span: 'year', on: '2026-06-01' };
    const { id } = await plant(boss, 'POST', '/sales-plans', body);
    // An empty one cannot be handed in.
    const written = { version: 1, strategy: '先做老客户', segments: [] };
    await plant(boss, 'PUT', `/sales-plans/${id}`, written);
    made[name] = id;
  }
  return made as PlannedDepts;
}

/** A draft of targets in each department, by the boss: for a member of it, whoever that is. */
export async function plantTargets(
  { plant, get, boss, people }: Hands,
  depts: Depts,
): Promise<Sheets> {
  const { rows } = await get<{ rows: { id: number; parentId: number | null }[] }>(boss, '/depts');
  const below = (deptId: number) => rows.find((row) => row.parentId === deptId)?.id;
  const member = (name: keyof Depts) => {
    const nodeId = below(depts[name]);
    if (nodeId !== undefined) return { nodeKind: 'dept', nodeId };
    return { nodeKind: 'user', nodeId: name === 'home' ? people.me : people.stranger };
  };
  const sheets: Partial<Sheets> = {};
  for (const name of Object.keys(depts) as (keyof Depts)[]) {
    const cell = { ...member(name), month: 1, value: 100 };
    const { id, version } = await plant(boss, 'PUT', '/targets', {
      year: 2026,
      deptId: depts[name],
      metric: 'won',
      version: null,
      cells: [cell],
      splits: [{ ...cell, dimension: 'region', part: '矩阵' }],
    });
    sheets[name] = { id, version, member: member(name) };
  }
  return sheets as Sheets;
}
