import type { ReceivableRow } from '@xinhang/shared/receivables.ts';
import type { Sums } from '../aged-sums.ts';
import { receivablesOf, type Debts, type Looker } from './list.ts';

export interface DebtsAsked {
  question: Debts;
  /** Business date that ages are counted on. */
  on: string;
  /** The customer after whom the page begins; null: from the first. */
  after: number | null;
  limit: number;
}

export interface DebtsPage {
  /** One more than asked for, where there are more. */
  rows: ReceivableRow[];
  count: number;
  totals: Sums;
}

/** A page of what customers in scope owe; all of it is summed for that. */
export async function debtsPage(
  ctx: Looker,
  { question, on, after, limit }: DebtsAsked,
): Promise<DebtsPage> {
  const { rows, totals } = await receivablesOf(ctx, question, on);
  const from = after === null ? 0 : rows.findIndex((row) => row.customer.id === after) + 1;
  return { rows: rows.slice(from, from + limit + 1), count: rows.length, totals };
}
