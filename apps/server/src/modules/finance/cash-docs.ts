import { allCashAccounts } from '@xinhang/db/repositories/cash.ts';
import type { AccountKey } from '@xinhang/shared/accounts.ts';
import type { CashDocState } from '@xinhang/shared/cash-transfers.ts';
import { problem } from '@xinhang/shared/problems.ts';
import { stale } from '../../http/conflict.ts';
import type { WriteContext } from '../../http/context.ts';

/** What documents of money that are drafted, confirmed and reversed have in common. */
export interface CashDocRow {
  id: number;
  version: number;
  no: string | null;
  state: string;
  business_date: string;
  amount_fen: number;
  note: string;
  reversal_reason: string;
  made_by: number;
  maker_name: string;
  made_at: number;
  confirmed_by: number | null;
  confirmer_name: string | null;
  confirmed_at: number | null;
  reversed_by: number | null;
  reverser_name: string | null;
  reversed_at: number | null;
}

const ref = (id: number | null, name: string | null) =>
  id === null ? null : { id, name: name ?? '' };

/** The part of the contract that all of them share. */
export const headOf = (row: CashDocRow, writes: boolean) => ({
  id: row.id,
  version: row.version,
  no: row.no ?? '',
  state: row.state as CashDocState,
  businessDate: row.business_date,
  amountFen: row.amount_fen,
  note: row.note,
  madeBy: { id: row.made_by, name: row.maker_name },
  madeAt: row.made_at,
  confirmedBy: ref(row.confirmed_by, row.confirmer_name),
  confirmedAt: row.confirmed_at,
  reversedBy: ref(row.reversed_by, row.reverser_name),
  reversedAt: row.reversed_at,
  reversalReason: row.reversal_reason,
  mayEdit: writes && row.state === 'draft',
  mayReverse: writes && row.state === 'confirmed',
});

/** A new draft, as far as it is the same for all of them. */
export const draftedBy = (ctx: WriteContext) => ({
  no: null,
  state: 'draft',
  reversal_reason: '',
  made_by: ctx.actor.userId,
  made_at: ctx.now,
  confirmed_by: null,
  confirmed_at: null,
  reversed_by: null,
  reversed_at: null,
});

export const confirmedBy = (ctx: WriteContext, no: string) => ({
  no,
  state: 'confirmed',
  confirmed_by: ctx.actor.userId,
  confirmed_at: ctx.now,
});

export const reversedBy = (ctx: WriteContext, reason: string) => ({
  state: 'reversed',
  reversal_reason: reason,
  reversed_by: ctx.actor.userId,
  reversed_at: ctx.now,
});

/** That row, in this state and in the version the actor saw. */
export function inState<Row extends { state: string; version: number }>(
  row: Row | undefined,
  version: number,
  state: string,
): Row {
  if (!row) throw problem('not-found');
  if (row.state !== state) throw problem('state-refused');
  if (row.version !== version) throw stale(row);
  return row;
}

/** The account of the chart under which the money of this account stands. */
export async function chartAccountOf(ctx: WriteContext, accountId: number): Promise<AccountKey> {
  const account = (await allCashAccounts(ctx.tx)).find((one) => one.id === accountId)!;
  return account.kind as AccountKey;
}
