import type { Call } from './client.ts';
import { buyer } from './fill-orders.ts';
import { hasStock } from './fill-goods.ts';
import type { Dice } from './random.ts';
import type { Known, Scenario, Who } from './scenarios.ts';

const get = (path: string): Call => ({ method: 'GET', path });
/** A month of which the made company has everything, and the day on which it ends. */
const MONTH = 'from=2026-10-01&to=2026-10-31';
const BIGGEST = 20;
const LINES = 5;

/** How a list, a board or a statement may take; the ageing of everybody runs beside the others. */
const QUICK_MS = 20;
const AGEING_MS = 1000;

const reads = (
  [
    ['delivery board', 'self', '/delivery-board', QUICK_MS],
    ['delivery board', 'team', '/delivery-board', QUICK_MS],
    ['delivery board', 'all', '/delivery-board', QUICK_MS],
    ['delivery board of what is late', 'all', '/delivery-board?bucket=overdue', QUICK_MS],
    ['stock on hand of 50', 'all', '/stock?limit=50', QUICK_MS],
    ['stock on hand of 50, counted', 'all', '/stock?limit=50&count=1', QUICK_MS],
    ['stock on hand, a word', 'all', `/stock?limit=50&q=${encodeURIComponent('轴承')}`, QUICK_MS],
    ['stock that is low', 'all', '/stock?limit=50&level=below', QUICK_MS],
    [
      'what came and went of 50, summed up',
      'all',
      `/stock/summary?limit=50&${MONTH}&count=1`,
      AGEING_MS,
    ],
    ['what may be promised of 50', 'self', '/stock/available?limit=50', QUICK_MS],
    ['picks by a word', 'self', `/product-picks?q=${encodeURIComponent('轴承')}`, QUICK_MS],
    ['picks by pinyin', 'self', '/product-picks?q=zhoucheng', QUICK_MS],
    ['picks by a code', 'self', '/product-picks?q=1000', QUICK_MS],
    ['picks of nothing', 'self', '/product-picks?q=zzzzz', QUICK_MS],
    ['orders of 50', 'self', '/sales-orders?limit=50', QUICK_MS],
    ['orders of 50', 'all', '/sales-orders?limit=50', QUICK_MS],
    ['ageing of one’s customers', 'self', '/receivables?limit=50', AGEING_MS],
    ['ageing of all customers', 'all', '/receivables?limit=50', AGEING_MS],
    ['ageing at the end of a month', 'all', '/receivables?limit=50&on=2026-10-31', AGEING_MS],
  ] as const satisfies readonly (readonly [string, Who, string, number])[]
).map(([name, as, path, aloneMs]): Scenario => ({
  name,
  as,
  kind: 'read',
  unit: () => [get(path)],
  aloneMs,
}));

const statementOf = (customer: number) => get(`/customers/${customer}/receivables?${MONTH}`);

/** Orders, deliveries, goods and money. */
export function tradeScenarios({ size, ids, debtors, draft }: Known, dice: Dice): Scenario[] {
  return [
    ...reads,
    {
      name: 'statement of a month',
      as: 'self',
      kind: 'read',
      unit: () => [statementOf(dice.pick(debtors))],
      aloneMs: QUICK_MS,
    },
    {
      name: 'statement of a month, big customer',
      as: 'all',
      kind: 'read',
      unit: () => [statementOf(buyer(dice.below(BIGGEST), size.customers))],
      aloneMs: QUICK_MS,
    },
    {
      name: 'draft an order of 5 lines',
      as: 'self',
      kind: 'write',
      unit: () => [drafted(dice, ids, size.products)],
    },
    {
      name: 'confirm an order of 5 lines',
      as: 'self',
      kind: 'write',
      unit: () => [
        { method: 'POST', path: `/sales-orders/${draft()}/confirm`, body: { version: 1 } },
      ],
    },
  ];
}

/** An order as the editor sends it, at the prices that the rules say. */
function drafted(dice: Dice, customers: readonly number[], products: number): Call {
  const first = dice.below(products);
  const lines = Array.from({ length: LINES }, (_, at) => {
    let productId = 1 + ((first + at * 97) % products);
    while (!hasStock(productId)) productId = 1 + (productId % products);
    return { productId, qtyE4: (1 + dice.below(20)) * 10_000 };
  });
  return {
    method: 'POST',
    path: '/sales-orders',
    body: { customerId: dice.pick(customers), businessDate: '2026-11-24', warehouseId: 1, lines },
  };
}
