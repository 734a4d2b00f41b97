import type { GoingLive, OpeningRow } from '@xinhang/shared/going-live.ts';
import type { Permission } from '@xinhang/shared/permissions.ts';
import { ok, refused, type Expectation } from '../expectation.ts';
import { once, same, type Recipes } from '../recipe.ts';

const everywhere = (who: Expectation, permission: Permission) =>
  who.role.grants.some((grant) => grant.permission === permission && grant.scope === 'all');
const seesGoods = (who: Expectation) => who.holds('stock.read') && who.role.fields.cost === 'show';

/** Sums are of those who see the rows behind them; of orders and customers all of them. */
const sums = (who: Expectation) => [
  ...(seesGoods(who) ? ['stockQty', 'stockValue'] : []),
  ...(everywhere(who, 'receivables.read') ? ['receivables', 'advancesReceived'] : []),
  ...(who.holds('payables.read') ? ['payables', 'advancesPaid'] : []),
  ...(everywhere(who, 'receivables.read') ? ['billsReceived'] : []),
  ...(who.holds('payables.read') ? ['billsIssued'] : []),
  ...(who.holds('cash.read') ? ['cash'] : []),
  ...(everywhere(who, 'salesOrders.read') ? ['orders'] : []),
  ...(who.holds('purchaseOrders.read') && who.role.fields.cost === 'show' ? ['purchases'] : []),
];

/** Nobody said yet from when on the books are kept here. */
const notYet = () => ({ status: 409, code: 'state-refused' as const });

export const goingLiveRecipes: Recipes = {
  'goingLive.get': once(
    {},
    {
      content: (answer: GoingLive, who) =>
        same(
          'what is seen',
          [[...new Set(answer.totals.map(({ key }) => key))], answer.equity !== null],
          [sums(who), who.holds('vouchers.read')],
        ),
    },
  ),
  'goingLive.openings': once(
    { query: { list: 'receivables' } },
    {
      rule: (who) => (everywhere(who, 'receivables.read') ? ok() : refused.forbidden),
      content: (answer: { rows: OpeningRow[] }) => same('some', answer.rows.length > 0, true),
    },
  ),
  'goingLive.setDate': once({ body: { version: 0, date: '2026-12-01' } }, { rule: () => ok() }),
  'goingLive.setTotals': once({ body: { version: 0, totals: [] } }, { rule: notYet }),
  'goingLive.start': once({ body: { version: 0, reason: '' } }, { rule: notYet }),
  'goingLive.reopen': once({ body: { version: 0, reason: '矩阵' } }, { rule: notYet }),
};
