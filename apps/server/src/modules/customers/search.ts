import { may } from '@xinhang/db/actor.ts';
import { contactsOf } from '@xinhang/db/repositories/contacts.ts';
import { customersNamed, searchCustomers } from '@xinhang/db/repositories/customer-search.ts';
import type { CustomerRecord } from '@xinhang/db/repositories/customers.ts';
import { nameKey } from '@xinhang/shared/text-keys.ts';
import type { ReadContext } from '../../http/context.ts';
import type { SearchSource } from '../../registry/boot.ts';
import { describeRows } from './describe.ts';
import { phoneView, shownPhone } from './mapper.ts';
import { meansContact, searchColumns, searchQuery } from './search-words.ts';

/** Read beyond what is shown, so that the better names come first among the newest. */
const CANDIDATES = 60;

async function foundCustomers(ctx: ReadContext, q: string): Promise<CustomerRecord[]> {
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

/** 0 the name itself, 1 begins with it, 2 contains it, 3 found by something else. */
function closeness(row: CustomerRecord, key: string): number {
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
    const byId = new Map(customers.map((row) => [row.id, row]));
    const { contacts, phones } = await contactsOf(db, [...byId.keys()]);
    const meant = meansContact(actor, q);
    return contacts
      .toSorted((a, b) => b.customer_id - a.customer_id || a.id - b.id)
      .flatMap((contact) => {
        if (contact.left_at !== null) return [];
        const customer = byId.get(contact.customer_id)!;
        const numbers = phones.filter((phone) => phone.contact_id === contact.id);
        if (!meant.itself(customer, contact, numbers)) return [];
        const number = numbers[0] && shownPhone(phoneView(actor, customer), numbers[0].number);
        return {
          source: 'contacts',
          id: contact.id,
          title: contact.name,
          subtitle: [customer.name, contact.post, number].filter(Boolean).join(' · '),
          route: `/customers/${customer.id}`,
        };
      })
      .slice(0, limit);
  },
};
