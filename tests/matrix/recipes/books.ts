import type { PeriodDraft, PeriodMonth } from '@xinhang/shared/period-closings.ts';
import type { AccountBalance, Voucher, VoucherRow } from '@xinhang/shared/vouchers.ts';
import { ok, positions, refused, type Expectation } from '../expectation.ts';
import { NOBODY } from '../plant-customers.ts';
import { CLOSED } from '../plant-finance.ts';
import { once, same, type Recipes } from '../recipe.ts';

/** The month after the one that is closed. */
const NEXT = '2025-02';

const drafts = (who: Expectation) => {
  const receipts = positions.filter((row) => row.exists && who.reaches('receivables.read', row));
  const goods = positions.filter(
    (row) => row.exists && (who.holds('deliveries.manage') || who.reaches('deliveries.read', row)),
  );
  return { receipt: receipts.length, delivery: goods.length };
};

/** What goods cost stands on vouchers. */
const books = (done = ok()) => ({
  rule: (who: Expectation) => (who.role.fields.cost === 'show' ? done : refused.forbidden),
});
const file = { what: 'vouchers', format: 'csv', lang: 'zh-CN' };

export const booksRecipes: Recipes = {
  'vouchers.list': once(
    { query: { account: 'otherPayable', totals: 1 } },
    {
      ...books(),
      // Of the receipt of which nobody knows the payer.
      content: (answer: { rows: VoucherRow[]; totals: object }) =>
        same(
          'vouchers',
          [answer.rows.map((row) => [row.debitFen, row.creditFen]), answer.totals],
          [[[0, 2_000]], { debitFen: 0, creditFen: 2_000 }],
        ),
    },
  ),
  'vouchers.get': (world) => [
    {
      label: 'none',
      row: null,
      request: { params: { id: NOBODY } },
      ...books(refused.notFound),
    },
    // The first ones are of customers in the order of the positions: an old document of each.
    ...positions.flatMap((row, index) => {
      const id = world.finance.vouchers[index]!;
      if (!row.exists) return [];
      return {
        label: row.position,
        row: null,
        request: { params: { id } },
        ...books(),
        content: (answer: Voucher, who: Expectation) =>
          same(
            'customer named',
            answer.lines[0]!.parties.map((one) => one.name !== ''),
            [who.sees(row)],
          ),
      };
    }),
  ],
  'vouchers.balances': once(
    {},
    {
      ...books(),
      content: (answer: { rows: AccountBalance[] }) =>
        same(
          'sum',
          answer.rows.reduce((sum, row) => sum + row.closingFen, 0),
          0,
        ),
    },
  ),
  'vouchers.export': once({ body: file }, { ...books(ok(202)), dear: true }),
  'periodClosings.list': once(
    {},
    {
      content: (answer: { rows: PeriodMonth[] }, who) => {
        const closed = answer.rows.find((row) => row.month === CLOSED);
        const next = answer.rows.find((row) => row.month === NEXT);
        return same(
          'months',
          [closed?.areas.map((one) => [one.closed, one.mayReopen]), next?.areas[0]?.mayClose],
          [
            // Finance is closed as far: it is opened first.
            [false, false, who.holds('periods.reopen')].map((may) => [true, may]),
            who.holds('periods.close'),
          ],
        );
      },
    },
  ),
  'periodClosings.checks': once(
    { query: { area: 'arap', month: '2026-11' } },
    {
      content: (answer: { drafts: PeriodDraft[] }, who) => {
        const of = (kind: string) => answer.drafts.filter((row) => row.docKind === kind).length;
        const found = { receipt: of('receipt'), delivery: of('delivery') };
        return same('drafts', found, drafts(who));
      },
    },
  ),
  'periodClosings.close': once(
    { body: { area: 'stock', month: NEXT, leaveDrafts: true } },
    { rule: () => ok() },
  ),
  'periodClosings.reopen': once(
    { body: { area: 'finance', month: CLOSED, reason: '矩阵' } },
    { rule: () => ok() },
  ),
};
