import {
  receivedLines,
  type NewSupplierInvoiceLine,
  type ReceivedRecord,
} from '@xinhang/db/repositories/supplier-invoices.ts';
import { partOfAmounts } from '@xinhang/shared/line-amounts.ts';
import type { PriceBasis } from '@xinhang/shared/price-resolver.ts';
import { fieldRefused } from '@xinhang/shared/problems.ts';
import type { SupplierInvoiceLineBody } from '@xinhang/shared/supplier-invoices.ts';
import type { WriteContext } from '../../../http/context.ts';

/** How much of a line that came is on no invoice. */
export const openOf = (line: Pick<ReceivedRecord, 'qty_e4' | 'invoiced_e4'>): number =>
  Math.max(0, line.qty_e4 - line.invoiced_e4);

/** What so much of a line that came was taken to come to: parts that sum to it, to the fen. */
export function estimateOf(line: ReceivedRecord, qtyE4: number) {
  return partOfAmounts(
    { netFen: line.net_fen, taxFen: line.tax_fen },
    {
      basis: line.basis as PriceBasis,
      doneE4: line.invoiced_e4 + qtyE4,
      ofE4: line.qty_e4,
      posted: { netFen: line.invoiced_net_fen, taxFen: line.invoiced_tax_fen },
    },
  );
}

/** Lines of an invoice, checked: of one supplier, no more of each than came and is on no invoice. */
export async function checkedLines(
  ctx: WriteContext,
  supplierId: number,
  bodies: readonly SupplierInvoiceLineBody[],
): Promise<{ rows: NewSupplierInvoiceLine[]; entityId: number }> {
  const ids = [...new Set(bodies.map((line) => line.receiptLineId))];
  const found = new Map((await receivedLines(ctx.tx, ids)).map((line) => [line.id, line]));
  const rows = bodies.map((body, at): NewSupplierInvoiceLine => {
    const refuse = (field: string, code: string, params?: Record<string, number>) =>
      fieldRefused(`/lines/${at}/${field}`, code, params);
    const line = found.get(body.receiptLineId);
    if (line?.supplier_id !== supplierId || line.state !== 'confirmed') {
      throw refuse('receiptLineId', 'unknown-line');
    }
    const openE4 = openOf(line);
    if (body.qtyE4 > openE4) throw refuse('qtyE4', 'above-uninvoiced', { openE4 });
    const estimate = estimateOf(line, body.qtyE4);
    // The next line may be of the same one that came.
    found.set(line.id, {
      ...line,
      invoiced_e4: line.invoiced_e4 + body.qtyE4,
      invoiced_net_fen: line.invoiced_net_fen + estimate.netFen,
      invoiced_tax_fen: line.invoiced_tax_fen + estimate.taxFen,
    });
    return {
      receipt_line_id: line.id,
      qty_e4: body.qtyE4,
      net_fen: body.netFen ?? estimate.netFen,
      tax_fen: body.taxFen ?? estimate.taxFen,
      estimate_net_fen: estimate.netFen,
      estimate_tax_fen: estimate.taxFen,
    };
  });
  const sum = rows.reduce((all, row) => all + row.net_fen + row.tax_fen, 0);
  if (sum === 0) throw fieldRefused('/lines', 'costs-nothing');
  return { rows, entityId: found.get(bodies[0]!.receiptLineId)!.entity_id };
}
