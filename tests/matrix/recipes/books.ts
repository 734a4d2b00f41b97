import type { PeriodDraft, PeriodMonth } from '@xinhang/shared/period-closings.ts';
import { ok, positions, type Expectation } from '../expectation.ts';
import { CLOSED } from '../plant-finance.ts';
import { once, same, type Recipes } from '../recipe.ts';

/** The month after the one that is closed. */
const NEXT = '2025-02';

const drafts = (who: Expectation) => {
  const receipts = positions.filter((row) => row.exists && who.reaches('receivables.read', row));
  const goods = positions.filter(
    (row) => row.exists && (who.holds('deliveries.manage') || who.reaches('deliveries.read', row)),
  );
  return { receipt: receipts.length, delivery: goods.length };
};

export const booksRecipes: Recipes = {
  'periodClosings.list': once(
    {},
    {
      content: (answer: { rows: PeriodMonth[] }, who) => {
        const closed = answer.rows.find((row) => row.month === CLOSED);
        const next = answer.rows.find((row) => row.month === NEXT);
        return same(
          'months',
          [closed?.areas.map((one) => [one.closed, one.mayReopen]), next?.areas[0]?.mayClose],
          [
            // Finance is closed as far: it is opened first.
            [false, false, who.holds('periods.reopen')].map((may) => [true, may]),
            who.holds('periods.close'),
          ],
        );
      },
    },
  ),
  'periodClosings.checks': once(
    { query: { area: 'arap', month: '2026-11' } },
    {
      content: (answer: { drafts: PeriodDraft[] }, who) => {
        const of = (kind: string) => answer.drafts.filter((row) => row.docKind === kind).length;
        const found = { receipt: of('receipt'), delivery: of('delivery') };
        return same('drafts', found, drafts(who));
      },
    },
  ),
  'periodClosings.close': once(
    { body: { area: 'stock', month: NEXT, leaveDrafts: true } },
    { rule: () => ok() },
  ),
  'periodClosings.reopen': once(
    { body: { area: 'finance', month: CLOSED, reason: '矩阵' } },
    { rule: () => ok() },
  ),
};
