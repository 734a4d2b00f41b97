import { may } from '@xinhang/db/actor.ts';
import type { ReadContext } from '../../../http/context.ts';
import { todayOf } from '../../../http/today.ts';
import { limitOn, needCustomer } from '../../customers/service.ts';
import { partyAccount, type Span } from '../party-account.ts';
import { customers } from '../sides.ts';

/** What a customer owes, with every row of the ledger and what was settled of it. */
export async function receivablesOfCustomer(ctx: ReadContext, customerId: number, span: Span) {
  const customer = await needCustomer(ctx.db, ctx.actor, 'receivables.read', customerId);
  const settles = ctx.actor.viewAsBy === null && may(ctx.actor, 'receipts.manage');
  const account = await partyAccount(ctx, customers, customerId, { ...span, settles });
  const credit = ctx.actor.fields.credit === 'show';
  const limit = credit
    ? await limitOn(ctx.db, customer, await todayOf(ctx))
    : { limitFen: null, temporary: null };
  return {
    customer: { id: customer.id, name: customer.name },
    ...account,
    standing: {
      ...account.standing,
      ...limit,
      limitHidden: !credit,
    },
  };
}
