import { may } from '@xinhang/db/actor.ts';
import { purchaseOrderById } from '@xinhang/db/repositories/purchase-orders.ts';
import { findPurchaseReturn } from '@xinhang/db/repositories/purchase-returns.ts';
import { findReceiptNote } from '@xinhang/db/repositories/receipt-notes.ts';
import { problem } from '@xinhang/shared/problems.ts';
import type { Printable } from '../../registry/printables.ts';

/** Orders to suppliers that have a number: whoever reads them. */
export const purchaseOrderPrintable: Printable = {
  kinds: ['purchaseOrder'],
  async reads(ctx, _kind, id) {
    if (!may(ctx.actor, 'purchaseOrders.read')) throw problem('forbidden');
    return ((await purchaseOrderById(ctx.db, id))?.no ?? null) !== null;
  },
};

/** What came in and went back, once it has a number; the warehouse prints it without prices. */
export const receivedPrintable: Printable = {
  kinds: ['receiptNote', 'purchaseReturn'],
  async reads(ctx, kind, id) {
    const reads = may(ctx.actor, 'purchaseOrders.read') || may(ctx.actor, 'receiptNotes.manage');
    if (!reads) throw problem('forbidden');
    const found = kind === 'receiptNote' ? findReceiptNote : findPurchaseReturn;
    return ((await found(ctx.db, ctx.actor, id))?.no ?? null) !== null;
  },
};
