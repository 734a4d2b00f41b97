import type {
  BoardLine,
  Delivery,
  DeliveryCheck,
  DeliveryRow,
} from '@xinhang/shared/deliveries.ts';
import { canary, placePhoneOf } from '../canaries.ts';
import { ok, positions, refused, type Expectation, type RowFacts } from '../expectation.ts';
import { NOBODY, TODAY } from '../plant-customers.ts';
import { orderFen } from '../plant-orders.ts';
import { phoneShown } from './customers.ts';
import { once, probes, same, type Cell, type Recipe, type Recipes } from '../recipe.ts';
import type { Request, World } from '../world.ts';

const ONE = 10_000;
const sees = (who: Expectation, row: RowFacts) =>
  row.exists && (who.holds('deliveries.manage') || who.reaches('deliveries.read', row));
const seen = (who: Expectation) =>
  positions.flatMap((row, index) => (sees(who, row) ? [index] : []));
const everywhere = positions.map((row, index) => ({ row, index }));
/** Enough where the rules are those of another verb; a row that does not exist comes first. */
const some = [everywhere[0]!, ...probes];
const past = { status: 409, code: 'state-refused' } as const;

/** A cell per position, aimed at its draft. */
const over =
  (
    rows: readonly { row: RowFacts; index: number }[],
    request: (id: number) => Request,
    rule: (who: Expectation, row: RowFacts) => ReturnType<typeof ok>,
    content?: (answer: never, who: Expectation, row: RowFacts, index: number) => string | null,
  ): Recipe =>
  (world) =>
    rows.map(({ row, index }): Cell => ({
      label: row.position,
      row,
      request: request(world.deliveries.drafts[index]!),
      // Whoever brings the goods knows for whom they are, and where to; the content says who else.
      echoes: ['name', 'place', 'phone'],
      rule: (who) => rule(who, row),
      content: (answer, who) => content?.(answer, who, row, index) ?? null,
    }));
const reads = (who: Expectation, row: RowFacts) => (sees(who, row) ? ok() : refused.notFound);
const prices = (who: Expectation, row: RowFacts) => who.reaches('deliveries.read', row);

/** Whoever sends goods must reach who takes them; others see phones as their roles show them. */
const phoneTo = (who: Expectation, row: RowFacts, index: number) =>
  who.holds('deliveries.manage') ? placePhoneOf(index) : phoneShown(who, row, placePhoneOf(index));

/** A draft whose state refuses it, whoever sees it: no row, because it is told apart from none. */
const nothingStands =
  (body: object): Recipe =>
  (world) =>
    some.map(({ row, index }): Cell => ({
      label: row.position,
      row: null,
      request: { params: { id: world.deliveries.drafts[index]! }, body } as Request,
      rule: (who) => (sees(who, row) ? past : refused.notFound),
    }));

/** Nothing was sent or came back yet: who may is told so, and a return there is none of. */
const none = (body: object): Recipe =>
  once({ params: { id: NOBODY }, body } as Request, { rule: () => refused.notFound });

