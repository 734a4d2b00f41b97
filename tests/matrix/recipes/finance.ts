import type { CollectionRow } from '@xinhang/shared/collections.ts';
import { cashPickers, type CashAccount } from '@xinhang/shared/cash-accounts.ts';
import type { ReceiptRow } from '@xinhang/shared/receipts.ts';
import type { ArAdjustment, ReceivableRow } from '@xinhang/shared/receivables.ts';
import { ok, positions, refused, type Expectation, type RowFacts } from '../expectation.ts';
import { NOBODY, TODAY } from '../plant-customers.ts';
import { REFUNDED } from '../plant-finance.ts';
import { once, overRows, same, type Cell, type Recipe, type Recipes } from '../recipe.ts';
import type { Request, World } from '../world.ts';

/** What a customer owes and paid lies with whoever owns him: a collaborator sees none of it. */
const reads = (who: Expectation, row: RowFacts) => who.reaches('receivables.read', row);
const refusedField = { status: 422, code: 'field-refused' } as const;
/** A row out of reach does not exist; as a field it is refused. */
const shown = (who: Expectation, row: RowFacts) => (reads(who, row) ? ok() : refused.notFound);
const named =
  (status = 200) =>
  (who: Expectation, row: RowFacts) =>
    reads(who, row) ? ok(status) : refusedField;
/** Of a customer that the path or the query names. */
const ofCustomer = (who: Expectation, row: RowFacts) =>
  reads(who, row) ? ok() : who.sees(row) ? refused.forbidden : refused.notFound;

/** Whoever sets the limit comes as far as this; whoever does not see it sets none. */
function setsLimit(who: Expectation, row: RowFacts, then: ReturnType<typeof ok>) {
  const found = who.acts('customers.credit', row);
  if (found.status !== 200) return found;
  return who.role.fields.credit === 'show' ? then : refused.forbidden;
}

type Row = World['finance']['rows'][number];
const over =
  (
    request: (row: Row, world: World, index: number) => Request,
    rule: (who: Expectation, row: RowFacts) => ReturnType<typeof ok>,
  ): Recipe =>
  (world) =>
    positions.map((row, index): Cell => ({
      label: row.position,
      row,
      request: request(world.finance.rows[index]!, world, index),
      rule: (who) => rule(who, row),
    }));
const readable = (who: Expectation) => positions.filter((row) => row.exists && reads(who, row));

const byFirst = (a: readonly unknown[], b: readonly unknown[]) => Number(a[0]) - Number(b[0]);

