import { sumsOf } from '@xinhang/db/line-sums.ts';
import { OWN_CURRENCY } from '@xinhang/db/own-currency.ts';
import {
  deleteSupplierInvoice,
  insertSupplierInvoice,
  setSupplierInvoiceLines,
  supplierInvoiceLines,
  supplierNumberTaken,
  updateSupplierInvoice,
  type NamedSupplierInvoice,
  type NewSupplierInvoiceLine,
} from '@xinhang/db/repositories/supplier-invoices.ts';
import type { api } from '@xinhang/shared/contract/api.ts';
import type { EndpointInput } from '@xinhang/shared/contract/endpoint.ts';
import type { FapiaoKind } from '@xinhang/shared/fapiao-rules.ts';
import { fieldRefused } from '@xinhang/shared/problems.ts';
import type { SupplierInvoiceLineBody } from '@xinhang/shared/supplier-invoices.ts';
import { stale } from '../../../http/conflict.ts';
import type { WriteContext } from '../../../http/context.ts';
import { moveReceivedInvoiced, needSupplier } from '../../purchasing/service.ts';
import { needCost, needCovered, needIn, record, told } from './access.ts';
import { checkedLines } from './lines.ts';

type Api = typeof api.supplierInvoices;

const special = new Set<FapiaoKind>(['digitalSpecial', 'paperSpecial']);

/** A supplier gives each number once. */
async function needFreeNumber(
  ctx: WriteContext,
  asked: { supplierId: number; code: string; number: string; but: number },
): Promise<void> {
  if (asked.number === '' || !(await supplierNumberTaken(ctx.tx, asked))) return;
  throw fieldRefused('/number', 'number-taken');
}

const sums = (rows: readonly NewSupplierInvoiceLine[]) => ({
  ...sumsOf(rows),
  estimate_fen: rows.reduce((all, row) => all + row.estimate_net_fen + row.estimate_tax_fen, 0),
});

export async function createInvoice(
  ctx: WriteContext,
  body: EndpointInput<Api['create']>['body'],
): Promise<NamedSupplierInvoice> {
  needCost(ctx);
  const { tx } = ctx;
  const { supplierId, code, number } = body;
  const supplier = await needSupplier(tx, supplierId);
  const { rows, entityId } = await checkedLines(ctx, supplierId, body.lines);
  await needFreeNumber(ctx, { supplierId, code, number, but: 0 });
  const usual = supplier.deductible === 1 && special.has(body.kind);
  const id = await insertSupplierInvoice(tx, {
    state: 'draft',
    kind: body.kind,
    entity_id: entityId,
    supplier_id: supplierId,
    code,
    number,
    business_date: body.businessDate,
    deductible: (body.deductible ?? usual) ? 1 : 0,
    certified_month: null,
    ...sums(rows),
    ...OWN_CURRENCY,
    note: body.note,
    reversal_reason: '',
    made_by: ctx.actor.userId,
    made_at: ctx.now,
    confirmed_by: null,
    confirmed_at: null,
    reversed_by: null,
    reversed_at: null,
  });
  await setSupplierInvoiceLines(tx, id, rows);
  await moveReceivedInvoiced(tx, rows, 1);
  return (await record(ctx, 'supplierInvoices.create', id, null))!;
}

const isSame = (
  old: readonly { receipt_line_id: number; qty_e4: number; net_fen: number; tax_fen: number }[],
  lines: readonly SupplierInvoiceLineBody[],
): boolean =>
  old.length === lines.length &&
  lines.every((line, at) => {
    const was = old[at]!;
    return (
      line.receiptLineId === was.receipt_line_id &&
      line.qtyE4 === was.qty_e4 &&
      line.netFen === was.net_fen &&
      line.taxFen === was.tax_fen
    );
  });

export async function changeInvoice(
  ctx: WriteContext,
  id: number,
  { version, ...body }: EndpointInput<Api['update']>['body'],
): Promise<NamedSupplierInvoice> {
  const { tx } = ctx;
  const row = await needIn(ctx, { id, version }, 'draft');
  const before = await told(ctx, row);
  const old = await supplierInvoiceLines(tx, id);
  let rows: NewSupplierInvoiceLine[] | null = null;
  if (body.lines && !isSame(old, body.lines)) {
    await moveReceivedInvoiced(tx, old, -1);
    rows = (await checkedLines(ctx, row.supplier_id, body.lines)).rows;
    await moveReceivedInvoiced(tx, rows, 1);
    await needCovered(ctx, old);
  }
  const [code, number] = [body.code ?? row.code, body.number ?? row.number];
  await needFreeNumber(ctx, { supplierId: row.supplier_id, code, number, but: id });
  const deductible = body.deductible === undefined ? row.deductible : body.deductible ? 1 : 0;
  const done = await updateSupplierInvoice(tx, row, {
    kind: body.kind ?? row.kind,
    code,
    number,
    business_date: body.businessDate ?? row.business_date,
    deductible,
    note: body.note ?? row.note,
    ...(rows && sums(rows)),
  });
  if (!done) throw stale(row);
  if (rows) await setSupplierInvoiceLines(tx, id, rows);
  return (await record(ctx, 'supplierInvoices.update', id, before))!;
}

export async function discardInvoice(
  ctx: WriteContext,
  id: number,
  version: number,
): Promise<void> {
  const row = await needIn(ctx, { id, version }, 'draft');
  const before = await told(ctx, row);
  const lines = await supplierInvoiceLines(ctx.tx, id);
  await moveReceivedInvoiced(ctx.tx, lines, -1);
  await needCovered(ctx, lines);
  await deleteSupplierInvoice(ctx.tx, id);
  await record(ctx, 'supplierInvoices.discard', id, before);
}
