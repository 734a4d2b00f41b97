import {
  customersWithSources,
  customerTotal,
  type CustomerWithSources,
} from '@xinhang/db/repositories/customer-check.ts';
import { NO_DATE } from '@xinhang/db/no-date.ts';
import { openSearchComparison } from '@xinhang/db/sqlite/inspect.ts';
import type { CustomerFigure } from '@xinhang/shared/doctor.ts';
import { isBusinessDate } from '@xinhang/shared/business-date.ts';
import { birthdayKey, type Birthday } from '@xinhang/shared/lunar.ts';
import { nameCore } from '@xinhang/shared/name-core.ts';
import { pinyinKeys } from '@xinhang/shared/pinyin-keys.ts';
import { searchTexts } from '@xinhang/shared/search-texts.ts';
import { nameKey, phoneKey, taxNoKey } from '@xinhang/shared/text-keys.ts';
import { completenessOf } from '../../modules/customers/completeness.ts';
import { wrong, type Check, type Found } from './check.ts';

const PAGE = 500;
const SHOWN = 1000;

/** Contacts who are still there, with their phones: what figures and search words are made from. */
function present({ contacts, phones }: CustomerWithSources) {
  const there = contacts.filter((contact) => contact.left_at === null);
  const ids = new Set(there.map((contact) => contact.id));
  return { contacts: there, phones: phones.filter((phone) => ids.has(phone.contact_id)) };
}

/** Figures and keys of a customer that differ from what they are made from. */
function* wrongOf(customer: CustomerWithSources): Generator<Found> {
  const { row, last, owner } = customer;
  const { id } = row;
  const off = (figure: CustomerFigure, detail: string) =>
    wrong('customer-figure', { id, figure }, detail);
  const { contacts, phones } = present(customer);
  const expected = {
    name_key: nameKey(row.name),
    name_core: nameCore(row.name),
    name_sort: pinyinKeys(row.name).sort,
    phone_key: phoneKey(row.phone).number,
    tax_no_key: taxNoKey(row.tax_no),
    completeness: completenessOf(row, { count: contacts.length, phones: phones.length }).percent,
    last_follow_at: last?.at ?? 0,
    stage_since: customer.stageAt ?? row.created_at,
    next_follow_on: last?.next_on ?? row.next_follow_on,
    owner_id: owner === undefined ? row.owner_id : owner,
  };
  for (const field of Object.keys(expected) as (keyof typeof expected)[]) {
    const [found, value] = [row[field], expected[field]];
    if (found !== value) yield off(field, `${field} is ${found} and should be ${value}`);
  }
  if (row.next_follow_on !== NO_DATE && !isBusinessDate(row.next_follow_on)) {
    yield off('next_follow_on', `next_follow_on is no date: ${row.next_follow_on}`);
  }
  if (owner === undefined) yield off('owner_id', 'has no owner history');
  const main = contacts.filter((contact) => contact.is_primary === 1).length;
  if (contacts.length > 0 && main !== 1) yield off('main_contact', `has ${main} main contacts`);
  for (const { id: contact, birthday, birthday_key: key } of customer.contacts) {
    const wanted = birthday === null ? null : birthdayKey(JSON.parse(birthday) as Birthday);
    if (key !== wanted) {
      const detail = `birthday_key of contact ${contact} is ${key} and should be ${wanted}`;
      yield off('birthday_key', detail);
    }
  }
}

/** Completeness, last and next contact, keys, main contact, owner: caches equal their source. */
export const customerFigures: Check = {
  key: 'customers',
  part: 'database',
  async *run({ db, report }) {
    const total = await customerTotal(db);
    let seen = 0;
    for await (const page of customersWithSources(db, PAGE)) {
      for (const customer of page) yield* wrongOf(customer);
      report?.((seen += page.length), total);
    }
  },
};

/** Whether each customer is found by its words, and by no other. */
export const searchWords: Check = {
  key: 'search',
  part: 'database',
  engine: 'sqlite',
  async *run({ db, report }) {
    const comparison = await openSearchComparison(db);
    const total = await customerTotal(db);
    let seen = 0;
    for await (const page of customersWithSources(db, PAGE)) {
      for (const customer of page) {
        const { contacts, phones } = present(customer);
        const { row, collaboratorIds } = customer;
        await comparison.expect(row.id, searchTexts(row, contacts, phones), {
          ownerId: row.owner_id,
          collaboratorIds,
        });
      }
      report?.((seen += page.length), total);
    }
    for (const id of await comparison.differences(SHOWN)) {
      yield wrong('customer-search', { id });
    }
  },
};
