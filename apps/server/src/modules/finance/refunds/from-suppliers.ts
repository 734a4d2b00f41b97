import {
  insertSupplierRefund,
  reverseRefund,
  supplierRefundInReach,
  type NamedSupplierRefund,
} from '@xinhang/db/repositories/refunds.ts';
import { fieldRefused, problem } from '@xinhang/shared/problems.ts';
import type { SupplierRefund } from '@xinhang/shared/refunds.ts';
import { stale } from '../../../http/conflict.ts';
import type { ReadContext, WriteContext } from '../../../http/context.ts';
import { supplierById } from '../../purchasing/service.ts';
import { payablesByHand } from '../payables/settle.ts';
import { headOf, told } from './describe.ts';
import { draftRefund, postRefund, unpostRefund, type Asked, type RefundSide } from './post.ts';

/** Of the numbers: the initials of 供应商退款. */
const side: RefundSide = {
  of: payablesByHand,
  docKind: 'supplierRefund',
  prefix: 'GYTK',
  writes: 'payments.manage',
  accounts: ['advancePaid', 'payable'],
  sign: 1,
};

export const toSupplierRefund = (ctx: ReadContext, row: NamedSupplierRefund): SupplierRefund => ({
  ...headOf(ctx, row, side),
  supplier: { id: row.supplier_id, name: row.supplier_name, code: row.supplier_code },
});

async function record(
  ctx: WriteContext,
  action: string,
  id: number,
  before: NamedSupplierRefund | null,
): Promise<SupplierRefund> {
  const row = (await supplierRefundInReach(ctx.tx, ctx.actor, id))!;
  await ctx.audit({
    action,
    entity: 'supplierRefund',
    entityId: id,
    before: before && told(before, before.supplier_name),
    after: told(row, row.supplier_name),
  });
  await ctx.emit({ entity: 'supplierRefund', id, version: row.version, audience: [] });
  return toSupplierRefund(ctx, row);
}

/** Takes advances or credits of a supplier back as money. */
export async function refundOfSupplier(
  ctx: WriteContext,
  { supplierId, ...asked }: Asked & { supplierId: number },
): Promise<SupplierRefund> {
  if (!(await supplierById(ctx.tx, supplierId))) {
    throw fieldRefused('/supplierId', 'unknown-supplier');
  }
  const { row, credits } = await draftRefund(ctx, side, supplierId, asked);
  const id = await insertSupplierRefund(ctx.tx, { ...row, supplier_id: supplierId });
  await postRefund(ctx, side, { id, partyId: supplierId, row, credits });
  return await record(ctx, 'supplierRefunds.create', id, null);
}

export async function undoSupplierRefund(
  ctx: WriteContext,
  id: number,
  { version, reason }: { version: number; reason: string },
): Promise<SupplierRefund> {
  const row = await supplierRefundInReach(ctx.tx, ctx.actor, id);
  if (!row) throw problem('not-found');
  if (row.state !== 'confirmed') throw problem('state-refused');
  if (row.version !== version) throw stale(row);
  await unpostRefund(ctx, side, row);
  const said = { reversal_reason: reason, reversed_by: ctx.actor.userId, reversed_at: ctx.now };
  if (!(await reverseRefund(ctx.tx, 'supplier_refund', row, said))) throw stale(row);
  return await record(ctx, 'supplierRefunds.reverse', id, row);
}
