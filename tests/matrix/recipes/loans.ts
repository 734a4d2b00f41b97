import type { Loan, LoanRow } from '@xinhang/shared/loans.ts';
import { ok, positions, refused, type Expectation, type RowFacts } from '../expectation.ts';
import { NOBODY, TODAY } from '../plant-customers.ts';
import { once, probes, same, type Cell, type Recipe, type Recipes } from '../recipe.ts';
import type { Request } from '../world.ts';

const sees = (who: Expectation, row: RowFacts) =>
  row.exists && (who.holds('deliveries.manage') || who.reaches('deliveries.read', row));
const reads = (who: Expectation, row: RowFacts) => (sees(who, row) ? ok() : refused.notFound);
const everywhere = positions.map((row, index) => ({ row, index }));
/** Enough where the rules are those of another verb; a row that does not exist comes first. */
const some = [everywhere[0]!, ...probes];
const past = { status: 409, code: 'state-refused' } as const;
const incomplete = { status: 422, code: 'field-refused' } as const;

/** A cell per position, aimed at its draft. */
const over =
  (
    rows: readonly { row: RowFacts; index: number }[],
    body: object | null,
    rule: (who: Expectation, row: RowFacts) => ReturnType<typeof ok>,
    content?: (answer: never, who: Expectation, index: number) => string | null,
  ): Recipe =>
  (world) =>
    rows.map(({ row, index }): Cell => ({
      label: row.position,
      row,
      request: {
        params: { id: world.deliveries.loans[index]! },
        ...(body && { body }),
      } as Request,
      // Whoever hands goods out knows to whom; the content says who else.
      echoes: ['name'],
      rule: (who) => rule(who, row),
      content: (answer, who) => content?.(answer, who, index) ?? null,
    }));

/** The same where whoever hands goods out is told what stands against it, at every row. */
const told =
  (recipe: Recipe): Recipe =>
  (world) =>
    recipe(world).map((cell) => ({ ...cell, row: null }));

/** By which right a loan is written; who sees it and has not that right is told so. */
const by =
  (permission: 'salesOrders.update' | 'salesOrders.confirm' | 'deliveries.reverse') =>
  (verdict: ReturnType<typeof ok>) =>
  (who: Expectation, row: RowFacts) => {
    if (row.exists && who.reaches(permission, row)) return verdict;
    return sees(who, row) ? refused.forbidden : refused.notFound;
  };

export const loanRecipes: Recipes = {
  'loans.list': (world) => [
    {
      label: 'all',
      row: null,
      request: { query: { limit: 200 } },
      echoes: ['name'],
      content: (answer: { rows: LoanRow[] }, who) =>
        same(
          'rows',
          answer.rows.map((row) => row.id),
          everywhere
            .filter(({ row }) => sees(who, row))
            .map(({ index }) => world.deliveries.loans[index]!)
            .toReversed(),
        ),
    },
  ],
  'loans.get': over(everywhere, null, reads, (answer: Loan, who, index) =>
    same(
      'can',
      answer.can.update,
      !who.watched && who.reaches('salesOrders.update', positions[index]!),
    ),
  ),
  'loans.create': (world) =>
    positions.map((row, index): Cell => ({
      label: row.position,
      row: null,
      request: {
        body: {
          customerId: world.targets[index]!.customerId,
          businessDate: TODAY,
          dueOn: TODAY,
        },
      },
      rule(who) {
        if (!who.sees(row)) return refused.notFound;
        if (!who.reaches('salesOrders.update', row)) return refused.forbidden;
        return row.archived ? refused.archived : ok(201);
      },
    })),
  'loans.update': over(everywhere, { version: 1, note: '矩阵' }, by('salesOrders.update')(ok())),
  'loans.discard': over(some, { version: 1 }, by('salesOrders.update')(ok())),
  // Nothing is named that is to be handed out: who may is told so.
  'loans.confirm': told(
    over(everywhere, { version: 1 }, (who, row) => {
      if (!sees(who, row)) return refused.notFound;
      return row.archived ? refused.archived : incomplete;
    }),
  ),
  // None of them was handed out.
  'loans.extend': over(
    some,
    { version: 1, dueOn: TODAY, reason: '矩阵' },
    by('salesOrders.update')(past),
  ),
  'loans.takeBack': told(
    over(
      some,
      { version: 1, businessDate: TODAY, lines: [{ loanLineId: 1, qtyE4: 1 }] },
      (who, row) => (sees(who, row) ? past : refused.notFound),
    ),
  ),
  'loans.sell': over(
    some,
    { version: 1, businessDate: TODAY, lines: [{ loanLineId: 1, qtyE4: 1 }] },
    by('salesOrders.confirm')(past),
  ),
  'loans.reverse': over(everywhere, { version: 1, reason: '矩阵' }, by('deliveries.reverse')(past)),
  'loans.reverseReturn': once(
    { params: { id: NOBODY }, body: { version: 1, reason: '矩阵' } },
    {
      rule: () => refused.notFound,
    },
  ),
};
