import type { Database } from '@xinhang/db/database.ts';
import {
  insertSupplierInvoice,
  setSupplierInvoiceLines,
} from '@xinhang/db/repositories/supplier-invoices.ts';
import { TODAY } from './plant-customers.ts';

/**
 * A draft and a confirmed invoice of the supplier, written past the API: nothing that came is
 * confirmed here, so that stock and payables are what others planted.
 */
export async function plantSupplierInvoices(
  db: Database,
  { supplierId, noteId, bossId }: { supplierId: number; noteId: number; bossId: number },
) {
  return await db.transaction(async (tx) => {
    const { id: lineId } = await tx
      .selectFrom('receipt_note_line')
      .select('id')
      .where('receipt_note_id', '=', noteId)
      .executeTakeFirstOrThrow();
    const plant = async (state: 'draft' | 'confirmed') => {
      const id = await insertSupplierInvoice(tx, {
        state,
        kind: 'digitalSpecial',
        entity_id: 1,
        supplier_id: supplierId,
        code: '',
        number: state,
        business_date: TODAY,
        deductible: 1,
        certified_month: null,
        net_fen: 100,
        tax_fen: 13,
        gross_fen: 113,
        estimate_fen: 113,
        currency: 'CNY',
        rate_e8: 100_000_000,
        amount_cur: 113,
        line_count: 1,
        note: '',
        reversal_reason: '',
        made_by: bossId,
        made_at: 0,
        confirmed_by: null,
        confirmed_at: null,
        reversed_by: null,
        reversed_at: null,
      });
      const amounts = { net_fen: 100, tax_fen: 13, estimate_net_fen: 100, estimate_tax_fen: 13 };
      await setSupplierInvoiceLines(tx, id, [{ receipt_line_id: lineId, qty_e4: 1, ...amounts }]);
      return id;
    };
    return { lineId, draft: await plant('draft'), confirmed: await plant('confirmed') };
  });
}
