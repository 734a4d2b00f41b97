import { may } from '@xinhang/db/actor.ts';
import { problem } from '@xinhang/shared/problems.ts';
import type { Printable } from '../../registry/printables.ts';
import { findCustomer } from '../customers/service.ts';

/** The statement of a customer on paper, by the customer's id: whoever reads the account prints it. */
export const statementPrintable: Printable = {
  kinds: ['statement'],
  async reads(ctx, _kind, customerId) {
    if (!may(ctx.actor, 'receivables.read')) throw problem('forbidden');
    return (await findCustomer(ctx.db, ctx.actor, 'receivables.read', customerId)) !== undefined;
  },
};
