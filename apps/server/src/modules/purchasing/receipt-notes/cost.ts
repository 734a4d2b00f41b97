import type { ExpenseAccount } from '@xinhang/shared/accounts.ts';
import { fen, splitByWeights } from '@xinhang/shared/money.ts';
import { fieldRefused } from '@xinhang/shared/problems.ts';
import type { ReceivedWay } from '@xinhang/shared/purchase-order-rules.ts';

/** A line of a receipt whose amounts are known. */
interface CameLine {
  way: string;
  qty_e4: number;
  net_fen: number;
  tax_fen: number;
}

/** What a line that came is: goods lie in stock; a service is spread as ordered, or as is said now. */
export const wayOf = (
  line: { product_kind: string; spread: number },
  asked: boolean | undefined,
): ReceivedWay => {
  if (line.product_kind === 'goods') return 'goods';
  return (asked ?? line.spread === 1) ? 'spread' : 'expense';
};

/** What a line costs by itself: tax is part of that where it is not deductible. */
const own = (line: CameLine, deductible: boolean): number =>
  deductible ? line.net_fen : line.net_fen + line.tax_fen;

/**
 * What the goods of a receipt are worth: each line what it costs, and its part of the freight by that
 * value, to the fen (docs/decisions/0305). Where all of them are free, by quantity. Services lie
 * nowhere; freight without goods beside it has nothing to be spread over.
 */
export function withCosts<Line extends CameLine>(
  lines: readonly Line[],
  deductible: boolean,
): (Line & { cost_fen: number; spread_fen: number })[] {
  const goods = lines.filter((line) => line.way === 'goods');
  const spread = lines.filter((line) => line.way === 'spread');
  if (spread.length > 0 && goods.length === 0) {
    throw fieldRefused(`/lines/${lines.indexOf(spread[0]!)}/spread`, 'nothing-to-spread');
  }
  const freight = spread.reduce((all, line) => all + own(line, deductible), 0);
  const values = goods.map((line) => own(line, deductible));
  const free = values.every((value) => value === 0);
  const weights = free ? goods.map((line) => line.qty_e4) : values;
  const parts = goods.length === 0 ? [] : splitByWeights(fen(freight), weights);
  return lines.map((line) => {
    const at = goods.indexOf(line);
    const spread_fen = parts[at] ?? 0;
    return { ...line, spread_fen, cost_fen: at < 0 ? 0 : values[at]! + spread_fen };
  });
}

/** What of these lines is no part of any goods, by account; before categories said it, selling. */
export const expensesOf = (
  lines: readonly (CameLine & { expense_account: string | null })[],
  deductible: boolean,
) => {
  const found = lines.filter((line) => line.way === 'expense');
  const accountOf = (line: { expense_account: string | null }) =>
    (line.expense_account as ExpenseAccount | null) ?? 'sellingExpense';
  return [...Map.groupBy(found, accountOf)].map(([account, some]) => ({
    account,
    amountFen: some.reduce((all, line) => all + own(line, deductible), 0),
  }));
};
