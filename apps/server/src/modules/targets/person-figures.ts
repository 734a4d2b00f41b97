import { creditedTo } from '@xinhang/db/repositories/person-results.ts';
import { lockedLines } from '@xinhang/db/repositories/targets.ts';
import type { ReadContext } from '../../http/context.ts';
import type { FigureSource, FigureSpan } from '../../registry/figures.ts';
import { orgMoves, orgTree } from '../org/service.ts';
import { heldLines } from './locked.ts';
import { monthOf } from './months.ts';
import type { NodeRef } from './nodes.ts';
import { Places } from './places.ts';

const WHOLE_BP = 10_000;

/** The target of a person for the amount won, of every month that these dates touch. */
async function targetOf({ db }: ReadContext, { userId, from, to }: FigureSpan): Promise<number> {
  const [first, last] = [from.slice(0, 7), to.slice(0, 7)];
  const years = [];
  for (let year = Number(first.slice(0, 4)); year <= Number(last.slice(0, 4)); year += 1) {
    years.push(year);
  }
  const places = new Places(await orgTree(db), await orgMoves(db));
  const home = (year: number) => (node: NodeRef, month: number) =>
    places.homeIn(node, monthOf(year, month));
  let target = 0;
  for (const year of years) {
    const lines = await lockedLines(db, { years: [year], metrics: ['won'], userId });
    for (const { month, value } of heldLines(lines, home(year))) {
      const at = monthOf(year, month);
      if (at >= first && at <= last) target += value;
    }
  }
  return target;
}

/** What is credited to one person, and how much of the target that is. */
export const resultsOfOne: FigureSource = {
  needs: 'performance.read',
  figures: [
    { key: 'wonFen', unit: 'fen', better: 'more', sums: true },
    { key: 'orderedFen', unit: 'fen', better: 'more', sums: true },
    { key: 'deliveredFen', unit: 'fen', better: 'more', sums: true },
    { key: 'receivedFen', unit: 'fen', better: 'more', sums: true },
    // The target itself is set by the months in which the person is there.
    { key: 'targetRate', unit: 'bp', better: 'more', sums: false },
  ],
  async count(ctx, span) {
    const wonFen = await creditedTo(ctx.db, 'won', span);
    const target = await targetOf(ctx, span);
    const targetRate = target === 0 ? null : Math.round((wonFen * WHOLE_BP) / target);
    const [orderedFen, deliveredFen, receivedFen] = [
      await creditedTo(ctx.db, 'order', span),
      await creditedTo(ctx.db, 'delivery', span),
      await creditedTo(ctx.db, 'receipt', span),
    ];
    return { wonFen, orderedFen, deliveredFen, receivedFen, targetRate };
  },
};
