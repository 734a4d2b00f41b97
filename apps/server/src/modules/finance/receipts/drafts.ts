import { OWN_CURRENCY } from '@xinhang/db/own-currency.ts';
import { allCashAccounts } from '@xinhang/db/repositories/cash.ts';
import {
  deleteReceipt,
  insertReceipt,
  receiptLines,
  setReceiptLines,
  updateReceipt,
  type NamedReceipt,
} from '@xinhang/db/repositories/receipts.ts';
import type { api } from '@xinhang/shared/contract/api.ts';
import type { EndpointInput } from '@xinhang/shared/contract/endpoint.ts';
import { fieldRefused } from '@xinhang/shared/problems.ts';
import type { WriteContext } from '../../../http/context.ts';
import { findCustomer } from '../../customers/service.ts';
import { firstEntity } from '../../ledgers/service.ts';
import { stale } from '../../../http/conflict.ts';
import { needReceipt, record, told } from '../record.ts';
import { checkedLines } from './lines.ts';

type Body<K extends 'create' | 'update'> = EndpointInput<(typeof api.receipts)[K]>['body'];

async function needAccount(ctx: WriteContext, id: number, before: number | null): Promise<void> {
  const account = (await allCashAccounts(ctx.tx)).find((row) => row.id === id);
  if (!account) throw fieldRefused('/accountId', 'unknown-account');
  if (account.active === 0 && id !== before) throw fieldRefused('/accountId', 'not-in-use');
}

/** A customer that the actor sees the receivables of; null is nobody known. */
export async function needPayer(ctx: WriteContext, id: number | null): Promise<void> {
  if (id === null) return;
  const row = await findCustomer(ctx.tx, ctx.actor, 'receivables.read', id);
  if (!row) throw fieldRefused('/customerId', 'unknown-customer');
}

const toColumns = (lines: Awaited<ReturnType<typeof checkedLines>>) =>
  lines.map((line) => ({
    item_id: line.itemId,
    amount_fen: line.amountFen,
    discount_fen: line.discountFen,
  }));

export async function createReceipt(
  ctx: WriteContext,
  body: Body<'create'>,
): Promise<NamedReceipt> {
  const { tx } = ctx;
  await needAccount(ctx, body.accountId, null);
  await needPayer(ctx, body.customerId);
  if (body.feeFen >= body.amountFen) throw fieldRefused('/feeFen', 'above-amount');
  const row = {
    no: null,
    state: 'draft',
    entity_id: (await firstEntity(tx))!,
    customer_id: body.customerId,
    payer: body.payer,
    account_id: body.accountId,
    business_date: body.businessDate,
    method: body.method,
    amount_fen: body.amountFen,
    fee_fen: body.feeFen,
    ...OWN_CURRENCY,
    amount_cur: body.amountFen,
    note: body.note,
    reversal_reason: '',
    made_by: ctx.actor.userId,
    made_at: ctx.now,
    confirmed_by: null,
    confirmed_at: null,
    reversed_by: null,
    reversed_at: null,
  };
  const lines = await checkedLines(tx, row, body.lines);
  const id = await insertReceipt(tx, row);
  await setReceiptLines(tx, id, toColumns(lines));
  const customerId = row.customer_id;
  return (await record(ctx, 'receipts.create', id, { before: null, customerId }))!;
}

export async function changeReceipt(
  ctx: WriteContext,
  id: number,
  { version, ...body }: Body<'update'>,
): Promise<NamedReceipt> {
  const { tx } = ctx;
  const row = await needReceipt(ctx, id, version, ['draft']);
  const before = await told(ctx, row);
  if (body.accountId !== undefined) await needAccount(ctx, body.accountId, row.account_id);
  const customerId = body.customerId === undefined ? row.customer_id : body.customerId;
  if (customerId !== row.customer_id) await needPayer(ctx, customerId);
  const amountFen = body.amountFen ?? row.amount_fen;
  const feeFen = body.feeFen ?? row.fee_fen;
  if (feeFen >= amountFen) throw fieldRefused('/feeFen', 'above-amount');
  const wanted =
    body.lines ??
    (await receiptLines(tx, id)).map((line) => ({
      itemId: line.item_id,
      amountFen: line.amount_fen,
      discountFen: line.discount_fen,
    }));
  const asked = { customer_id: customerId, amount_fen: amountFen };
  const lines = await checkedLines(tx, asked, wanted);
  const done = await updateReceipt(tx, row, {
    ...asked,
    amount_cur: amountFen,
    fee_fen: feeFen,
    payer: body.payer ?? row.payer,
    account_id: body.accountId ?? row.account_id,
    business_date: body.businessDate ?? row.business_date,
    method: body.method ?? row.method,
    note: body.note ?? row.note,
  });
  if (!done) throw stale(row);
  await setReceiptLines(tx, id, toColumns(lines));
  return (await record(ctx, 'receipts.update', id, { before, customerId }))!;
}

export async function discardReceipt(
  ctx: WriteContext,
  id: number,
  version: number,
): Promise<void> {
  const row = await needReceipt(ctx, id, version, ['draft']);
  const before = await told(ctx, row);
  await deleteReceipt(ctx.tx, id);
  await record(ctx, 'receipts.discard', id, { before, customerId: row.customer_id });
}
