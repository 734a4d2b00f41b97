import type { CustomerRecord } from '@xinhang/db/repositories/customers.ts';
import { contactsMasked } from '@xinhang/db/scope.ts';
import { fieldRefused, problem } from '@xinhang/shared/problems.ts';
import type { ReadContext } from '../../http/context.ts';
import { customerCan } from '../customers/policy.ts';
import { collaborators, contactById, needLiveCustomer } from '../customers/service.ts';

/**
 * The customer, if the actor may note there what is done for its contacts: as a follow-up is
 * logged, and in the pool nobody.
 */
export async function needCaredFor(ctx: ReadContext, id: number): Promise<CustomerRecord> {
  const customer = await needLiveCustomer(ctx.db, ctx.actor, 'customers.read', id);
  const helps = (await collaborators(ctx.db, id)).some((one) => one.id === ctx.actor.userId);
  const may = customerCan(ctx.actor, customer, helps).followUp && !contactsMasked(customer);
  if (!may) throw problem('forbidden');
  return customer;
}

/** Name of the contact; refused where it is none of this customer’s. */
export async function needContactOf(
  ctx: ReadContext,
  customerId: number,
  contactId: number | null,
): Promise<string | null> {
  if (contactId === null) return null;
  const contact = await contactById(ctx.db, contactId);
  if (contact?.customer_id !== customerId) {
    throw fieldRefused('/contactId', 'not-of-this-customer');
  }
  return contact.name;
}