export const deliveryRecipes: Recipes = {
  'deliveries.board': (world) => [
    {
      label: 'all',
      row: null,
      request: { query: {} },
      echoes: ['name'],
      content: (answer: { rows: BoardLine[]; counts: Record<string, number> }, who) => {
        const expected = (
          who.holds('salesOrders.open')
            ? positions.flatMap((row, index) => (row.exists ? [index] : []))
            : positions.flatMap((row, index) => (who.seesOrders(row) ? [index] : []))
        ).map((index) => world.orders.lines[index]!);
        return (
          same(
            'lines',
            answer.rows.map((row) => row.id),
            expected,
          ) ??
          same(
            'count',
            Object.values(answer.counts).reduce((all, one) => all + one, 0),
            expected.length,
          ) ??
          same('prices', /price|fen"/i.test(JSON.stringify(answer)), false)
        );
      },
    },
  ],
  'deliveries.delay': (world) =>
    positions.map((row, index): Cell => ({
      label: row.position,
      row,
      request: {
        params: { id: world.orders.lines[index]! },
        body: { cause: 'stock', note: '矩阵' },
      },
      rule(who) {
        const may = who.holds('deliveries.manage') || who.reaches('salesOrders.update', row);
        return row.exists && may ? ok(201) : refused.notFound;
      },
    })),
  'deliveries.list': (world) => [
    {
      label: 'all',
      row: null,
      request: { query: { limit: 200 } },
      echoes: ['name'],
      content: (answer: { rows: DeliveryRow[] }, who) =>
        same(
          'rows',
          answer.rows.map((row) => [row.id, row.grossFen]),
          seen(who)
            .map((index) => [
              world.deliveries.drafts[index]!,
              prices(who, positions[index]!) ? orderFen(index) : null,
            ])
            .toReversed(),
        ),
    },
  ],
  'deliveries.get': over(
    everywhere,
    (id) => ({ params: { id } }),
    reads,
    (answer: Delivery, who, row, index) =>
      same(
        'places',
        [answer.shipTo?.address ?? null, answer.shipTo?.phone ?? null],
        row.owner === null ? [null, null] : [canary(index, 'place'), phoneTo(who, row, index)],
      ) ??
      same(
        'prices',
        [answer.pricesHidden, answer.grossFen, answer.lines[0]?.grossFen],
        prices(who, row) ? [false, orderFen(index), orderFen(index)] : [true, null, null],
      ),
  ),
  'deliveries.check': over(
    some,
    (id) => ({ params: { id } }),
    reads,
    (answer: DeliveryCheck, who) =>
      same('credit', answer.credit !== null, who.role.fields.credit === 'show'),
  ),
  'deliveries.create': (world) =>
    positions.map((row, index): Cell => ({
      label: row.position,
      row: null,
      request: {
        body: {
          businessDate: TODAY,
          lines: [{ orderLineId: world.orders.lines[index]!, qtyE4: ONE }],
        },
      },
      echoes: ['name', 'place', 'phone'],
      rule() {
        if (!row.exists) return { status: 422, code: 'field-refused' };
        return row.archived ? refused.archived : ok(201);
      },
    })),
  // Everything of it asks for its own right; nothing is paid, so there is no receipt, and no goods
  // of the world's warehouse, which is not sold from.
  'directSales.create': (world) =>
    positions.map((row, index): Cell => ({
      label: row.position,
      row: null,
      request: {
        body: {
          customerId: world.targets[index]!.customerId,
          businessDate: TODAY,
          lines: [{ kind: 'freight', text: '矩阵', qtyE4: ONE, priceE4: ONE }],
        },
      },
      rule(who) {
        if (!who.sees(row)) return refused.notFound;
        if (!who.reaches('salesOrders.update', row)) return refused.forbidden;
        if (row.archived) return refused.archived;
        return who.reaches('salesOrders.confirm', row) ? ok(201) : refused.forbidden;
      },
    })),
  'deliveries.update': over(
    everywhere,
    (id) => ({ params: { id }, body: { version: 1, note: '矩阵' } }),
    reads,
  ),
  'deliveries.discard': over(some, (id) => ({ params: { id }, body: { version: 1 } }), reads),
  'deliveries.confirm': over(some, (id) => ({ params: { id }, body: { version: 1 } }), reads),
  'deliveries.release': over(
    everywhere,
    (id) => ({ params: { id }, body: { version: 1, reason: '矩阵' } }),
    (who, row) => {
      if (row.exists && who.reaches('customers.credit', row)) return ok();
      return sees(who, row) ? refused.forbidden : refused.notFound;
    },
  ),
  // Of customers on whom nothing stands: whoever sends goods is told that there is nothing to ask.
  'deliveries.askRelease': nothingStands({ version: 1, reason: '矩阵' }),
  'deliveries.withdrawRelease': nothingStands({ version: 1 }),
  // A draft is not signed for: whoever brings goods is told so, at every row.
  'deliveries.sign': (world) =>
    some.map(({ row, index }): Cell => ({
      label: row.position,
      row: null,
      request: {
        params: { id: world.deliveries.drafts[index]! },
        body: { version: 1, signedOn: TODAY },
      },
      rule: () => (row.exists ? past : refused.notFound),
    })),
  'deliveries.reverse': over(
    everywhere,
    (id) => ({ params: { id }, body: { version: 1, reason: '矩阵' } }),
    (who, row) => {
      if (row.exists && who.reaches('deliveries.reverse', row)) return past;
      return sees(who, row) ? refused.forbidden : refused.notFound;
    },
  ),
  'salesReturns.list': once(
    { query: {} },
    { content: (answer: { rows: object[] }) => same('rows', answer.rows.length, 0) },
  ),
  'salesReturns.get': once({ params: { id: NOBODY } }, { rule: () => refused.notFound }),
  'salesReturns.create': (world: World) =>
    some.map(({ row, index }): Cell => ({
      label: row.position,
      row: null,
      request: {
        body: {
          deliveryId: world.deliveries.drafts[index]!,
          businessDate: TODAY,
          reason: '矩阵',
          disposal: 'stock',
          lines: [{ deliveryLineId: 1, qtyE4: ONE }],
        },
      },
      rule: () => (row.exists ? past : refused.notFound),
    })),
  // Refused for its product once whoever sells may sell to the customer.
  'salesReturns.createFree': (world) =>
    positions.map((row, index): Cell => ({
      label: row.position,
      row: null,
      request: {
        body: {
          customerId: world.targets[index]!.customerId,
          businessDate: TODAY,
          reason: '矩阵',
          disposal: 'stock',
          lines: [{ productId: NOBODY, unitId: 1, qtyE4: ONE, priceE4: ONE }],
        },
      },
      rule(who) {
        if (!who.sees(row)) return refused.notFound;
        if (!who.reaches('salesOrders.update', row)) return refused.forbidden;
        return row.archived ? refused.archived : { status: 422, code: 'field-refused' };
      },
    })),
  'salesReturns.prices': once(
    { params: { id: NOBODY }, query: {} },
    { rule: () => refused.notFound },
  ),
  'salesReturns.update': none({ version: 1, note: '矩阵' }),
  'salesReturns.change': none({ version: 1, note: '矩阵' }),
  'salesReturns.submit': none({ version: 1 }),
  'salesReturns.sendBack': none({ version: 1, reason: '矩阵' }),
  'salesReturns.discard': none({ version: 1 }),
  'salesReturns.confirm': none({ version: 1 }),
  'salesReturns.reverse': none({ version: 1, reason: '矩阵' }),
};
