import { may } from '@xinhang/db/actor.ts';
import { billParties } from '@xinhang/db/repositories/bills.ts';
import {
  allCashAccounts,
  cashAccountsSeen,
  cashBalances,
  cashJournal,
  insertCashAccount,
  updateCashAccount,
  type CashAccountRecord,
} from '@xinhang/db/repositories/cash.ts';
import {
  standingOpenings,
  type CashOpeningRecord,
} from '@xinhang/db/repositories/cash-transfers.ts';
import { listOtherCash } from '@xinhang/db/repositories/other-cash.ts';
import { claimantsOf } from '@xinhang/db/repositories/expense-claims.ts';
import { paymentParties } from '@xinhang/db/repositories/payments.ts';
import { customerRefundParties, supplierRefundParties } from '@xinhang/db/repositories/refunds.ts';
import { receiptParties } from '@xinhang/db/repositories/receipts.ts';
import { billDocs } from '@xinhang/shared/bill-rules.ts';
import { accountsOf, reachesAccount } from '@xinhang/db/scope-cash.ts';
import type { CashPermission } from '@xinhang/shared/cash-narrowing.ts';
import {
  cashPickers,
  type CashAccount,
  type CashAccountKind,
  type CashMovement,
} from '@xinhang/shared/cash-accounts.ts';
import type { api } from '@xinhang/shared/contract/api.ts';
import type { EndpointInput } from '@xinhang/shared/contract/endpoint.ts';
import { fieldRefused, problem } from '@xinhang/shared/problems.ts';
import { conflict } from '../../http/conflict.ts';
import type { ReadContext, WriteContext } from '../../http/context.ts';
import { cutPage, startOf } from '../../http/paging.ts';
import { firstEntity } from '../ledgers/service.ts';
import { partyOf } from './other-cash/describe.ts';

type Body<K extends 'create' | 'update'> = EndpointInput<(typeof api.cashAccounts)[K]>['body'];

interface Standing {
  balanceFen: number;
  opening: CashOpeningRecord | undefined;
}

const toOpening = (row: CashOpeningRecord): CashAccount['opening'] => ({
  id: row.id,
  version: row.version,
  no: row.no,
  businessDate: row.business_date,
  amountFen: row.amount_fen,
  note: row.note,
  by: { id: row.made_by, name: row.maker_name },
});

/** Without its standing for whoever only picks an account. */
const toAccount = (row: CashAccountRecord, standing: Standing | null): CashAccount => ({
  id: row.id,
  version: row.version,
  name: row.name,
  kind: row.kind as CashAccountKind,
  bankName: row.bank_name,
  bankNo: row.bank_no,
  sort: row.sort,
  active: row.active === 1,
  balanceFen: standing && standing.balanceFen,
  opening: standing?.opening ? toOpening(standing.opening) : null,
});

/** What can be known of an account without any right to it: for narrowing a role, for a transfer to it. */
const nameOnly = (row: CashAccountRecord): CashAccount =>
  toAccount({ ...row, bank_name: '', bank_no: '' }, null);

/**
 * Accounts that some right of the actor reaches; what lies there is told to whoever may read the
 * books of that account. With `names` all others as well, without anything but their names: to
 * whoever makes roles, and to whoever moves money to where he sees nothing.
 */
export async function listCashAccounts(ctx: ReadContext, names = false): Promise<CashAccount[]> {
  const { actor, db } = ctx;
  const seen = await cashAccountsSeen(db, actor, cashPickers);
  const balances = await cashBalances(db, actor);
  const openings = may(actor, 'cash.read') ? await standingOpenings(db) : [];
  const told = (row: CashAccountRecord) =>
    toAccount(
      row,
      reachesAccount(actor, 'cash.read', row.id)
        ? {
            balanceFen: balances.get(row.id) ?? 0,
            opening: openings.find((one) => one.account_id === row.id),
          }
        : null,
    );
  const asks = may(actor, 'cash.move') || may(actor, 'roles.manage');
  if (!names || !asks) return seen.map(told);
  const ids = new Set(seen.map((row) => row.id));
  return (await allCashAccounts(db)).map((row) => (ids.has(row.id) ? told(row) : nameOnly(row)));
}

/** An account as it stands now; `not-found` where there is none that this right reaches. */
export async function cashAccountNow(
  ctx: WriteContext,
  id: number,
  permission: CashPermission,
): Promise<CashAccount> {
  const rows = await cashAccountsSeen(ctx.tx, ctx.actor, [permission]);
  const row = rows.find((one) => one.id === id);
  if (!row) throw problem('not-found');
  const balanceFen = (await cashBalances(ctx.tx, ctx.actor)).get(id) ?? 0;
  const [opening] = await standingOpenings(ctx.tx, id);
  return toAccount(row, { balanceFen, opening });
}

/**
 * An account in use that this right reaches (null: whatever is there); one that stood there before
 * may stay.
 */
export async function needCashAccount(
  ctx: WriteContext,
  id: number,
  {
    permission,
    before = null,
    pointer = '/accountId',
  }: { permission: CashPermission | null; before?: number | null; pointer?: string },
): Promise<void> {
  const account = (await allCashAccounts(ctx.tx)).find((row) => row.id === id);
  const reached = permission === null || reachesAccount(ctx.actor, permission, id);
  if (!account || !reached) throw fieldRefused(pointer, 'unknown-account');
  if (account.active === 0 && id !== before) throw fieldRefused(pointer, 'not-in-use');
}

