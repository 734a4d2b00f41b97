import { OWN_CURRENCY } from '@xinhang/db/own-currency.ts';
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
import { dropDraft, keepWay, methodNow } from '../bills/on-document.ts';
import { checkedLines, fromColumns, toColumns } from '../settling.ts';
import { customers } from '../sides.ts';

type Body<K extends 'create' | 'update'> = EndpointInput<(typeof api.receipts)[K]>['body'];

/** A customer that the actor sees the receivables of; null is nobody known. */
export async function needPayer(ctx: WriteContext, id: number | null): Promise<void> {
  if (id === null) return;
  const row = await findCustomer(ctx.tx, ctx.actor, 'receivables.read', id);
  if (!row) throw fieldRefused('/customerId', 'unknown-customer');
}

export async function createReceipt(
  ctx: WriteContext,
  body: Body<'create'>,
): Promise<NamedReceipt> {
  const { tx } = ctx;
  await needPayer(ctx, body.customerId);
  if (body.feeFen >= body.amountFen) throw fieldRefused('/feeFen', 'above-amount');
  const way = await keepWay(ctx, 'received', body, { account_id: null, bill_id: null });
  const row = {
    no: null,
    state: 'draft',
    entity_id: (await firstEntity(tx))!,
    customer_id: body.customerId,
    payer: body.payer,
    ...way,
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
  const whole = { partyId: body.customerId, amountFen: body.amountFen };
  const lines = await checkedLines(tx, customers, whole, body.lines);
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
  const customerId = body.customerId === undefined ? row.customer_id : body.customerId;
  if (customerId !== row.customer_id) await needPayer(ctx, customerId);
  const amountFen = body.amountFen ?? row.amount_fen;
  const method = methodNow(row.method, body);
  const feeFen = body.feeFen ?? (method === 'bill' ? 0 : row.fee_fen);
  if (feeFen >= amountFen) throw fieldRefused('/feeFen', 'above-amount');
  const asked = {
    method,
    accountId: body.accountId === undefined ? row.account_id : body.accountId,
    bill: body.bill,
    feeFen,
    amountFen,
  };
  const way = await keepWay(ctx, 'received', asked, row);
  const wanted = body.lines ?? fromColumns(await receiptLines(tx, id));
  const whole = { partyId: customerId, amountFen };
  const lines = await checkedLines(tx, customers, whole, wanted);
  const done = await updateReceipt(tx, row, {
    customer_id: customerId,
    amount_fen: amountFen,
    ...way,
    amount_cur: amountFen,
    fee_fen: feeFen,
    payer: body.payer ?? row.payer,
    business_date: body.businessDate ?? row.business_date,
    method,
    note: body.note ?? row.note,
  });
  if (!done) throw stale(row);
  await dropDraft(ctx, row.bill_id, way.bill_id);
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
  await dropDraft(ctx, row.bill_id, null);
  await record(ctx, 'receipts.discard', id, { before, customerId: row.customer_id });
}