export const financeRecipes: Recipes = {
  'cashAccounts.list': (world) => [
    {
      label: 'once',
      row: null,
      request: {},
      content: (answer: { rows: CashAccount[] }, who) =>
        same(
          'balance',
          answer.rows.map((row) => [row.id, row.balanceFen !== null]),
          // Whoever makes roles alone asks for names, and gets nothing without.
          cashPickers.some((one) => who.holds(one))
            ? [world.finance.accountId, world.cash.tillId].map((id) => [id, who.holds('cash.read')])
            : [],
        ),
    },
  ],
  'cashAccounts.create': once(
    { body: { name: '矩阵现金', kind: 'cash' } },
    { rule: () => ok(201) },
  ),
  'cashAccounts.update': (world) => [
    {
      label: 'one',
      row: null,
      request: { params: { id: world.finance.accountId }, body: { version: 1, sort: 7 } },
    },
  ],
  'cashAccounts.journal': (world) => [
    { label: 'one', row: null, request: { params: { id: world.finance.accountId } } },
    {
      label: 'none',
      row: null,
      request: { params: { id: NOBODY } },
      rule: () => refused.notFound,
    },
  ],
  'paymentTerms.list': once(),
  'paymentTerms.create': once(
    {
      body: {
        name: '矩阵票到',
        lines: [{ shareBp: 10_000, trigger: 'fapiao', days: 30, fixedDay: null }],
      },
    },
    { rule: () => ok(201) },
  ),
  'paymentTerms.update': (world) => [
    {
      label: 'one',
      row: null,
      request: { params: { id: world.finance.termId }, body: { version: 1, name: '矩阵改' } },
    },
  ],
  'paymentTerms.ofCustomer': overRows({
    request: ({ customerId }) => ({ params: { id: customerId } }),
    rule: (who, row) => who.reads(row),
  }),
  'paymentTerms.setOfCustomer': overRows({
    request: ({ customerId }, world) => ({
      params: { id: customerId },
      body: { termId: world.finance.termId, overdueDays: 15 },
    }),
    rule: (who, row) => who.acts('customers.credit', row),
  }),
  'temporaryLimits.ofCustomer': overRows({
    request: ({ customerId }) => ({ params: { id: customerId } }),
    rule: (who, row) => who.reads(row),
    content: (answer: { hidden: boolean }, who) =>
      who.role.fields.credit === 'show' || answer.hidden ? null : 'credit is hidden',
  }),
  // Nobody has a standing limit here: whoever may give one is told so.
  'temporaryLimits.give': overRows({
    request: ({ customerId }) => ({
      params: { id: customerId },
      body: { limitFen: 100, validFrom: TODAY, validTo: TODAY, reason: '矩阵' },
    }),
    rule: (who, row) => setsLimit(who, row, refusedField),
  }),
  'temporaryLimits.end': overRows({
    request: ({ customerId }) => ({ params: { id: customerId, limitId: NOBODY } }),
    rule: (who, row) => setsLimit(who, row, refused.notFound),
  }),
  'receipts.list': (world) => [
    {
      label: 'all',
      row: null,
      request: { query: { limit: 200 } },
      content(answer: { rows: ReceiptRow[] }, who) {
        const theirs = positions.flatMap((row, index) => {
          const { draft, receipt } = world.finance.rows[index]!;
          return row.exists && reads(who, row) ? [draft, receipt] : [];
        });
        const unknown = who.holds('receipts.manage') ? [world.finance.unknownId] : [];
        const found = answer.rows.map((row) => row.id).toSorted((a, b) => a - b);
        return same(
          'rows',
          found,
          [...theirs, ...unknown].toSorted((a, b) => a - b),
        );
      },
    },
  ],
  'receipts.get': over(({ receipt }) => ({ params: { id: receipt } }), shown),
  'receipts.proposal': overRows({
    request: ({ customerId }) => ({ params: { id: customerId }, query: { amountFen: 100 } }),
    rule: ofCustomer,
  }),
  'receipts.create': (world) =>
    positions.map((row, index): Cell => ({
      label: row.position,
      row,
      request: {
        body: {
          customerId: world.targets[index]!.customerId,
          accountId: world.finance.accountId,
          businessDate: TODAY,
          amountFen: 100,
        },
      },
      rule: (who) => named(201)(who, row),
    })),
  'receipts.update': over(
    ({ draft }) => ({ params: { id: draft }, body: { version: 1, note: '矩阵' } }),
    shown,
  ),
  'receipts.discard': over(({ draft }) => ({ params: { id: draft }, body: { version: 1 } }), shown),
  'receipts.confirm': over(({ draft }) => ({ params: { id: draft }, body: { version: 1 } }), shown),
  'receipts.reverse': over(
    ({ receipt }) => ({
      params: { id: receipt },
      body: { version: 2, reason: '矩阵', refundedFen: REFUNDED },
    }),
    shown,
  ),
  'receipts.claim': over(
    (_row, world, index) => ({
      params: { id: world.finance.unknownId },
      body: { version: 2, customerId: world.targets[index]!.customerId },
    }),
    named(),
  ),
  'receivables.list': (world) => [
    {
      label: 'all',
      row: null,
      request: { query: { limit: 200 } },
      content: (answer: { rows: ReceivableRow[]; totals: { balanceFen: number } }, who) =>
        same(
          'rows',
          answer.rows.map((row) => row.customer.id).toSorted((a, b) => a - b),
          readable(who)
            .map((row) => world.targets[positions.indexOf(row)]!.customerId)
            .toSorted((a, b) => a - b),
        ) ??
        same(
          'total',
          answer.totals.balanceFen,
          answer.rows.reduce((sum, row) => sum + row.balanceFen, 0),
        ),
    },
  ],
  'receivables.export': once(
    { body: { format: 'csv', lang: 'zh-CN' } },
    { rule: () => ok(202), dear: true },
  ),
  'collections.list': (world) => [
    {
      label: 'all',
      row: null,
      request: { query: { limit: 200 } },
      content: (answer: { rows: CollectionRow[] }, who) =>
        same(
          'rows',
          answer.rows.map((row) => [row.customer.id, row.lastNote?.id]).toSorted(byFirst),
          readable(who)
            .map((row) => positions.indexOf(row))
            .map((at) => [world.targets[at]!.customerId, world.finance.notes[at]!])
            .toSorted(byFirst),
        ),
    },
  ],
  'collections.notes': overRows({
    request: ({ customerId }) => ({ params: { id: customerId } }),
    rule: ofCustomer,
  }),
  'collections.add': overRows({
    request: ({ customerId }) => ({ params: { id: customerId }, body: { result: '矩阵' } }),
    rule: (who, row) => {
      const seen = ofCustomer(who, row);
      return seen.status === 200 ? ok(201) : seen;
    },
  }),
  // Whoever wrote a note takes it back: here it was somebody else.
  'collections.withdraw': (world) =>
    positions.map((row, index): Cell => ({
      label: row.position,
      row,
      request: { params: { id: world.finance.notes[index]! }, body: { version: 1 } },
      rule: (who) => (reads(who, row) ? refused.forbidden : refused.notFound),
    })),
  'customerRefunds.list': (world) => [
    {
      label: 'all',
      row: null,
      request: { query: { limit: 200 } },
      content: (answer: { rows: { id: number }[] }, who) =>
        same(
          'rows',
          answer.rows.map((row) => row.id).toSorted((a, b) => a - b),
          readable(who).map((row) => world.finance.refunds[positions.indexOf(row)]!),
        ),
    },
  ],
  'customerRefunds.create': over(
    ({ paid }, world, index) => ({
      body: {
        customerId: world.targets[index]!.customerId,
        accountId: world.finance.accountId,
        businessDate: TODAY,
        lines: [{ itemId: paid, amountFen: 10 }],
      },
    }),
    named(201),
  ),
  'customerRefunds.reverse': over(
    (_row, world, index) => ({
      params: { id: world.finance.refunds[index]! },
      body: { version: 1, reason: '矩阵' },
    }),
    shown,
  ),
  'refundRequests.list': once({ query: { limit: 200 } }),
  'refundRequests.create': over(
    ({ paid }, world, index) => ({
      body: {
        customerId: world.targets[index]!.customerId,
        lines: [{ itemId: paid, amountFen: 10 }],
      },
    }),
    named(201),
  ),
  'refundRequests.submit': once(
    {
      params: { id: NOBODY },
      body: { version: 1, lines: [{ itemId: NOBODY, amountFen: 10 }] },
    },
    { rule: () => refused.notFound },
  ),
  'refundRequests.withdraw': once(
    { params: { id: NOBODY }, body: { version: 1 } },
    { rule: () => refused.notFound },
  ),
  'refundRequests.discard': once(
    { params: { id: NOBODY }, body: { version: 1 } },
    { rule: () => refused.notFound },
  ),
  'refundRequests.pay': (world) => [
    {
      label: 'none',
      row: null,
      request: {
        params: { id: NOBODY },
        body: { version: 1, accountId: world.finance.accountId, businessDate: TODAY },
      },
      rule: () => refused.notFound,
    },
  ],
  'bills.received': (world) => [
    {
      label: 'all',
      row: null,
      request: { query: { limit: 200 } },
      content: (answer: { rows: { id: number }[] }, who) =>
        same(
          'rows',
          answer.rows.map((row) => row.id).toSorted((a, b) => a - b),
          readable(who).map((row) => world.finance.bills[positions.indexOf(row)]!),
        ),
    },
  ],
  'bills.issued': once({ query: { limit: 200 } }),
  'bills.get': over(
    (_row, world, index) => ({ params: { id: world.finance.bills[index]! } }),
    shown,
  ),
  // Both sides move theirs: received ones whoever enters receipts.
  'bills.move': over(
    (_row, world, index) => ({
      params: { id: world.finance.bills[index]! },
      body: {
        version: 2,
        kind: 'collect',
        businessDate: TODAY,
        accountId: world.finance.accountId,
      },
    }),
    (who, row) =>
      !reads(who, row) ? refused.notFound : who.holds('receipts.manage') ? ok() : refused.forbidden,
  ),
  'bills.undo': once(
    { params: { id: NOBODY }, body: { version: 1, reason: '矩阵' } },
    { rule: () => refused.notFound },
  ),
  'bills.split': once(
    { params: { id: NOBODY }, body: { version: 1, amountFen: 1 } },
    { rule: () => refused.notFound },
  ),
  'bills.join': once(
    { params: { id: NOBODY }, body: { version: 1 } },
    { rule: () => refused.notFound },
  ),
  'bills.exportReceived': once(
    { body: { format: 'csv', lang: 'zh-CN' } },
    { rule: () => ok(202), dear: true },
  ),
  'bills.exportIssued': once(
    { body: { format: 'csv', lang: 'zh-CN' } },
    { rule: () => ok(202), dear: true },
  ),
  // Whoever corrects one side alone sets nothing off.
  'nettings.list': once({ query: { limit: 200 } }),
  // Scope, and what is seen of it, is that of the list.
  'nettings.get': once({ params: { id: NOBODY } }, { rule: () => refused.notFound }),
  'nettings.pairs': once(
    {},
    { rule: (who) => (who.holds('receivables.adjust') ? ok() : refused.forbidden) },
  ),
  'nettings.proposal': overRows({
    request: ({ customerId }, world) => ({
      params: { customerId, supplierId: world.suppliers.id },
      query: { on: TODAY },
    }),
    rule: (who, row) =>
      who.holds('receivables.adjust') ? ofCustomer(who, row) : refused.forbidden,
  }),
  'nettings.create': over(
    (_row, world, index) => ({
      body: {
        customerId: world.targets[index]!.customerId,
        supplierId: world.suppliers.id,
        businessDate: TODAY,
        amountFen: 10,
        note: '矩阵',
      },
    }),
    (who, row) => (who.holds('receivables.adjust') ? named(201)(who, row) : refused.forbidden),
  ),
  'nettings.reverse': once(
    { params: { id: NOBODY }, body: { version: 1, reason: '矩阵' } },
    {
      rule: (who) => (who.holds('receivables.adjust') ? refused.notFound : refused.forbidden),
    },
  ),
  'receivables.ofCustomer': overRows({
    request: ({ customerId }) => ({ params: { id: customerId } }),
    rule: ofCustomer,
    content: (answer: { standing: { limitFen: number | null; limitHidden: boolean } }, who) =>
      same('limit', answer.standing.limitHidden, who.role.fields.credit !== 'show'),
  }),
  'receivables.statement': (world) =>
    positions.map((row, index): Cell => ({
      label: row.position,
      row,
      request: {
        body: {
          customerId: world.targets[index]!.customerId,
          format: 'csv',
          lang: 'zh-CN',
        },
      },
      rule: (who) => (reads(who, row) ? ok(202) : ofCustomer(who, row)),
      dear: true,
    })),
  'receivables.settle': over(
    ({ owed, paid }) => ({ body: { owedId: owed, paidId: paid, amountFen: 10 } }),
    named(),
  ),
  'receivables.unsettle': over(
    ({ allocation }) => ({ body: { allocationId: allocation } }),
    named(),
  ),
  'receivables.adjustments': () => [
    {
      label: 'all',
      row: null,
      request: { query: { limit: 200 } },
      content: (answer: { rows: ArAdjustment[] }, who) =>
        same('rows', answer.rows.length, readable(who).length * 2),
    },
  ],
  'receivables.adjust': overRows({
    request: ({ customerId }) => ({
      body: { kind: 'writeOff', customerId, businessDate: TODAY, amountFen: -5, note: '矩阵' },
    }),
    rule: named(201),
  }),
  'receivables.reverseAdjustment': over(
    ({ free }) => ({ params: { id: free }, body: { version: 1, reason: '矩阵' } }),
    shown,
  ),
};
