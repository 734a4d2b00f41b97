import { may } from '@xinhang/db/actor.ts';
import { listCashTransfers } from '@xinhang/db/repositories/cash-transfers.ts';
import { listPayments } from '@xinhang/db/repositories/payments.ts';
import { listReceipts } from '@xinhang/db/repositories/receipts.ts';
import type { ClosingDrafts } from '../../registry/closings.ts';

/** Receipts that are not confirmed. */
export const receiptDrafts: ClosingDrafts = {
  areas: ['arap', 'finance'],
  async find(ctx, to, limit) {
    if (!may(ctx.actor, 'receivables.read')) return [];
    const page = { after: null, limit };
    const rows = await listReceipts(ctx.db, ctx.actor, { states: ['draft'], to }, page);
    return rows.map((row) => ({
      docKind: 'receipt',
      docId: row.id,
      businessDate: row.business_date,
      party: row.customer_name ?? row.payer,
      madeBy: row.maker_name,
    }));
  },
};

/** Payments that are not confirmed. */
export const paymentDrafts: ClosingDrafts = {
  areas: ['arap', 'finance'],
  async find(ctx, to, limit) {
    if (!may(ctx.actor, 'payables.read')) return [];
    const page = { after: null, limit };
    const rows = await listPayments(ctx.db, ctx.actor, { states: ['draft'], to }, page);
    return rows.map((row) => ({
      docKind: 'payment',
      docId: row.id,
      businessDate: row.business_date,
      party: row.supplier_name ?? '',
      madeBy: row.maker_name,
    }));
  },
};

/** Transfers that are not confirmed. */
export const transferDrafts: ClosingDrafts = {
  areas: ['finance'],
  async find(ctx, to, limit) {
    if (!may(ctx.actor, 'cash.read')) return [];
    const page = { after: null, limit };
    const rows = await listCashTransfers(ctx.db, ctx.actor, { states: ['draft'], to }, page);
    return rows.map((row) => ({
      docKind: 'cashTransfer',
      docId: row.id,
      businessDate: row.business_date,
      party: `${row.from_name} → ${row.to_name}`,
      madeBy: row.maker_name,
    }));
  },
};
