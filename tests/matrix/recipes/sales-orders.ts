import type { LineSupply } from '@xinhang/shared/purchase-causes.ts';
import type {
  OrderCustomer,
  OrderLineFacts,
  OpenOrderLine,
  OrderCheck,
  SalesOrder,
  SalesOrderRow,
} from '@xinhang/shared/sales-orders.ts';
import type { OrderChange } from '@xinhang/shared/order-changes.ts';
import type { Permission } from '@xinhang/shared/permissions.ts';
import { canary, masked, placePhoneOf } from '../canaries.ts';
import { ok, positions, refused, type Expectation, type RowFacts } from '../expectation.ts';
import { NOBODY, TODAY } from '../plant-customers.ts';
import { orderFen } from '../plant-orders.ts';
import { once, probes, same, type Cell, type Recipe, type Recipes } from '../recipe.ts';
import type { PriceDeviation } from '@xinhang/shared/price-deviations.ts';
import type { Request, World } from '../world.ts';

const ONE = 10_000;
const seen = (who: Expectation) =>
  positions.flatMap((row, index) => (who.seesOrders(row) ? [index] : []));

type Which = 'drafts' | 'confirmed' | 'changes';
interface Aimed {
  which: Which;
  rows?: readonly { row: RowFacts; index: number }[];
  request: (id: number, world: World, index: number) => Request;
  rule: (who: Expectation, row: RowFacts) => ReturnType<typeof ok>;
  content?: (answer: never, who: Expectation, row: RowFacts, index: number) => string | null;
}
const everywhere = positions.map((row, index) => ({ row, index }));
/** Enough where the rules are those of another verb; a row that does not exist comes first. */
const some = [everywhere[0]!, ...probes];

/** A cell per position, aimed at one of its orders. */
const over = ({ which, rows = everywhere, request, rule, content }: Aimed): Recipe => {
  return (world) =>
    rows.map(({ row, index }): Cell => ({
      label: row.position,
      row,
      request: request(world.orders[which][index]!, world, index),
      rule: (who) => rule(who, row),
      content: (answer, who) => content?.(answer, who, row, index) ?? null,
    }));
};

const acts = (who: Expectation, row: RowFacts, ...rights: Permission[]) => {
  if (!who.seesOrders(row)) return refused.notFound;
  return rights.some((right) => who.reaches(right, row)) ? ok() : refused.forbidden;
};
/** Of somebody who was put away nothing new is written. */
const writes = (who: Expectation, row: RowFacts, ...rights: Permission[]) => {
  const verdict = acts(who, row, ...rights);
  return verdict.status === 200 && row.archived ? refused.archived : verdict;
};
/** What an order of a customer begins with. */
const begins = (who: Expectation, row: RowFacts) => {
  if (!who.sees(row)) return refused.notFound;
  return who.reaches('salesOrders.update', row) || who.reaches('quotations.update', row)
    ? ok()
    : refused.forbidden;
};
const past = { status: 409, code: 'state-refused' } as const;
const reads = (who: Expectation, row: RowFacts) => (who.seesOrders(row) ? ok() : refused.notFound);

const phoneShown = (who: Expectation, row: RowFacts, phone: string) => {
  const view = who.phone(row);
  return view === 'show' ? phone : view === 'mask' ? masked(phone) : null;
};

