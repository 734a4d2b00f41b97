import { may } from '@xinhang/db/actor.ts';
import { listPurchaseReturns } from '@xinhang/db/repositories/purchase-returns.ts';
import { listReceiptNotes } from '@xinhang/db/repositories/receipt-notes.ts';
import type { ReadContext } from '../../http/context.ts';
import type { ClosingDrafts } from '../../registry/closings.ts';

const reads = ({ actor }: ReadContext) =>
  may(actor, 'purchaseOrders.read') || may(actor, 'receiptNotes.manage');

interface Draft {
  id: number;
  business_date: string;
  supplier_name: string;
  maker_name: string;
}
const toDraft = (docKind: string) => (row: Draft) => ({
  docKind,
  docId: row.id,
  businessDate: row.business_date,
  party: row.supplier_name,
  madeBy: row.maker_name,
});

/** Receipts of goods that are not confirmed. */
export const receiptNoteDrafts: ClosingDrafts = {
  areas: ['stock', 'arap', 'finance'],
  async find(ctx, to, limit) {
    if (!reads(ctx)) return [];
    const page = { after: null, limit };
    const rows = await listReceiptNotes(ctx.db, ctx.actor, { states: ['draft'], to }, page);
    return rows.map(toDraft('receiptNote'));
  },
};

/** Returns to suppliers that are not confirmed. */
export const purchaseReturnDrafts: ClosingDrafts = {
  areas: ['stock', 'arap', 'finance'],
  async find(ctx, to, limit) {
    if (!reads(ctx)) return [];
    const page = { after: null, limit };
    const rows = await listPurchaseReturns(ctx.db, ctx.actor, { states: ['draft'], to }, page);
    return rows.map(toDraft('purchaseReturn'));
  },
};
