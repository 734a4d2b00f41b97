import type { Actor } from '@xinhang/db/actor.ts';
import type { Reader } from '@xinhang/db/database.ts';
import type { Position } from '@xinhang/db/keyset.ts';
import {
  contactsOf,
  type ContactRecord,
  type PhoneRecord,
} from '@xinhang/db/repositories/contacts.ts';
import { listCustomers, type CustomerListRecord } from '@xinhang/db/repositories/customer-list.ts';
import type { ContactPlace } from '@xinhang/db/repositories/customer-marks.ts';
import type { SearchIndex } from '@xinhang/db/search-index.ts';
import type { ContactListRow } from '@xinhang/shared/contacts.ts';
import { problem } from '@xinhang/shared/problems.ts';
import { phoneView, shownPhone } from './mapper.ts';
import { searchColumns, searchQuery, meansContact } from './search-words.ts';

const BATCH = 100;

export interface FoundContact {
  customer: CustomerListRecord;
  contact: ContactRecord;
  phones: PhoneRecord[];
}

/**
 * Contacts of the customers an actor sees, by last contact with the customer; those of the pool
 * and those who left are not among them. Walks customers, so that scope and search are theirs.
 */
export async function findContacts(
  db: Reader,
  search: SearchIndex,
  actor: Actor,
  q: string | undefined,
  page: { after: Position | null; limit: number },
): Promise<FoundContact[]> {
  const found: FoundContact[] = [];
  const start = placeOf(page.after);
  const matches = q === undefined ? null : meansContact(actor, q);
  let after: Position | null = start && { value: start.lastFollowAt, id: start.customerId + 1 };
  for (;;) {
    const customers = await listCustomers(
      db,
      actor,
      {
        archived: false,
        contactsShown: true,
        ...(q !== undefined && {
          words: { search, q: searchQuery(q), columns: searchColumns(actor) },
        }),
      },
      { sort: 'lastFollowAt', descending: true, after, limit: BATCH },
    );
    const ids = customers.map((customer) => customer.id);
    const { contacts, phones } = await contactsOf(db, ids);
    for (const customer of customers) {
      const own = contacts
        .filter((contact) => contact.customer_id === customer.id && contact.left_at === null)
        .toSorted((a, b) => a.id - b.id);
      for (const contact of own) {
        if (customer.id === start?.customerId && contact.id <= start.id) continue;
        const numbers = phones.filter((phone) => phone.contact_id === contact.id);
        if (matches && !matches.any(customer, contact, numbers)) continue;
        found.push({ customer, contact, phones: numbers });
        if (found.length === page.limit) return found;
      }
    }
    const last = customers.at(-1);
    if (!last || customers.length < BATCH) return found;
    after = { value: last.last_follow_at, id: last.id };
  }
}

/** Where a contact stands in the list: its customer's place, then its own. */
export function positionOf({ customer, contact }: FoundContact): Position {
  const { last_follow_at: lastFollowAt, id: customerId } = customer;
  return positionOfPlace({ lastFollowAt, customerId, id: contact.id });
}

export function positionOfPlace({ lastFollowAt, customerId, id }: ContactPlace): Position {
  return { value: `${lastFollowAt},${customerId}`, id };
}

/** The place that a position names; one that is none of ours is refused. */
export function placeOf(after: Position | null): ContactPlace | null {
  if (!after) return null;
  const [lastFollowAt, customerId] = String(after.value).split(',').map(Number);
  if (!Number.isSafeInteger(lastFollowAt) || !Number.isSafeInteger(customerId)) {
    throw problem('bad-cursor');
  }
  return { lastFollowAt: lastFollowAt!, customerId: customerId!, id: after.id };
}

export function toContactRow(actor: Actor, found: FoundContact): ContactListRow {
  const { customer, contact, phones } = found;
  const phone = phones[0];
  return {
    id: contact.id,
    customer: { id: customer.id, name: customer.name },
    name: contact.name,
    dept: contact.dept,
    post: contact.post,
    phone: phone ? shownPhone(phoneView(actor, customer), phone.number) : null,
    primary: contact.is_primary === 1,
  };
}
