import { ok, positions, refused } from '../expectation.ts';
import { NOBODY } from '../plant-customers.ts';
import { pastFen } from '../plant-imports.ts';
import { orderFen } from '../plant-orders.ts';
import { once, overRows, same, type Recipes } from '../recipe.ts';

interface Overview {
  orders: { today: { count: number; amountFen: number } } | null;
  deliveries: object | null;
  receipts: object | null;
  overdueFen: number | null;
  cashFen: number | null;
  stockFen: number | null;
}
interface Facts {
  rows: { netFen: number }[];
  totals: object;
  costHidden: boolean;
}
const costHidden = { status: 422, code: 'field-refused' } as const;
const file = { format: 'csv', lang: 'zh-CN' };

/** Nothing was delivered in the world: what is asked is the right, and what the role hides. */
export const analysisRecipes: Recipes = {
  'productSales.list': () => [
    {
      label: 'best',
      row: null,
      request: { query: { side: 'best', by: 'net' } },
      content: (answer: { costHidden: boolean; rows: object[] }, who) =>
        same(
          'hidden',
          [answer.costHidden, answer.rows.length],
          [who.role.fields.cost !== 'show', 0],
        ),
    },
    {
      label: 'margin',
      row: null,
      request: { query: { side: 'best', by: 'margin' } },
      rule: (who) => (who.role.fields.cost === 'show' ? ok() : costHidden),
    },
    {
      label: 'slow',
      row: null,
      request: { query: { side: 'slow', by: 'net' } },
      rule: (who) =>
        who.holds('stock.read') || who.holds('stock.available') ? ok() : refused.forbidden,
    },
  ],
  'productSales.lines': (world) => [
    {
      label: 'none',
      row: null,
      request: { params: { id: NOBODY } },
      rule: () => refused.notFound,
    },
    { label: 'one', row: null, request: { params: { id: world.products.id } } },
  ],
  'salesFacts.list': () => [
    {
      label: 'all',
      row: null,
      request: { query: { limit: 200 } },
      content: (answer: Facts, who) => {
        const seen = positions
          .filter((row) => row.exists)
          .flatMap((row, place) => (who.reaches('salesOrders.read', row) ? [pastFen(place)] : []));
        const shown = who.role.fields.cost === 'show';
        return same(
          'past sales',
          [answer.rows.map((row) => row.netFen), answer.totals, answer.costHidden],
          [
            seen.toReversed(),
            {
              lines: seen.length,
              netFen: seen.reduce((all, one) => all + one, 0),
              costFen: shown ? seen.length * 50 : null,
            },
            !shown,
          ],
        );
      },
    },
  ],
  // Every order of the world is of today; nothing was delivered, and stock is the books' affair.
  'overview.read': () => [
    {
      label: 'once',
      row: null,
      request: {},
      content: (answer: Overview, who) => {
        const seen = positions.flatMap((row, index) =>
          row.exists && who.reaches('salesOrders.read', row) ? [orderFen(index)] : [],
        );
        const sum = seen.reduce((all, one) => all + one, 0);
        return same(
          'figures',
          [
            answer.orders?.today ?? null,
            answer.deliveries !== null,
            answer.receipts !== null,
            answer.overdueFen !== null,
            answer.cashFen !== null,
            answer.stockFen !== null,
          ],
          [
            who.holds('salesOrders.read') ? { count: seen.length, amountFen: sum } : null,
            who.holds('deliveries.read'),
            who.holds('receivables.read'),
            who.holds('receivables.read'),
            who.holds('cash.read'),
            who.holds('stock.read') && who.role.fields.cost === 'show',
          ],
        );
      },
    },
  ],
  'tradingHistory.ofCustomer': overRows({
    request: ({ customerId }) => ({ params: { id: customerId } }),
    rule: (who, row) =>
      who.reaches('deliveries.read', row)
        ? ok()
        : who.sees(row)
          ? refused.forbidden
          : refused.notFound,
    content: (
      answer: {
        costHidden: boolean;
        totals: { orderedFen: number | null; receivedFen: number | null };
      },
      who,
      row,
      index,
    ) =>
      same(
        'hidden',
        [answer.costHidden, answer.totals.orderedFen, answer.totals.receivedFen !== null],
        [
          who.role.fields.cost !== 'show',
          who.reaches('salesOrders.read', row) ? orderFen(index) : null,
          who.reaches('receivables.read', row),
        ],
      ),
  }),
  'productSales.export': once({ body: file }, { rule: () => ok(202), dear: true }),
};
