import { may } from '@xinhang/db/actor.ts';
import { listDeliveries } from '@xinhang/db/repositories/deliveries.ts';
import { listReturns } from '@xinhang/db/repositories/sales-returns.ts';
import type { ReadContext } from '../../http/context.ts';
import type { ClosingDrafts } from '../../registry/closings.ts';

const areas = ['stock', 'arap'] as const;

const reads = ({ actor }: ReadContext) =>
  may(actor, 'deliveries.read') || may(actor, 'deliveries.manage');

const rowOf =
  (docKind: string) =>
  (row: { id: number; business_date: string; customer_name: string; maker_name: string }) => ({
    docKind,
    docId: row.id,
    businessDate: row.business_date,
    party: row.customer_name,
    madeBy: row.maker_name,
  });

const open = ['draft', 'approving', 'approved'];

/** Deliveries and returns that are not confirmed. */
export const salesDrafts: readonly ClosingDrafts[] = [
  {
    areas,
    async find(ctx, to, limit) {
      if (!reads(ctx)) return [];
      const page = { after: null, limit };
      const rows = await listDeliveries(ctx.db, ctx.actor, { states: ['draft'], to }, page);
      return rows.map(rowOf('delivery'));
    },
  },
  {
    areas,
    async find(ctx, to, limit) {
      if (!reads(ctx)) return [];
      const page = { after: null, limit };
      const rows = await listReturns(ctx.db, ctx.actor, { states: open, to }, page);
      return rows.map(rowOf('salesReturn'));
    },
  },
];
