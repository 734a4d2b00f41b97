import { readyLayout } from '@xinhang/shared/print-ready.ts';
import type { Printed, PrintTemplate } from '@xinhang/shared/print-templates.ts';
import { ok, positions, refused, rowOf, type Expectation, type Verdict } from '../expectation.ts';
import { NOBODY } from '../plant-customers.ts';
import { same, type Cell, type Recipe, type Recipes } from '../recipe.ts';
import type { Request, World } from '../world.ts';

const layout = readyLayout('transfer', 'a4', 'zh-CN');
/** A template that is not there, and the one that was planted. */
const one =
  (body: object): Recipe =>
  (world) => [
    {
      label: 'none',
      row: null,
      request: { params: { id: NOBODY }, body } as Request,
      rule: () => refused.notFound,
    },
    { label: 'one', row: null, request: { params: { id: world.prints.templateId }, body } },
  ];

/** Each kind of document asks for the right to read such. */
const ofStock = (verdict: Verdict) => (who: Expectation) =>
  who.holds('stock.read') ? verdict : refused.forbidden;
/** A document that is not there, one that is called by the kind of another, and one that is there. */
const docs = (requestOf: (what: object) => Request, content: Cell['content']) => (world: World) => [
  {
    label: 'none',
    row: null,
    request: requestOf({ kind: 'otherIn', docId: NOBODY }),
    rule: ofStock(refused.notFound),
  },
  {
    label: 'of another kind',
    row: null,
    request: requestOf({ kind: 'transfer', docId: world.stock.postedId }),
    rule: ofStock(refused.notFound),
  },
  {
    label: 'posted',
    row: null,
    request: requestOf({ kind: 'otherIn', docId: world.stock.postedId }),
    rule: ofStock(ok()),
    ...(content && { content }),
  },
  ...positions.flatMap((row, index) =>
    row.position === 'own' || row.position === 'otherTeam'
      ? [
          {
            label: `order, ${row.position}`,
            row: null,
            request: requestOf({ kind: 'salesOrder', docId: world.orders.confirmed[index]! }),
            rule: (who: Expectation) => {
              if (!who.holds('salesOrders.read')) return refused.forbidden;
              return who.seesOrders(row) ? ok() : refused.notFound;
            },
          },
        ]
      : [],
  ),
  ...(
    [
      ['payment', world.payables.payment],
      ['supplierRefund', world.payables.refunded],
      ['supplierStatement', world.suppliers.id],
      ['supplierMonthStatement', world.payables.statement],
    ] as const
  ).map(([kind, docId]) => ({
    label: kind,
    row: null,
    request: requestOf({ kind, docId }),
    rule: (who: Expectation) => (who.holds('payables.read') ? ok() : refused.forbidden),
  })),
  ...(['me', 'stranger'] as const).map((owner): Cell => ({
    label: `claim of ${owner}`,
    row: null,
    request: requestOf({ kind: 'expenseClaim', docId: world.expenses.approved[owner] }),
    rule(who) {
      if (!who.holds('expenses.read')) return refused.forbidden;
      return who.reaches('expenses.read', rowOf(owner)) ? ok() : refused.notFound;
    },
  })),
  {
    label: 'purchaseOrder',
    row: null,
    request: requestOf({ kind: 'purchaseOrder', docId: world.purchases.order }),
    rule: (who: Expectation) => (who.holds('purchaseOrders.read') ? ok() : refused.forbidden),
  },
  // Drafts are not printed.
  ...(
    [
      ['receiptNote', world.purchases.note],
      ['purchaseReturn', world.purchases.back],
    ] as const
  ).map(([kind, docId]) => ({
    label: kind,
    row: null,
    request: requestOf({ kind, docId }),
    rule: (who: Expectation) =>
      who.holds('purchaseOrders.read') || who.holds('receiptNotes.manage')
        ? refused.notFound
        : refused.forbidden,
  })),
  ...positions
    .flatMap((row, index) => [
      { row, kind: 'statement', docId: world.targets[index]!.customerId },
      { row, kind: 'monthStatement', docId: world.finance.statements[index]! },
      { row, kind: 'customerRefund', docId: world.finance.refunds[index]! },
    ])
    .map(({ row, kind, docId }): Cell => ({
      label: `${kind}, ${row.position}`,
      row,
      request: requestOf({ kind, docId }),
      rule(who) {
        if (!who.holds('receivables.read')) return refused.forbidden;
        return who.reaches('receivables.read', row) ? ok() : refused.notFound;
      },
    })),
];

export const printRecipes: Recipes = {
  'printTemplates.list': (world) => [
    {
      label: 'all',
      row: null,
      request: {},
      content: (answer: { rows: PrintTemplate[] }) =>
        same(
          'rows',
          answer.rows.map(({ id, name }) => [id, name]),
          [[world.prints.templateId, '矩阵模板']],
        ),
    },
  ],
  'printTemplates.create': () => [
    {
      label: 'once',
      row: null,
      request: { body: { kind: 'transfer', name: '矩阵新模板', layout } },
      rule: () => ok(201),
    },
  ],
  'printTemplates.update': one({ version: 1, standard: true }),
  'printTemplates.remove': one({ version: 1 }),
  'printRuns.counted': docs(
    (params) => ({ params }) as Request,
    (answer: Printed) => same('count', [answer.count, answer.last[0]?.template], [1, '矩阵模板']),
  ),
  'printRuns.record': docs(
    (what) => ({ body: { ...what, template: '矩阵模板' } }),
    (answer: Printed) => same('count', answer.count, 2),
  ),
};