export const salesOrderRecipes: Recipes = {
  'salesOrders.deviations': (world) => [
    {
      label: 'all',
      row: null,
      request: { query: { count: 1, limit: 200 } },
      content: (answer: { rows: PriceDeviation[]; count: number }, who) =>
        same(
          'rows',
          [answer.rows.map((row) => row.order.id).toSorted((a, b) => a - b), answer.count],
          [seen(who).map((index) => world.orders.confirmed[index]!), seen(who).length],
        ),
    },
  ],
  'salesOrders.exportDeviations': once(
    { body: { format: 'csv', lang: 'zh-CN' } },
    { rule: () => ok(202), dear: true },
  ),
  'salesOrders.list': (world) => [
    {
      label: 'confirmed',
      row: null,
      request: { query: { state: 'confirmed', count: 1, limit: 200 } },
      content: (answer: { rows: SalesOrderRow[]; count: number; grossFen: number }, who) =>
        same(
          'rows',
          answer.rows.map((row) => row.id),
          seen(who)
            .map((index) => world.orders.confirmed[index]!)
            .toReversed(),
        ) ??
        same(
          'sums',
          [answer.count, answer.grossFen],
          [seen(who).length, seen(who).reduce((all, index) => all + orderFen(index), 0)],
        ),
    },
    ...probes.map(({ row, index }): Cell => ({
      label: `of ${row.position}`,
      row: null,
      request: {
        query: {
          customerId: world.targets[index]!.customerId,
          q: canary(index, 'order'),
          count: 1,
        },
      },
      content: (answer: { rows: SalesOrderRow[]; count: number }, who) =>
        same('rows', [answer.rows.length, answer.count], who.seesOrders(row) ? [2, 2] : [0, 0]),
    })),
  ],
  'salesOrders.get': over({
    which: 'confirmed',
    request: (id) => ({ params: { id } }),
    rule: reads,
    content: (answer: SalesOrder, who, row, index) =>
      same(
        'places',
        [answer.shipTo?.address ?? null, answer.shipTo?.phone ?? null],
        row.owner === null
          ? [null, null]
          : [canary(index, 'place'), phoneShown(who, row, placePhoneOf(index))],
      ),
  }),
  // The order to the supplier is for the first of them.
  'purchaseCauses.supply': over({
    which: 'confirmed',
    request: (id) => ({ params: { id } }),
    rule: reads,
    content: (answer: { rows: LineSupply[] }, _who, row) =>
      same(
        'quantities',
        answer.rows.map((one) => one.qtyE4),
        row.position === 'own' ? [10_000] : [],
      ),
  }),
  'salesOrders.check': over({
    which: 'drafts',
    rows: some,
    request: (id) => ({ params: { id } }),
    rule: reads,
    content: (answer: OrderCheck, who) =>
      same('credit', answer.credit !== null, who.role.fields.credit === 'show'),
  }),
  'salesOrders.customer': (world) =>
    some.map(({ row, index }): Cell => ({
      label: row.position,
      row,
      request: { params: { id: world.targets[index]!.customerId } },
      rule: (who) => begins(who, row),
      content: (answer: OrderCustomer, who) =>
        same(
          'what is guarded',
          [answer.credit !== null, answer.contacts.length, answer.addresses.length],
          [who.role.fields.credit === 'show', ...(row.owner === null ? [0, 0] : [1, 1])],
        ),
    })),
  'salesOrders.lineFacts': (world) =>
    some.map(({ row, index }): Cell => ({
      label: row.position,
      row,
      request: {
        params: { id: world.targets[index]!.customerId },
        query: {
          line: `${world.products.id}:${world.products.unitId}:${ONE}`,
        },
      },
      rule: (who) => begins(who, row),
      content: (answer: { rows: OrderLineFacts[] }, who) =>
        same(
          'last price',
          answer.rows.map((one) => [one.last?.priceE4 ?? null, one.availableE4]),
          [
            [
              orderFen(index) * 100,
              who.holds('stock.available') || who.holds('stock.read')
                ? -world.orders.reservedE4
                : null,
            ],
          ],
        ),
    })),
  'salesOrders.create': (world) =>
    positions.map((row, index): Cell => ({
      label: row.position,
      row: null,
      request: {
        body: {
          customerId: world.targets[index]!.customerId,
          businessDate: TODAY,
          lines: [{ productId: world.products.id, qtyE4: ONE }],
        },
      },
      rule(who) {
        if (!who.sees(row)) return refused.notFound;
        if (!who.reaches('salesOrders.update', row)) return refused.forbidden;
        return row.archived ? refused.archived : ok(201);
      },
    })),
  'salesOrders.update': over({
    which: 'drafts',
    request: (id) => ({ params: { id }, body: { version: 1, payer: '矩阵' } }),
    rule: (who, row) => writes(who, row, 'salesOrders.update'),
  }),
  'salesOrders.discard': over({
    which: 'drafts',
    rows: some,
    request: (id) => ({ params: { id }, body: { version: 1 } }),
    rule: (who, row) => writes(who, row, 'salesOrders.update'),
  }),
  'salesOrders.submit': over({
    which: 'drafts',
    rows: some,
    request: (id) => ({ params: { id }, body: { version: 1 } }),
    rule: (who, row) => writes(who, row, 'salesOrders.update'),
  }),
  'salesOrders.confirm': over({
    which: 'drafts',
    request: (id) => ({ params: { id }, body: { version: 1 } }),
    rule: (who, row) => writes(who, row, 'salesOrders.confirm'),
  }),
  // None of them was handed in: who may is told so.
  'salesOrders.sendBack': over({
    which: 'drafts',
    rows: some,
    request: (id) => ({ params: { id }, body: { version: 1, reason: '矩阵' } }),
    rule(who, row) {
      const verdict = acts(who, row, 'salesOrders.update', 'salesOrders.confirm');
      return verdict.status === 200 ? past : verdict;
    },
  }),
  'salesOrders.close': over({
    which: 'confirmed',
    rows: some,
    request: (id) => ({ params: { id }, body: { version: 2, reason: '矩阵' } }),
    rule: (who, row) => acts(who, row, 'salesOrders.confirm'),
  }),
  // The order is found first, then a line that is none of it.
  'dropShipments.mark': over({
    which: 'confirmed',
    rows: some,
    request: (id) => ({
      params: { id },
      body: { version: 2, lineIds: [NOBODY], dropShip: true },
    }),
    rule: (who, row) => {
      const verdict = writes(who, row, 'salesOrders.update', 'salesOrders.confirm');
      return verdict.status === 200 ? { status: 422, code: 'field-refused' } : verdict;
    },
  }),
  'salesOrders.makeVoid': over({
    which: 'confirmed',
    request: (id) => ({ params: { id }, body: { version: 2, reason: '矩阵' } }),
    rule: (who, row) => acts(who, row, 'salesOrders.void'),
  }),
  'orderChanges.list': over({
    which: 'confirmed',
    request: (id) => ({ params: { id } }),
    rule: reads,
    content: (answer: { rows: OrderChange[] }, who, row, index) => {
      const [before, after] = [answer.rows[0]!.before.shipTo, answer.rows[0]!.after.shipTo];
      const place = row.owner === null ? null : canary(index, 'place');
      const phone = row.owner === null ? null : phoneShown(who, row, placePhoneOf(index));
      return same(
        'places',
        [
          before?.address ?? null,
          before?.phone ?? null,
          after?.address ?? null,
          after?.phone ?? null,
        ],
        [place, phone, place, phone],
      );
    },
  }),
  // There is one already: who may is told so.
  'orderChanges.create': over({
    which: 'confirmed',
    request: (id, world, index) => ({
      params: { id },
      body: {
        reason: '矩阵',
        lines: [{ id: world.orders.lines[index]!, productId: world.products.id, qtyE4: 2 * ONE }],
      },
    }),
    rule(who, row) {
      const verdict = writes(who, row, 'salesOrders.update');
      return verdict.status === 200 ? ({ status: 409, code: 'change-open' } as const) : verdict;
    },
  }),
  'orderChanges.update': over({
    which: 'changes',
    request: (id) => ({ params: { id }, body: { version: 1, payer: '矩阵' } }),
    rule: (who, row) => writes(who, row, 'salesOrders.update'),
  }),
  'orderChanges.discard': over({
    which: 'changes',
    rows: some,
    request: (id) => ({ params: { id }, body: { version: 1 } }),
    rule: (who, row) => writes(who, row, 'salesOrders.update'),
  }),
  'orderChanges.submit': over({
    which: 'changes',
    request: (id) => ({ params: { id }, body: { version: 1 } }),
    rule: (who, row) => writes(who, row, 'salesOrders.update'),
  }),
  'orderChanges.apply': over({
    which: 'changes',
    request: (id) => ({ params: { id }, body: { version: 1 } }),
    rule: (who, row) => writes(who, row, 'salesOrders.confirm'),
  }),
  // Nobody handed it in: who may is told so.
  'orderChanges.sendBack': over({
    which: 'changes',
    rows: some,
    request: (id) => ({ params: { id }, body: { version: 1, reason: '矩阵' } }),
    rule(who, row) {
      const verdict = acts(who, row, 'salesOrders.update', 'salesOrders.confirm');
      return verdict.status === 200 ? past : verdict;
    },
  }),
  'salesOrders.export': once(
    { body: { what: 'lines', format: 'csv', lang: 'zh-CN' } },
    { rule: () => ok(202), dear: true },
  ),
  'salesOrders.openLines': (world) => [
    {
      label: 'all',
      row: null,
      request: { query: { limit: 200 } },
      // Whoever brings the goods knows for whom they are.
      echoes: ['name'],
      content: (answer: { rows: OpenOrderLine[] }, who) =>
        same(
          'lines',
          answer.rows.map((row) => row.id),
          (who.holds('salesOrders.open')
            ? positions.flatMap((row, index) => (row.exists ? [index] : []))
            : seen(who)
          ).map((index) => world.orders.lines[index]!),
        ) ?? same('prices', /price|fen"/i.test(JSON.stringify(answer)), false),
    },
  ],
};
