import { may } from '@xinhang/db/actor.ts';
import { problem } from '@xinhang/shared/problems.ts';
import type { ReadContext } from '../../../http/context.ts';
import { supplierById } from '../../purchasing/service.ts';
import { partyAccount, type Span } from '../party-account.ts';
import { suppliers } from '../sides.ts';

/** What is owed to a supplier, with every row of the ledger and what was settled of it. */
export async function payablesOfSupplier(ctx: ReadContext, supplierId: number, span: Span) {
  const supplier = await supplierById(ctx.db, supplierId);
  if (!supplier) throw problem('not-found');
  const settles = ctx.actor.viewAsBy === null && may(ctx.actor, 'payments.manage');
  const account = await partyAccount(ctx, suppliers, supplierId, { ...span, settles });
  const { id, name, code } = supplier;
  return { supplier: { id, name, code }, ...account };
}
