import { may } from '@xinhang/db/actor.ts';
import { listReceiptNotes } from '@xinhang/db/repositories/receipt-notes.ts';
import type { ClosingDrafts } from '../../registry/closings.ts';

/** Receipts of goods that are not confirmed. */
export const receiptNoteDrafts: ClosingDrafts = {
  areas: ['stock', 'arap', 'finance'],
  async find(ctx, to, limit) {
    const reads = may(ctx.actor, 'purchaseOrders.read') || may(ctx.actor, 'receiptNotes.manage');
    if (!reads) return [];
    const page = { after: null, limit };
    const rows = await listReceiptNotes(ctx.db, { states: ['draft'], to }, page);
    return rows.map((row) => ({
      docKind: 'receiptNote',
      docId: row.id,
      businessDate: row.business_date,
      party: row.supplier_name,
      madeBy: row.maker_name,
    }));
  },
};
