import { canary } from './canaries.ts';
import { positions } from './expectation.ts';
import { NOBODY, type Hands, type Target } from './plant-customers.ts';

/** One open and one won deal at each position, and what they go through. */
export interface PlantedDeals {
  pipelineId: number;
  /** The second stage, which asks for nothing; the third asks for a check. */
  nextStageId: number;
  gatedStageId: number;
  checkId: number;
  competitorId: number;
  /** At each position; they belong to whoever owns the customer, in the pool to the boss. */
  open: readonly number[];
  won: readonly number[];
  /** Of the open deal at each position. */
  files: readonly number[];
}

/** Fen of the deals at a position: no two sums of different rows are the same. */
export const openFen = (index: number) => 2 ** index;
export const wonFen = (index: number) => 3 ** index;

/** Plants them by the boss, once the customers lie where they belong. */
export async function plantDeals(hands: Hands, targets: readonly Target[]): Promise<PlantedDeals> {
  const { plant, get, boss, bossId, people } = hands;
  await plant(boss, 'POST', '/pipelines', {
    name: '矩阵流程',
    stages: [
      { name: '一', chance: 10 },
      { name: '二', chance: 30 },
      { name: '三', chance: 50, gate: [{ kind: 'check', title: '矩阵检查' }] },
    ],
  });
  const { rows } = await get<{
    rows: { id: number; name: string; stages: { id: number; gate: { id: number }[] }[] }[];
  }>(boss, '/pipelines');
  const pipeline = rows.find((row) => row.name === '矩阵流程')!;
  const [, next, gated] = pipeline.stages as [unknown, { id: number }, (typeof pipeline.stages)[0]];
  const competitor = await plant(boss, 'POST', '/competitors', { name: '矩阵对手' });
  const [open, won, files]: [number[], number[], number[]] = [[], [], []];
  for (const [index, row] of positions.entries()) {
    if (!row.exists) {
      open.push(NOBODY);
      won.push(NOBODY);
      files.push(NOBODY);
      continue;
    }
    const customerId = targets[index]!.customerId;
    const ownerId = row.owner ? people[row.owner] : bossId;
    // What lies in the pool or the archive got its deals before.
    const reachable = row.owner !== null && !row.archived;
    const one = async (name: string, amountFen: number) => {
      const { id } = await plant(boss, 'POST', '/deals', {
        name: canary(index, 'deal'),
        note: name,
        pipelineId: pipeline.id,
        ownerId,
        amountFen,
        competitors: [{ competitorId: competitor.id, priceFen: null }],
        ...(reachable && { customerId }),
      });
      return id;
    };
    const standing = await one('开', openFen(index));
    open.push(standing);
    const path = `/deals/${standing}/files?name=${canary(index, 'deal')}.txt`;
    files.push((await plant(boss, 'POST', path, Buffer.from(canary(index, 'deal')))).id);
    const id = await one('赢', wonFen(index));
    const close = { version: 1, outcome: reachable ? 'won' : 'lost', reason: '矩阵' };
    await plant(boss, 'POST', `/deals/${id}/close`, close);
    won.push(id);
  }
  return {
    pipelineId: pipeline.id,
    nextStageId: next.id,
    gatedStageId: gated.id,
    checkId: gated.gate[0]!.id,
    competitorId: competitor.id,
    open,
    won,
    files,
  };
}
