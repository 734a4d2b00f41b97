import type { Actor } from '@xinhang/db/actor.ts';
import type { Reader } from '@xinhang/db/database.ts';
import { chargesOf } from '@xinhang/db/repositories/supplier-invoice-charges.ts';
import {
  supplierInvoiceById,
  supplierInvoiceLines,
  supplierNumberTaken,
  type NamedSupplierInvoice,
} from '@xinhang/db/repositories/supplier-invoices.ts';
import { fieldRefused, problem } from '@xinhang/shared/problems.ts';
import type { SupplierInvoiceState } from '@xinhang/shared/supplier-invoices.ts';
import { returnBeyondInvoices } from '../../purchasing/service.ts';
import { stale } from '../../../http/conflict.ts';
import type { WriteContext } from '../../../http/context.ts';

/** An invoice of a supplier says what goods cost: whoever is not shown cost sees none. */
export function needCost({ actor }: { actor: Actor }): void {
  if (actor.fields.cost !== 'show') throw problem('forbidden');
}

export async function needInvoice(db: Reader, id: number): Promise<NamedSupplierInvoice> {
  const row = await supplierInvoiceById(db, id);
  if (!row) throw problem('not-found');
  return row;
}

/** The same to be changed: in this state, in the version that was seen. */
export async function needIn(
  ctx: WriteContext,
  { id, version }: { id: number; version: number },
  state: SupplierInvoiceState,
): Promise<NamedSupplierInvoice> {
  needCost(ctx);
  const row = await needInvoice(ctx.tx, id);
  if (row.state !== state) throw problem('state-refused');
  if (row.version !== version) throw stale(row);
  return row;
}

/** A supplier gives each number once. */
export async function needFreeNumber(
  ctx: WriteContext,
  asked: { supplierId: number; code: string; number: string; but: number },
): Promise<void> {
  if (asked.number === '' || !(await supplierNumberTaken(ctx.tx, asked))) return;
  throw fieldRefused('/number', 'number-taken');
}

/**
 * What went back while an invoice held it was credited as invoiced: none of those lines is let go
 * while the return stands, or the same goods would be invoiced once more.
 */
export async function needCovered(
  ctx: WriteContext,
  lines: readonly { receipt_line_id: number }[],
): Promise<void> {
  if (lines.length === 0) return;
  const ids = [...new Set(lines.map((line) => line.receipt_line_id))];
  const back = await returnBeyondInvoices(ctx.tx, ids);
  if (back) throw problem('goods-went-back', { params: { by: back.no ?? '' } });
}

/** An invoice of a supplier as the audit tells it; amounts of lines as cost, for whom that is shown. */
export async function told(ctx: WriteContext, row: NamedSupplierInvoice): Promise<object> {
  return {
    version: row.version,
    state: row.state,
    kind: row.kind,
    code: row.code,
    no: row.number,
    businessDate: row.business_date,
    supplier: row.supplier_name,
    deductible: row.deductible === 1,
    certifiedMonth: row.certified_month,
    note: row.note,
    purpose: row.purpose,
    dueDate: row.due_date,
    charges: (await chargesOf(ctx.tx, row.id)).map((one) => ({
      name: one.name,
      category: one.category_name,
      costNetFen: one.net_fen,
      costTaxFen: one.tax_fen,
    })),
    reversalReason: row.reversal_reason,
    lines: (await supplierInvoiceLines(ctx.tx, row.id)).map((line) => ({
      receipt: line.note_no,
      product: `${line.code} ${line.name}`,
      qtyE4: line.qty_e4,
      costNetFen: line.net_fen,
      costTaxFen: line.tax_fen,
    })),
  };
}

/** Audit and news of a change of an invoice of a supplier; `before` as `told` told it. */
export async function record(
  ctx: WriteContext,
  action: string,
  id: number,
  before: object | null,
): Promise<NamedSupplierInvoice | undefined> {
  const after = await supplierInvoiceById(ctx.tx, id);
  const now = after ? await told(ctx, after) : null;
  await ctx.audit({ action, entity: 'supplierInvoice', entityId: id, before, after: now });
  const version = after?.version ?? 0;
  await ctx.emit({ entity: 'supplierInvoice', id, version, audience: [] });
  return after;
}
