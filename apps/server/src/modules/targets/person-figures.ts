import { targetOfPerson, wonOfPerson } from '@xinhang/db/repositories/person-results.ts';
import type { FigureSource } from '../../registry/figures.ts';

const WHOLE_BP = 10_000;

/** What is credited to one person, and how much of the target that is. */
export const resultsOfOne: FigureSource = {
  needs: 'performance.read',
  figures: [
    { key: 'wonFen', unit: 'fen', better: 'more', sums: true },
    // The target itself is set by the months in which the person is there.
    { key: 'targetRate', unit: 'bp', better: 'more', sums: false },
  ],
  async count(ctx, span) {
    const wonFen = await wonOfPerson(ctx.db, span);
    const target = await targetOfPerson(ctx.db, span);
    const targetRate = target === 0 ? null : Math.round((wonFen * WHOLE_BP) / target);
    return { wonFen, targetRate };
  },
};
