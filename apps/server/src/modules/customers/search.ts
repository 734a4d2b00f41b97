import { may } from '@xinhang/db/actor.ts';
import { contactsOf } from '@xinhang/db/repositories/contacts.ts';
import {
  customersNamed,
  searchCustomers,
  type FoundCustomer,
} from '@xinhang/db/repositories/customer-search.ts';
import type { SearchHit } from '@xinhang/shared/activities.ts';
import { nameKey } from '@xinhang/shared/text-keys.ts';
import type { ReadContext } from '../../http/context.ts';
import type { SearchSource } from '../../registry/boot.ts';
import { describeRows } from './describe.ts';
import { phoneView, shownPhone } from './mapper.ts';
import { meansContact, searchColumns, searchQuery } from './search-words.ts';

/** Read beyond what is shown, so that the better names come first among the newest. */
const CANDIDATES = 60;

async function foundCustomers(ctx: ReadContext, q: string): Promise<FoundCustomer[]> {
  const { db, actor } = ctx;
  const words = {
    search: ctx.deps.db.search,
    q: searchQuery(q),
    columns: searchColumns(actor),
  };
  const named = await customersNamed(db, actor, nameKey(q), CANDIDATES);
  const others = await searchCustomers(db, actor, words, CANDIDATES);
  const known = new Set(named.map((row) => row.id));
  return [...named, ...others.filter((row) => !known.has(row.id))];
}

/** Ids of the first customers that a search finds, as far as the actor sees them. */
export async function customersFound(ctx: ReadContext, q: string): Promise<number[]> {
  if (!may(ctx.actor, 'customers.read')) return [];
  return (await foundCustomers(ctx, q)).map((row) => row.id);
}

/** 0 the name itself, 1 begins with it, 2 contains it, 3 found by something else. */
function closeness(row: FoundCustomer, key: string): number {
  if (row.name_key === key) return 0;
  const at = row.name_key.indexOf(key);
  return at === 0 ? 1 : at > 0 ? 2 : 3;
}

export const customerSource: SearchSource = {
  name: 'customers',
  async find(ctx, q, limit) {
    if (!may(ctx.actor, 'customers.read')) return [];
    const key = nameKey(q);
    const found = (await foundCustomers(ctx, q))
      .toSorted((a, b) => closeness(a, key) - closeness(b, key))
      .slice(0, limit);
    const rows = await describeRows(ctx.db, ctx.actor, found);
    return rows.map((row) => ({
      source: 'customers',
      id: row.id,
      title: row.name,
      subtitle: [row.mainContact, row.mainPhone, row.owner?.name].filter(Boolean).join(' · '),
      route: `/customers/${row.id}`,
    }));
  },
};

export const contactSource: SearchSource = {
  name: 'contacts',
  async find(ctx, q, limit) {
    const { db, actor } = ctx;
    if (!may(actor, 'customers.read')) return [];
    const words = {
      search: ctx.deps.db.search,
      q: searchQuery(q),
      columns: searchColumns(actor),
      ofContacts: true,
    };
    const customers = await searchCustomers(db, actor, words, CANDIDATES);
    const hits: SearchHit[] = [];
    // Most searches are answered by the contacts of the first customers.
    for (let at = 0; at < customers.length && hits.length < limit; at += limit) {
      hits.push(...(await contactHits(ctx, q, customers.slice(at, at + limit))));
    }
    return hits.slice(0, limit);
  },
};

/** Contacts that a query means, of customers in their order. */
async function contactHits(
  { db, actor }: ReadContext,
  q: string,
  customers: readonly FoundCustomer[],
): Promise<SearchHit[]> {
  const meant = meansContact(actor, q);
  const found = await contactsOf(
    db,
    customers.map((customer) => customer.id),
  );
  const contacts = Map.groupBy(found.contacts, (contact) => contact.customer_id);
  const phones = Map.groupBy(found.phones, (phone) => phone.contact_id);
  return customers.flatMap((customer) => {
    const present = (contacts.get(customer.id) ?? []).filter((one) => one.left_at === null);
    return present
      .toSorted((a, b) => a.id - b.id)
      .flatMap((contact): SearchHit[] => {
        const numbers = phones.get(contact.id) ?? [];
        if (!meant.itself(customer, contact, numbers)) return [];
        const number = numbers[0] && shownPhone(phoneView(actor, customer), numbers[0].number);
        return [
          {
            source: 'contacts',
            id: contact.id,
            title: contact.name,
            subtitle: [customer.name, contact.post, number].filter(Boolean).join(' · '),
            route: `/customers/${customer.id}`,
          },
        ];
      });
  });
}
