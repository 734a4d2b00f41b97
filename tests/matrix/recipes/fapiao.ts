import type { EarlyLine, Fapiao, FapiaoRow, UninvoicedRow } from '@xinhang/shared/fapiao.ts';
import { canary, placePhoneOf } from '../canaries.ts';
import { ok, positions, refused, type Expectation, type RowFacts } from '../expectation.ts';
import { NOBODY, TODAY } from '../plant-customers.ts';
import { earlyFen } from '../plant-fapiao.ts';
import { orderFen } from '../plant-orders.ts';
import { once, same, type Cell, type Recipe, type Recipes } from '../recipe.ts';
import type { Request, World } from '../world.ts';
import { phoneShown } from './customers.ts';

const ONE = 10_000;
const reads = (who: Expectation, row: RowFacts) => row.exists && who.reaches('fapiao.read', row);
const seen = (who: Expectation) =>
  positions.flatMap((row, index) => (reads(who, row) ? [index] : []));
const sum = (of: readonly number[]) => of.reduce((all, one) => all + one, 0);

/** A cell per position, aimed at one of its fapiao. */
const over =
  (
    which: 'drafts' | 'issued',
    request: (id: number) => Request,
    {
      status = 200,
      content,
    }: {
      status?: number;
      content?: (answer: never, who: Expectation, row: RowFacts, index: number) => string | null;
    } = {},
  ): Recipe =>
  (world) =>
    positions.map((row, index): Cell => ({
      label: row.position,
      row,
      request: request(world.fapiao[which][index]!),
      // Whoever makes it out writes the phone on it; the content says who else.
      echoes: ['phone'],
      rule: (who) => (reads(who, row) ? ok(status) : refused.notFound),
      content: (answer, who) => content?.(answer, who, row, index) ?? null,
    }));

/** Lines that nobody delivered, of the customer at each position. */
const ofNobody =
  (body: object): Recipe =>
  (world) =>
    positions.map((row, index): Cell => ({
      label: row.position,
      row,
      request: { body: { customerId: world.targets[index]!.customerId, ...body } },
      rule(who) {
        if (!reads(who, row)) return who.sees(row) ? refused.forbidden : refused.notFound;
        return { status: 422, code: 'field-refused' };
      },
    }));

export const fapiaoRecipes: Recipes = {
  'fapiao.list': (world) => [
    {
      label: 'issued',
      row: null,
      request: { query: { state: 'issued', count: 1, limit: 200 } },
      content: (answer: { rows: FapiaoRow[]; totals: { grossFen: number } }, who) =>
        same(
          'rows',
          answer.rows.map((row) => [row.id, row.title]),
          seen(who)
            .map((index) => [
              world.fapiao.issued[index]!,
              positions[index]!.owner === null ? '' : canary(index, 'place'),
            ])
            .toReversed(),
        ) ?? same('sum', answer.totals.grossFen, sum(seen(who).map(orderFen))),
    },
  ],
  'fapiao.get': over('drafts', (id) => ({ params: { id } }), {
    content: (answer: Fapiao, who, row, index) =>
      same(
        'buyer',
        [answer.buyer?.taxNo ?? null, answer.buyer?.phone ?? null],
        row.owner === null
          ? [null, null]
          : [
              canary(index, 'taxNo'),
              who.holds('fapiao.manage')
                ? placePhoneOf(index)
                : (phoneShown(who, row, placePhoneOf(index)) ?? ''),
            ],
      ),
  }),
  'fapiao.ofCustomer': (world) =>
    positions.map((row, index): Cell => ({
      label: row.position,
      row,
      request: { params: { id: world.targets[index]!.customerId } },
      rule: (who) => {
        if (reads(who, row)) return ok();
        return who.sees(row) ? refused.forbidden : refused.notFound;
      },
      content: (answer: { earlyFen: number }) => same('early', answer.earlyFen, earlyFen(index)),
    })),
  // What is marked of each, and wanted again: tests/api/no-fapiao.test.ts.
  'fapiao.noFapiao': ofNobody({ reason: '矩阵', deliveryLineIds: [NOBODY] }),
  'fapiao.notNeeded': once({ query: { limit: 200 } }),
  'fapiao.neededAgain': ofNobody({ deliveryLineIds: [NOBODY] }),
  'fapiao.uninvoiced': () => [
    {
      label: 'all',
      row: null,
      request: { query: { limit: 200 } },
      content: (answer: { rows: UninvoicedRow[]; totals: { earlyFen: number } }, who) =>
        same(
          'rows',
          answer.rows.map((row) => row.earlyFen).toSorted((a, b) => a - b),
          seen(who).map(earlyFen),
        ) ?? same('sum', answer.totals.earlyFen, sum(seen(who).map(earlyFen))),
    },
  ],
  'fapiao.early': () => [
    {
      label: 'all',
      row: null,
      request: { query: { limit: 200 } },
      content: (answer: { rows: EarlyLine[]; totals: { earlyFen: number } }, who) =>
        same(
          'rows',
          answer.rows.map((row) => row.earlyFen).toSorted((a, b) => a - b),
          seen(who).map(earlyFen),
        ) ?? same('sum', answer.totals.earlyFen, sum(seen(who).map(earlyFen))),
    },
  ],
  'fapiao.create': (world: World) =>
    positions.map((row, index): Cell => ({
      label: row.position,
      row,
      request: {
        body: {
          customerId: world.targets[index]!.customerId,
          businessDate: TODAY,
          lines: [{ orderLineId: world.orders.lines[index]!, qtyE4: ONE }],
        },
      },
      echoes: ['phone'],
      rule(who) {
        if (!reads(who, row)) return who.sees(row) ? refused.forbidden : refused.notFound;
        return row.archived ? refused.archived : ok(201);
      },
    })),
  'fapiao.update': over('drafts', (id) => ({ params: { id }, body: { version: 1, note: '矩阵' } })),
  'fapiao.correct': over('issued', (id) => ({
    params: { id },
    body: { version: 1, number: `矩阵${id}` },
  })),
  'fapiao.discard': over('drafts', (id) => ({ params: { id }, body: { version: 1 } })),
  'fapiao.issue': over('drafts', (id) => ({ params: { id }, body: { version: 1 } })),
  'fapiao.red': over(
    'issued',
    (id) => ({
      params: { id },
      body: { version: 1, businessDate: TODAY, number: '矩阵', reason: '矩阵' },
    }),
    { status: 201 },
  ),
  // What came back of each: tests/api/fapiao.test.ts.
  'fapiao.redOfReturns': (world: World) =>
    positions.map((row, index): Cell => ({
      label: row.position,
      row,
      request: {
        body: {
          customerId: world.targets[index]!.customerId,
          businessDate: TODAY,
          number: '矩阵红',
          redOfNo: '矩阵蓝',
          reason: '矩阵',
          returnLineIds: [NOBODY],
        },
      },
      rule(who) {
        if (!reads(who, row)) return who.sees(row) ? refused.forbidden : refused.notFound;
        return row.archived ? refused.archived : { status: 422, code: 'field-refused' };
      },
    })),
  'fapiao.export': once(
    { body: { what: 'fapiao', format: 'csv', lang: 'zh-CN' } },
    { rule: () => ok(202), dear: true },
  ),
};
