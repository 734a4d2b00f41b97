import { may } from '@xinhang/db/actor.ts';
import { paymentInReach } from '@xinhang/db/repositories/payments.ts';
import { problem } from '@xinhang/shared/problems.ts';
import type { Printable } from '../../registry/printables.ts';
import { findCustomer } from '../customers/service.ts';
import { supplierById } from '../purchasing/service.ts';

/** The statement of a customer on paper, by the customer's id: whoever reads the account prints it. */
export const statementPrintable: Printable = {
  kinds: ['statement'],
  async reads(ctx, _kind, customerId) {
    if (!may(ctx.actor, 'receivables.read')) throw problem('forbidden');
    return (await findCustomer(ctx.db, ctx.actor, 'receivables.read', customerId)) !== undefined;
  },
};

/** Payments by their id, and the account of a supplier by the supplier's: whoever reads payables. */
export const payablePrintable: Printable = {
  kinds: ['payment', 'supplierStatement'],
  async reads(ctx, kind, id) {
    if (!may(ctx.actor, 'payables.read')) throw problem('forbidden');
    const found =
      kind === 'payment' ? paymentInReach(ctx.db, ctx.actor, id) : supplierById(ctx.db, id);
    return (await found) !== undefined;
  },
};
