import { sumsOf } from '@xinhang/db/line-sums.ts';
import { OWN_CURRENCY } from '@xinhang/db/own-currency.ts';
import { firstEntityId } from '@xinhang/db/repositories/company.ts';
import {
  chargesOf,
  setCharges,
  type NewCharge,
} from '@xinhang/db/repositories/supplier-invoice-charges.ts';
import {
  deleteSupplierInvoice,
  insertSupplierInvoice,
  setSupplierInvoiceLines,
  supplierInvoiceLines,
  updateSupplierInvoice,
  type NamedSupplierInvoice,
  type NewSupplierInvoiceLine,
} from '@xinhang/db/repositories/supplier-invoices.ts';
import type { api } from '@xinhang/shared/contract/api.ts';
import type { EndpointInput } from '@xinhang/shared/contract/endpoint.ts';
import type { FapiaoKind } from '@xinhang/shared/fapiao-rules.ts';
import { fieldRefused } from '@xinhang/shared/problems.ts';
import type { ChargeBody, SupplierInvoiceLineBody } from '@xinhang/shared/supplier-invoices.ts';
import { stale } from '../../../http/conflict.ts';
import type { WriteContext } from '../../../http/context.ts';
import { moveReceivedInvoiced, needSupplier } from '../../purchasing/service.ts';
import { needCost, needCovered, needFreeNumber, needIn, record, told } from './access.ts';
import { checkedCharges, sameCharges } from './charges.ts';
import { checkedLines } from './lines.ts';

type Api = typeof api.supplierInvoices;

const special = new Set<FapiaoKind>(['digitalSpecial', 'paperSpecial']);

const sums = (rows: readonly NewSupplierInvoiceLine[], charges: readonly NewCharge[] = []) => ({
  ...sumsOf([...rows, ...charges]),
  estimate_fen: rows.reduce((all, row) => all + row.estimate_net_fen + row.estimate_tax_fen, 0),
});

/** An invoice is for what came, or for an expense. */
function needOneOf({ lines = [], charges = [] }: { lines?: unknown[]; charges?: unknown[] }): void {
  if (lines.length === 0 && charges.length === 0) throw fieldRefused('/lines', 'required');
  if (lines.length > 0 && charges.length > 0) throw fieldRefused('/charges', 'goods-or-expense');
}

const checkedOf = async (ctx: WriteContext, charges: readonly ChargeBody[] = []) =>
  charges.length === 0 ? [] : await checkedCharges(ctx, charges, []);

export async function createInvoice(
  ctx: WriteContext,
  body: EndpointInput<Api['create']>['body'],
): Promise<NamedSupplierInvoice> {
  needCost(ctx);
  const { tx } = ctx;
  const { supplierId, code, number } = body;
  const supplier = await needSupplier(tx, supplierId);
  needOneOf(body);
  const charges = await checkedOf(ctx, body.charges);
  const came = body.lines?.length ? await checkedLines(ctx, supplierId, body.lines) : null;
  const rows = came?.rows ?? [];
  await needFreeNumber(ctx, { supplierId, code, number, but: 0 });
  const usual = supplier.deductible === 1 && special.has(body.kind);
  const id = await insertSupplierInvoice(tx, {
    state: 'draft',
    kind: body.kind,
    purpose: came ? 'goods' : 'expense',
    red_of: null,
    due_date: body.dueDate ?? null,
    entity_id: came?.entityId ?? (await firstEntityId(tx))!,
    supplier_id: supplierId,
    code,
    number,
    business_date: body.businessDate,
    deductible: (body.deductible ?? usual) ? 1 : 0,
    certified_month: null,
    ...sums(rows, charges),
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
  await setCharges(tx, id, charges);
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

/**
 * The lines of a draft as they are wanted, none where they are as they were. One that is of an expense
 * from now on lets go what came, and the other way round.
 */
async function wantedLines(
  ctx: WriteContext,
  row: NamedSupplierInvoice,
  body: Pick<EndpointInput<Api['update']>['body'], 'lines' | 'charges'>,
): Promise<{ rows: NewSupplierInvoiceLine[] | null; charges: NewCharge[] | null }> {
  const { tx } = ctx;
  const old = await supplierInvoiceLines(tx, row.id);
  const was = await chargesOf(tx, row.id);
  if (body.charges) {
    const charges = await checkedCharges(ctx, body.charges, was);
    if (sameCharges(was, charges)) return { rows: null, charges: null };
    await moveReceivedInvoiced(tx, old, -1);
    await needCovered(ctx, old);
    return { rows: [], charges };
  }
  if (!body.lines || isSame(old, body.lines)) return { rows: null, charges: null };
  await moveReceivedInvoiced(tx, old, -1);
  const { rows } = await checkedLines(ctx, row.supplier_id, body.lines);
  await moveReceivedInvoiced(tx, rows, 1);
  await needCovered(ctx, old);
  return { rows, charges: [] };
}

export async function changeInvoice(
  ctx: WriteContext,
  id: number,
  { version, ...body }: EndpointInput<Api['update']>['body'],
): Promise<NamedSupplierInvoice> {
  const { tx } = ctx;
  const row = await needIn(ctx, { id, version }, 'draft');
  const before = await told(ctx, row);
  if (body.lines && body.charges) throw fieldRefused('/charges', 'goods-or-expense');
  const { rows, charges } = await wantedLines(ctx, row, body);
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
    due_date: body.dueDate === undefined ? row.due_date : body.dueDate,
    // What it is for is what its lines are.
    ...((rows ?? charges) && {
      purpose: charges?.length ? 'expense' : 'goods',
      ...sums(rows ?? [], charges ?? []),
    }),
  });
  if (!done) throw stale(row);
  if (rows) await setSupplierInvoiceLines(tx, id, rows);
  if (charges) await setCharges(tx, id, charges);
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
  await setCharges(ctx.tx, id, []);
  await deleteSupplierInvoice(ctx.tx, id);
  await record(ctx, 'supplierInvoices.discard', id, before);
}
