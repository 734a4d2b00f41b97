import type { Tx } from '@xinhang/db/database.ts';
import { contactsOf } from '@xinhang/db/repositories/contacts.ts';
import {
  collaborators,
  setCompleteness,
  type CustomerRecord,
} from '@xinhang/db/repositories/customers.ts';
import type { SearchIndex } from '@xinhang/db/search-index.ts';
import { completenessOf } from './completeness.ts';
import { searchTexts } from '@xinhang/shared/search-texts.ts';

/**
 * Brings what is made from a customer and its contacts up to date: completeness, the words it is
 * found by and through whom. Called in the transaction of every change to any of them.
 */
export async function refreshDerived(
  tx: Tx,
  search: SearchIndex,
  customer: CustomerRecord,
): Promise<CustomerRecord> {
  const found = await contactsOf(tx, [customer.id]);
  const contacts = found.contacts.filter((contact) => contact.left_at === null);
  const phones = found.phones.filter((phone) =>
    contacts.some((contact) => contact.id === phone.contact_id),
  );
  await search.put(tx, customer.id, searchTexts(customer, contacts, phones), {
    ownerId: customer.owner_id,
    collaboratorIds: (await collaborators(tx, customer.id)).map((person) => person.id),
  });
  const counts = { count: contacts.length, phones: phones.length };
  const { percent } = completenessOf(customer, counts);
  if (percent === customer.completeness) return customer;
  await setCompleteness(tx, customer.id, percent);
  return { ...customer, completeness: percent };
}
