import { dealsOfPerson } from '@xinhang/db/repositories/person-deals.ts';
import type { FigureSource } from '../../registry/figures.ts';

const WHOLE_BP = 10_000;

/** Of the deals that ended as one person's result. */
export const dealsOfOne: FigureSource = {
  needs: 'deals.read',
  figures: [
    { key: 'wonDeals', unit: 'count', better: 'more', sums: true },
    { key: 'winRate', unit: 'bp', better: 'more', sums: false },
  ],
  async count(ctx, span) {
    const { won, lost } = await dealsOfPerson(ctx.db, span);
    const ended = won + lost;
    const winRate = ended === 0 ? null : Math.round((won * WHOLE_BP) / ended);
    return { wonDeals: won, winRate };
  },
};
