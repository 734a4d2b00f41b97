import {
  datesOfPerson,
  ratingsOfPerson,
  registeredByPerson,
  talksOfPerson,
} from '@xinhang/db/repositories/person-work.ts';
import type { FigureSource } from '../../registry/figures.ts';

const WHOLE_BP = 10_000;
const more = { unit: 'count', better: 'more', sums: true } as const;

/** Of what one person did with customers. */
export const workOfOne: FigureSource = {
  needs: 'followUps.create',
  figures: [
    { key: 'newCustomers', ...more },
    { key: 'followUps', ...more },
    { key: 'calls', ...more },
    { key: 'visits', ...more },
    { key: 'reviewScore', unit: 'hundredths', better: 'more', sums: false },
    { key: 'overdueRate', unit: 'bp', better: 'less', sums: false, momentary: true },
  ],
  async count(ctx, span) {
    const talks = await talksOfPerson(ctx.db, span);
    const ratings = await ratingsOfPerson(ctx.db, span);
    const dates = await datesOfPerson(ctx.db, span);
    const rate = (part: number, of: number, whole: number) =>
      of === 0 ? null : Math.round((part * whole) / of);
    return {
      newCustomers: await registeredByPerson(ctx.db, span),
      followUps: [...talks.values()].reduce((sum, n) => sum + n, 0),
      calls: talks.get('call') ?? 0,
      visits: talks.get('visit') ?? 0,
      reviewScore: rate(ratings.sum, ratings.n, 100),
      overdueRate: rate(dates.overdue, dates.dated, WHOLE_BP),
    };
  },
};
