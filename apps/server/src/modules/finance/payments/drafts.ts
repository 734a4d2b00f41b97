import { OWN_CURRENCY } from '@xinhang/db/own-currency.ts';
import { billById } from '@xinhang/db/repositories/bills.ts';
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
import { dropDraft, keepWay, methodNow } from '../bills/on-document.ts';
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
  await needSupplier(ctx.tx, supplierId);
  const lines = await checkedLines(tx, suppliers, { partyId: supplierId, amountFen }, body.lines);
  const way = await keepWay(ctx, 'issued', body, { account_id: null, bill_id: null });
  const id = await insertPayment(tx, {
    no: null,
    state: 'draft',
    entity_id: (await firstEntity(tx))!,
    supplier_id: supplierId,
    payee_bank: '',
    payee_account: '',
    ...way,
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
  const supplierId = body.supplierId ?? row.supplier_id;
  if (supplierId !== row.supplier_id) await needSupplier(ctx.tx, supplierId);
  const amountFen = body.amountFen ?? row.amount_fen;
  const method = methodNow(row.method, body);
  const feeFen = body.feeFen ?? (method === 'bill' ? 0 : row.fee_fen);
  const asked = {
    method,
    accountId: body.accountId === undefined ? row.account_id : body.accountId,
    bill: body.bill,
    billId: await endorsedNow(ctx, row, body),
    feeFen,
    amountFen,
  };
  const way = await keepWay(ctx, 'issued', asked, row);
  const wanted = body.lines ?? fromColumns(await paymentLines(tx, id));
  const lines = await checkedLines(tx, suppliers, { partyId: supplierId, amountFen }, wanted);
  const done = await updatePayment(tx, row, {
    supplier_id: supplierId,
    amount_fen: amountFen,
    amount_cur: amountFen,
    fee_fen: feeFen,
    ...way,
    business_date: body.businessDate ?? row.business_date,
    method,
    note: body.note ?? row.note,
  });
  if (!done) throw stale(row);
  await dropDraft(ctx, row.bill_id, way.bill_id);
  await setPaymentLines(tx, id, toColumns(lines));
  return (await record(ctx, 'payments.update', id, before))!;
}

/** Which held bill it endorses: as is asked, else the one that it named before. */
async function endorsedNow(
  ctx: WriteContext,
  { bill_id: before }: NamedPayment,
  { bill, billId }: Pick<Body<'update'>, 'bill' | 'billId'>,
): Promise<number | null> {
  if (billId !== undefined || bill) return billId ?? null;
  const own = before === null ? undefined : await billById(ctx.tx, before);
  return own?.side === 'received' ? own.id : null;
}

export async function discardPayment(
  ctx: WriteContext,
  id: number,
  version: number,
): Promise<void> {
  const row = await needPayment(ctx, id, version, ['draft']);
  const before = await told(ctx, row);
  await deletePayment(ctx.tx, id);
  await dropDraft(ctx, row.bill_id, null);
  await record(ctx, 'payments.discard', id, before);
}
