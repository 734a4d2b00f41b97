import { firstCashDay } from '@xinhang/db/repositories/cash.ts';
import {
  insertCashOpening,
  standingOpenings,
  updateCashOpening,
  type CashOpeningRecord,
} from '@xinhang/db/repositories/cash-transfers.ts';
import type { CashAccount } from '@xinhang/shared/cash-accounts.ts';
import type { api } from '@xinhang/shared/contract/api.ts';
import type { EndpointInput } from '@xinhang/shared/contract/endpoint.ts';
import { fieldRefused, problem } from '@xinhang/shared/problems.ts';
import { stale } from '../../http/conflict.ts';
import type { WriteContext } from '../../http/context.ts';
import {
  asOpening,
  assertOpeningsOpen,
  firstEntity,
  postVoucher,
  reverseVoucher,
  type MoneyDoc,
} from '../ledgers/service.ts';
import { takeDocumentNo } from '../system/service.ts';
import { cashAccountNow } from './cash-accounts.ts';
import { postCash, reverseCash } from './cash-book.ts';
import { chartAccountOf } from './cash-docs.ts';

/** Of the numbers: the initials of 资金期初. */
const PREFIX = 'ZJQC';

const told = (row: CashOpeningRecord | undefined) =>
  row
    ? { no: row.no, businessDate: row.business_date, amountFen: row.amount_fen, note: row.note }
    : null;

async function record(
  ctx: WriteContext,
  action: string,
  accountId: number,
  before: CashOpeningRecord | undefined,
): Promise<CashAccount> {
  const [after] = await standingOpenings(ctx.tx, accountId);
  await ctx.audit({
    action,
    entity: 'cashAccount',
    entityId: accountId,
    before: told(before),
    after: told(after),
  });
  const account = await cashAccountNow(ctx, accountId, 'cash.manage');
  const { id, version } = account;
  await ctx.emit({ entity: 'cashAccount', id, version, audience: [] });
  return account;
}

type Body = EndpointInput<typeof api.cashAccounts.open>['body'];

/** What lay in an account as the books began: against the equity of that day. */
export async function openCashAccount(
  given: WriteContext,
  accountId: number,
  { businessDate, amountFen, note }: Body,
): Promise<CashAccount> {
  const ctx = await asOpening(given, businessDate);
  await cashAccountNow(ctx, accountId, 'cash.manage');
  if ((await standingOpenings(ctx.tx, accountId)).length > 0) throw problem('already-exists');
  const first = await firstCashDay(ctx.tx, accountId);
  if (first !== null && businessDate > first) {
    throw fieldRefused('/businessDate', 'after-first-movement', { day: first });
  }
  const entityId = (await firstEntity(ctx.tx))!;
  const no = await takeDocumentNo(ctx, { entityId, prefix: PREFIX, businessDate });
  const id = await insertCashOpening(ctx.tx, {
    no,
    state: 'confirmed',
    entity_id: entityId,
    account_id: accountId,
    business_date: businessDate,
    amount_fen: amountFen,
    note,
    reversal_reason: '',
    made_by: ctx.actor.userId,
    made_at: ctx.now,
    reversed_by: null,
    reversed_at: null,
  });
  const doc: MoneyDoc = { kind: 'cashOpening', id, no };
  await postCash(ctx, { entityId, accountId, doc, businessDate, amountFen, note });
  const account = await chartAccountOf(ctx, accountId);
  const lines = [
    { account, amountFen },
    { account: 'equityOpening' as const, amountFen: -amountFen },
  ];
  await postVoucher(ctx, { entityId, doc, businessDate, lines });
  return await record(ctx, 'cashAccounts.open', accountId, undefined);
}

/** Takes it back on the day for which it was said, so that no day between has it. */
export async function undoOpening(
  ctx: WriteContext,
  accountId: number,
  { version, reason }: { version: number; reason: string },
): Promise<CashAccount> {
  await cashAccountNow(ctx, accountId, 'cash.manage');
  const [row] = await standingOpenings(ctx.tx, accountId);
  if (!row) throw problem('state-refused');
  if (row.version !== version) throw stale(row);
  await assertOpeningsOpen(ctx.tx);
  const doc: MoneyDoc = { kind: 'cashOpening', id: row.id, no: row.no };
  await reverseCash(ctx, doc, row.business_date);
  await reverseVoucher(ctx, doc, row.business_date);
  const done = await updateCashOpening(ctx.tx, row, {
    state: 'reversed',
    reversal_reason: reason,
    reversed_by: ctx.actor.userId,
    reversed_at: ctx.now,
  });
  if (!done) throw stale(row);
  return await record(ctx, 'cashAccounts.reverseOpening', accountId, row);
}
