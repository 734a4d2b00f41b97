import type { StockDocRow, StockDocument } from '@xinhang/shared/stock-documents.ts';
import type { StockSummaryRow } from '@xinhang/shared/stock-summary.ts';
import type { AvailableRow, LineFacts, OnHandRow, StockMovement } from '@xinhang/shared/stock.ts';
import { ok, refused, type Expectation, type Verdict } from '../expectation.ts';
import { NOBODY } from '../plant-customers.ts';
import { STOCK_COST_E4 } from '../plant-stock.ts';
import { once, same, type Cell, type Recipe, type Recipes } from '../recipe.ts';
import type { Request, World } from '../world.ts';

const costs = (who: Expectation) => who.role.fields.cost === 'show';
const refusedField = { status: 422, code: 'field-refused' } as const;
const ONE = 10_000;

/** A document that is not there, and one that is; counts ask for a right of their own. */
const docs =
  (
    cells: readonly [
      label: string,
      idOf: (world: World) => number,
      rule: (who: Expectation) => Verdict,
    ][],
    body: object,
  ): Recipe =>
  (world) => [
    {
      label: 'none',
      row: null,
      request: { params: { id: NOBODY }, body } as Request,
      rule: () => refused.notFound,
    },
    ...cells.map(([label, idOf, rule]): Cell => ({
      label,
      row: null,
      request: { params: { id: idOf(world) }, body },
      rule,
    })),
  ];
const moves = (who: Expectation) => (who.holds('stock.move') ? ok() : refused.forbidden);
const counts = (who: Expectation) => (who.holds('stock.count') ? ok() : refused.forbidden);
const past: Verdict = { status: 409, code: 'state-refused' };
const lineOf = (world: World) => ({
  productId: world.products.id,
  unitId: world.products.unitId,
  qtyE4: ONE,
});

