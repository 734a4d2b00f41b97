import { may } from '@xinhang/db/actor.ts';
import {
  chargesOf,
  redsOf,
  takenBackOf,
} from '@xinhang/db/repositories/supplier-invoice-charges.ts';
import {
  supplierInvoiceById,
  supplierInvoiceLines,
  uninvoicedReceived,
  uninvoicedSuppliers,
  type NamedSupplierInvoice,
} from '@xinhang/db/repositories/supplier-invoices.ts';
import type { AccountKey } from '@xinhang/shared/accounts.ts';
import type { FapiaoKind } from '@xinhang/shared/fapiao-rules.ts';
import type { PriceBasis } from '@xinhang/shared/price-resolver.ts';
import { problem } from '@xinhang/shared/problems.ts';
import type {
  ReceivedLine,
  SupplierInvoice,
  SupplierInvoicePurpose,
  SupplierInvoiceRow,
  SupplierInvoiceState,
  UninvoicedSupplier,
} from '@xinhang/shared/supplier-invoices.ts';
import type { ReadContext } from '../../../http/context.ts';
import { supplierById } from '../../purchasing/service.ts';
import { needCost } from './access.ts';
import { estimateOf, openOf } from './lines.ts';

/** More lines of one supplier than anybody looks through. */
const MOST = 500;

const ref = (id: number | null, name: string | null) =>
  id === null ? null : { id, name: name ?? '' };

export const toInvoiceRow = (row: NamedSupplierInvoice): SupplierInvoiceRow => ({
  id: row.id,
  version: row.version,
  state: row.state as SupplierInvoiceState,
  purpose: row.purpose as SupplierInvoicePurpose,
  dueDate: row.due_date,
  kind: row.kind as FapiaoKind,
  code: row.code,
  number: row.number,
  businessDate: row.business_date,
  supplier: { id: row.supplier_id, name: row.supplier_name },
  deductible: row.deductible === 1,
  certifiedMonth: row.certified_month,
  netFen: row.net_fen,
  taxFen: row.tax_fen,
  grossFen: row.gross_fen,
  estimateFen: row.estimate_fen,
  lineCount: row.line_count,
  note: row.note,
  madeBy: { id: row.made_by, name: row.maker_name },
  madeAt: row.made_at,
  confirmedBy: ref(row.confirmed_by, row.confirmer_name),
  confirmedAt: row.confirmed_at,
});

/** An invoice of a supplier with everything its page shows. */
export async function describeInvoice(
  { db, actor }: Pick<ReadContext, 'db' | 'actor'>,
  row: NamedSupplierInvoice,
): Promise<SupplierInvoice> {
  const writes = actor.viewAsBy === null && may(actor, 'supplierInvoices.manage');
  const draft = row.state === 'draft';
  const reds = await redsOf(db, row.id);
  const back = await takenBackOf(db, row.id);
  const taken = (id: number) => ({
    redNetFen: back.get(id)?.netFen ?? 0,
    redTaxFen: back.get(id)?.taxFen ?? 0,
  });
  const blue = row.red_of === null ? undefined : await supplierInvoiceById(db, row.red_of);
  return {
    ...toInvoiceRow(row),
    lines: (await supplierInvoiceLines(db, row.id)).map((line) => ({
      id: line.id,
      receiptLineId: line.receipt_line_id,
      receipt: { id: line.note_id, no: line.note_no ?? '' },
      order: { id: line.order_id, no: line.order_no ?? '' },
      receivedOn: line.received_on,
      code: line.code,
      name: line.name,
      spec: line.spec,
      unit: line.unit_name,
      taxBp: line.tax_bp,
      basis: line.basis as PriceBasis,
      qtyE4: line.qty_e4,
      netFen: line.net_fen,
      taxFen: line.tax_fen,
      estimateNetFen: line.estimate_net_fen,
      estimateTaxFen: line.estimate_tax_fen,
      ...taken(line.id),
      mostE4: draft ? line.qty_e4 + Math.max(0, line.came_e4 - line.invoiced_e4) : line.qty_e4,
    })),
    charges: (await chargesOf(db, row.id)).map((one) => ({
      id: one.id,
      name: one.name,
      category: ref(one.category_id, one.category_name),
      account: one.account as AccountKey,
      netFen: one.net_fen,
      taxFen: one.tax_fen,
      ...taken(one.id),
    })),
    redOf: blue ? { id: blue.id, no: blue.number } : null,
    reds: reds.map((one) => ({ id: one.id, no: one.number, grossFen: one.gross_fen })),
    reopens: row.reopens === 1,
    reversedBy: ref(row.reversed_by, row.reverser_name),
    reversedAt: row.reversed_at,
    reversalReason: row.reversal_reason,
    can: {
      update: writes && draft,
      certify: writes && row.state === 'confirmed' && row.deductible === 1 && row.purpose !== 'red',
      reverse:
        writes && row.state === 'confirmed' && row.certified_month === null && reds.length === 0,
      red:
        writes &&
        row.state === 'confirmed' &&
        row.purpose !== 'red' &&
        !reds.some((one) => one.reopens === 1) &&
        row.gross_fen + reds.reduce((all, one) => all + one.gross_fen, 0) > 0,
    },
  };
}

/** What came from a supplier and has no invoice, the oldest first. */
export async function uninvoicedOfSupplier(ctx: ReadContext, supplierId: number) {
  needCost(ctx);
  const supplier = await supplierById(ctx.db, supplierId);
  if (!supplier) throw problem('not-found');
  const found = await uninvoicedReceived(ctx.db, supplierId, MOST + 1);
  const rows = found.slice(0, MOST).map((line): ReceivedLine => {
    const openE4 = openOf(line);
    const { netFen, taxFen } = estimateOf(line, openE4);
    return {
      receiptLineId: line.id,
      receipt: { id: line.receipt_note_id, no: line.no ?? '' },
      order: { id: line.order_id, no: line.order_no ?? '' },
      receivedOn: line.business_date,
      code: line.code,
      name: line.name,
      spec: line.spec,
      unit: line.unit_name,
      taxBp: line.tax_bp,
      basis: line.basis as PriceBasis,
      openE4,
      netFen,
      taxFen,
      grossFen: netFen + taxFen,
    };
  });
  const { id, name } = supplier;
  return { supplier: { id, name }, rows, more: found.length > MOST };
}

/** What came and has no invoice, by supplier, the most first. */
export async function uninvoicedBySupplier(ctx: ReadContext, text: string | undefined) {
  needCost(ctx);
  const rows = (await uninvoicedSuppliers(ctx.db, text))
    .toSorted((a, b) => b.openFen - a.openFen || a.id - b.id)
    .map((row): UninvoicedSupplier => ({
      supplier: { id: row.id, name: row.name },
      uninvoicedFen: row.openFen,
      receiptCount: row.receipts,
      oldestOn: row.oldest,
    }));
  return { rows, totals: { uninvoicedFen: rows.reduce((all, row) => all + row.uninvoicedFen, 0) } };
}