async function record(
  ctx: WriteContext,
  action: string,
  before: CashAccountRecord | null,
  after: CashAccountRecord,
): Promise<CashAccount> {
  await ctx.audit({ action, entity: 'cashAccount', entityId: after.id, before, after });
  await ctx.emit({ entity: 'cashAccount', id: after.id, version: after.version, audience: [] });
  return await cashAccountNow(ctx, after.id, 'cash.manage');
}

const sameName = (rows: readonly CashAccountRecord[], name: string, id: number | null) =>
  rows.some((row) => row.name.toLowerCase() === name.toLowerCase() && row.id !== id);

export async function addCashAccount(
  ctx: WriteContext,
  body: Body<'create'>,
): Promise<CashAccount> {
  // A new one is nobody's whose right is narrowed to others.
  if (accountsOf(ctx.actor, 'cash.manage') !== null) throw problem('forbidden');
  if (sameName(await allCashAccounts(ctx.tx), body.name, null)) throw problem('already-exists');
  const row = {
    entity_id: (await firstEntity(ctx.tx))!,
    name: body.name,
    kind: body.kind,
    bank_name: body.bankName,
    bank_no: body.bankNo,
    sort: body.sort,
    active: 1,
  };
  const id = await insertCashAccount(ctx.tx, row);
  return await record(ctx, 'cashAccounts.create', null, { ...row, id, version: 1 });
}

export async function changeCashAccount(
  ctx: WriteContext,
  id: number,
  { version, ...wanted }: Body<'update'>,
): Promise<CashAccount> {
  const rows = await allCashAccounts(ctx.tx);
  const before = rows.find((row) => row.id === id);
  if (!before || !reachesAccount(ctx.actor, 'cash.manage', id)) throw problem('not-found');
  const stale = () => conflict(before.version, toAccount(before, null), wanted);
  if (version !== before.version) throw stale();
  if (sameName(rows, wanted.name ?? before.name, id)) throw problem('already-exists');
  const after = await updateCashAccount(ctx.tx, before, {
    name: wanted.name ?? before.name,
    bank_name: wanted.bankName ?? before.bank_name,
    bank_no: wanted.bankNo ?? before.bank_no,
    sort: wanted.sort ?? before.sort,
    active: wanted.active === undefined ? before.active : wanted.active ? 1 : 0,
  });
  if (!after) throw stale();
  return await record(ctx, 'cashAccounts.update', before, after);
}

type JournalQuery = EndpointInput<typeof api.cashAccounts.journal>['query'];

export async function journalOf(ctx: ReadContext, accountId: number, query: JournalQuery) {
  const accounts = await cashAccountsSeen(ctx.db, ctx.actor, ['cash.read']);
  if (!accounts.some((row) => row.id === accountId)) throw problem('not-found');
  const { from, to, limit } = query;
  const after = startOf(query)?.id ?? null;
  const found = await cashJournal(ctx.db, ctx.actor, accountId, {
    from,
    to,
    after,
    limit: limit + 1,
  });
  const { rows, next } = cutPage(found, limit, ({ id }) => ({ value: id, id }));
  const parties = await partiesOf(ctx, rows);
  return {
    rows: rows.map((row): CashMovement => ({
      id: row.id,
      businessDate: row.business_date,
      docKind: row.doc_kind as CashMovement['docKind'],
      docId: row.doc_id,
      docNo: row.doc_no,
      amountFen: row.amount_fen,
      balanceFen: Number(row.balance_fen),
      party: parties.get(row.doc_kind)?.get(row.doc_id) ?? '',
      note: row.note,
      reversal: row.reversal_of !== null,
      by: { id: row.posted_by, name: row.poster_name },
      at: row.posted_at,
    })),
    next,
    count: null,
  };
}

/** Who paid and who was paid, by the kind of document: whoever may read that account is told. */
export async function partiesOf(
  ctx: ReadContext,
  rows: readonly { doc_kind: string; doc_id: number }[],
) {
  const of = (kind: string) => rows.filter((row) => row.doc_kind === kind).map((row) => row.doc_id);
  const paid = may(ctx.actor, 'payables.read')
    ? await paymentParties(ctx.db, ctx.actor, of('payment'))
    : new Map<number, string>();
  const back = may(ctx.actor, 'payables.read')
    ? await supplierRefundParties(ctx.db, ctx.actor, of('supplierRefund'))
    : new Map<number, string>();
  const others = [...of('otherIncome'), ...of('otherPayment')];
  const page = { after: null, limit: others.length };
  const known = new Map(
    (await listOtherCash(ctx.db, ctx.actor, { ids: others }, page)).map((row) => [
      row.id,
      partyOf(ctx, row).name,
    ]),
  );
  const bills = await billParties(ctx.db, ctx.actor, {
    ids: Object.values(billDocs).flatMap(of),
    buys: may(ctx.actor, 'payables.read'),
  });
  return new Map([
    ...Object.values(billDocs).map((kind) => [kind, bills] as const),
    ['receipt', await receiptParties(ctx.db, ctx.actor, of('receipt'))],
    ['payment', paid],
    ['customerRefund', await customerRefundParties(ctx.db, ctx.actor, of('customerRefund'))],
    ['supplierRefund', back],
    ['otherIncome', known],
    ['otherPayment', known],
    ['expenseClaim', await claimantsOf(ctx.db, ctx.actor, of('expenseClaim'))],
  ]);
}