export const stockRecipes: Recipes = {
  'stock.onHand': (world) => [
    {
      label: 'found by code',
      row: null,
      request: { query: { q: 'MATRIX-1', count: 1 } },
      content(answer: { rows: OnHandRow[]; amountFen: number | null; costHidden: boolean }, who) {
        const [row] = answer.rows;
        return (
          same(
            'goods',
            [answer.rows.length, row?.product.id, row?.onHandE4],
            [1, world.products.id, 50 * ONE],
          ) ??
          same(
            'cost',
            [row?.averageE4, row?.valueFen, answer.amountFen, answer.costHidden],
            costs(who) ? [STOCK_COST_E4, 385_500, 385_500, false] : [null, null, null, true],
          )
        );
      },
    },
  ],
  'stock.available': (world) => [
    {
      label: 'found by code',
      row: null,
      request: { query: { q: 'MATRIX-1' } },
      // The warehouse is not sold from; what is ordered is kept where nothing lies.
      content: (answer: { rows: AvailableRow[] }) =>
        same(
          'rows',
          answer.rows.map((row) => [row.product.id, row.availableE4, Object.keys(row).length]),
          [[world.products.id, -world.orders.reservedE4, 3]],
        ),
    },
  ],
  'stock.summary': () => [
    {
      label: 'of a product',
      row: null,
      request: { query: { q: 'MATRIX-1', count: '1' } },
      content: (answer: { rows: StockSummaryRow[]; totals: { closingFen: number } | null }, who) =>
        same(
          'rows',
          [
            ...answer.rows.map((row) => [row.in.qtyE4, row.in.valueFen, row.closing.valueFen]),
            answer.totals?.closingFen,
          ],
          costs(who)
            ? [[50 * ONE, 385_500, 385_500], 385_500]
            : [[50 * ONE, null, null], undefined],
        ),
    },
  ],
  'stock.ledger': (world) => [
    {
      label: 'of a product',
      row: null,
      request: { query: { productId: world.products.id } },
      content: (answer: { rows: StockMovement[] }, who) =>
        same(
          'rows',
          answer.rows.map((row) => [row.changeE4, row.balanceE4, row.valueFen]),
          [
            [0, 50 * ONE, costs(who) ? 0 : null],
            [50 * ONE, 50 * ONE, costs(who) ? 385_500 : null],
          ],
        ),
    },
  ],
  'stock.facts': (world) => [
    {
      label: 'of a product',
      row: null,
      request: { query: { productId: world.products.id, locationId: world.products.warehouseId } },
      content: (answer: { rows: LineFacts[] }, who) =>
        same(
          'rows',
          answer.rows.map((row) => [row.onHandE4, row.averageE4]),
          [[47 * ONE, costs(who) ? STOCK_COST_E4 : null]],
        ),
    },
  ],
  'stock.batches': once({ query: {} }, { rule: () => ok() }),
  'stock.serials': once({ query: { gone: 1 } }, { rule: () => ok() }),
  'stock.provisional': once({ query: { all: 1 } }, { rule: () => ok() }),
  'stock.export': once(
    { body: { what: 'onHand', format: 'csv', lang: 'zh-CN' } },
    { rule: () => ok(202), dear: true },
  ),
  'stockDocuments.list': (world) => [
    {
      label: 'all',
      row: null,
      request: { query: {} },
      content: (answer: { rows: StockDocRow[] }) =>
        same(
          'rows',
          answer.rows.map((row) => row.id),
          [world.stock.draftId, world.stock.countId, world.stock.sentId, world.stock.postedId],
        ),
    },
  ],
  'stockDocuments.get': (world) => [
    {
      label: 'none',
      row: null,
      request: { params: { id: NOBODY } },
      rule: () => refused.notFound,
    },
    {
      label: 'posted',
      row: null,
      request: { params: { id: world.stock.postedId } },
      content: (answer: StockDocument, who) =>
        same(
          'cost',
          [answer.costHidden, answer.lines[0]?.priceE4, answer.lines[0]?.valueFen],
          costs(who) ? [false, STOCK_COST_E4, 385_500] : [true, null, null],
        ),
    },
  ],
  'stockDocuments.create': (world) => {
    const { businessDate } = world.stock;
    const body = { kind: 'otherIn', businessDate, toLocationId: world.products.warehouseId };
    return [
      {
        label: 'plain',
        row: null,
        request: { body: { ...body, lines: [lineOf(world)] } },
        rule: () => ok(201),
      },
      {
        label: 'with cost',
        row: null,
        request: { body: { ...body, lines: [{ ...lineOf(world), priceE4: ONE }] } },
        rule: (who) => (costs(who) ? ok(201) : refusedField),
      },
      {
        label: 'an assembly with labour',
        row: null,
        request: {
          body: {
            kind: 'assembly',
            businessDate,
            extra: { amountFen: 1 },
            lines: [],
          },
        },
        rule: (who) => (costs(who) ? ok(201) : refusedField),
      },
    ];
  },
  'stockDocuments.startCount': (world) => [
    {
      label: 'once',
      row: null,
      request: {
        body: { locationId: world.products.warehouseId, businessDate: world.stock.businessDate },
      },
      rule: () => ok(201),
    },
  ],
  'stockDocuments.update': docs(
    [
      ['draft', ({ stock }) => stock.draftId, moves],
      ['count', ({ stock }) => stock.countId, counts],
      [
        'posted',
        ({ stock }) => stock.postedId,
        (who) => (moves(who).status === 200 ? past : moves(who)),
      ],
    ],
    { version: 1, note: '改' },
  ),
  'stockDocuments.discard': docs(
    [
      ['draft', ({ stock }) => stock.draftId, moves],
      ['count', ({ stock }) => stock.countId, counts],
    ],
    { version: 1 },
  ),
  'stockDocuments.confirm': docs(
    [
      ['draft', ({ stock }) => stock.draftId, moves],
      [
        'count that nobody counted',
        ({ stock }) => stock.countId,
        (who) => (counts(who).status === 200 ? refusedField : counts(who)),
      ],
    ],
    { version: 1 },
  ),
  'stockDocuments.receive': docs([['sent', ({ stock }) => stock.sentId, () => ok()]], {
    version: 2,
    lines: [],
  }),
  'stockDocuments.reverse': docs(
    [
      ['sent', ({ stock }) => stock.sentId, () => ok()],
      ['draft', ({ stock }) => stock.draftId, () => past],
    ],
    { version: 2, reason: '矩阵' },
  ),
};
