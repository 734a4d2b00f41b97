import { OWN_CURRENCY } from '@xinhang/db/own-currency.ts';
import {
  deletePayment,
  insertPayment,
  paymentLines,
  setPaymentLines,
  updatePayment,
  type NamedPayment,
} from '@xinhang/db/repositories/payments.ts';
import type { api } from '@xinhang/shared/contract/api.ts';
import type { EndpointInput } from '@xinhang/shared/contract/endpoint.ts';
import { stale } from '../../../http/conflict.ts';
import type { WriteContext } from '../../../http/context.ts';
import { firstEntity } from '../../ledgers/service.ts';
import { needSupplier } from '../../purchasing/service.ts';
import { needCashAccount } from '../cash-accounts.ts';
import { checkedLines, fromColumns, toColumns } from '../settling.ts';
import { suppliers } from '../sides.ts';
import { needPayment, record, told } from './record.ts';

type Body<K extends 'create' | 'update'> = EndpointInput<(typeof api.payments)[K]>['body'];

export async function createPayment(
  ctx: WriteContext,
  body: Body<'create'>,
): Promise<NamedPayment> {
  const { tx } = ctx;
  const { supplierId, amountFen } = body;
  await needCashAccount(ctx, body.accountId, null);
  await needSupplier(ctx.tx, supplierId);
  const lines = await checkedLines(tx, suppliers, { partyId: supplierId, amountFen }, body.lines);
  const id = await insertPayment(tx, {
    no: null,
    state: 'draft',
    entity_id: (await firstEntity(tx))!,
    supplier_id: supplierId,
    payee_bank: '',
    payee_account: '',
    account_id: body.accountId,
    business_date: body.businessDate,
    method: body.method,
    amount_fen: amountFen,
    fee_fen: body.feeFen,
    ...OWN_CURRENCY,
    amount_cur: amountFen,
    note: body.note,
    reversal_reason: '',
    made_by: ctx.actor.userId,
    made_at: ctx.now,
    confirmed_by: null,
    confirmed_at: null,
    reversed_by: null,
    reversed_at: null,
  });
  await setPaymentLines(tx, id, toColumns(lines));
  return (await record(ctx, 'payments.create', id, null))!;
}

export async function changePayment(
  ctx: WriteContext,
  id: number,
  { version, ...body }: Body<'update'>,
): Promise<NamedPayment> {
  const { tx } = ctx;
  const row = await needPayment(ctx, id, version, ['draft']);
  const before = await told(ctx, row);
  if (body.accountId !== undefined) await needCashAccount(ctx, body.accountId, row.account_id);
  const supplierId = body.supplierId ?? row.supplier_id;
  if (supplierId !== row.supplier_id) await needSupplier(ctx.tx, supplierId);
  const amountFen = body.amountFen ?? row.amount_fen;
  const wanted = body.lines ?? fromColumns(await paymentLines(tx, id));
  const lines = await checkedLines(tx, suppliers, { partyId: supplierId, amountFen }, wanted);
  const done = await updatePayment(tx, row, {
    supplier_id: supplierId,
    amount_fen: amountFen,
    amount_cur: amountFen,
    fee_fen: body.feeFen ?? row.fee_fen,
    account_id: body.accountId ?? row.account_id,
    business_date: body.businessDate ?? row.business_date,
    method: body.method ?? row.method,
    note: body.note ?? row.note,
  });
  if (!done) throw stale(row);
  await setPaymentLines(tx, id, toColumns(lines));
  return (await record(ctx, 'payments.update', id, before))!;
}

export async function discardPayment(
  ctx: WriteContext,
  id: number,
  version: number,
): Promise<void> {
  const row = await needPayment(ctx, id, version, ['draft']);
  const before = await told(ctx, row);
  await deletePayment(ctx.tx, id);
  await record(ctx, 'payments.discard', id, before);
}
