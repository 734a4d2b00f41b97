import { canary, contactPhoneOf, placePhoneOf } from '../canaries.ts';
import { positions, type Expectation, type RowFacts } from '../expectation.ts';
import { overRows, probes, same, type Cell, type Recipes } from '../recipe.ts';
import type { Marks } from '@xinhang/shared/contract/fields.ts';
import type { Request } from '../world.ts';
import { phoneShown } from './customers.ts';

export interface Shown {
  name: string;
  phones: { number: string }[];
  birthday: object | null;
  nativePlace: string;
  family: string;
  hobbies: string;
  relations: string;
  taboos: string;
}
interface Listed {
  name: string;
  phone: string | null;
}
interface Place {
  phone: string | null;
}
export interface Places {
  addresses: Place[];
  titles: Place[];
}

function judgeContact(found: Shown, who: Expectation, row: RowFacts, index: number) {
  const phone = phoneShown(who, row, contactPhoneOf(index));
  const numbers = found.phones.map((one) => one.number);
  const { nativePlace, family, hobbies, relations, taboos } = found;
  const texts = [nativePlace, family, hobbies, relations, taboos];
  const open = who.seesPersonalFile(row);
  return (
    same(
      'contact',
      [found.name, numbers],
      [canary(index, 'contact'), phone === null ? [] : [phone]],
    ) ??
    same(
      'personal file',
      [found.birthday !== null, ...texts],
      [open, ...texts.map(() => (open ? canary(index, 'personal') : ''))],
    )
  );
}

const judgePlace = (found: Place, who: Expectation, row: RowFacts, index: number) =>
  same('phone', found.phone, phoneShown(who, row, placePhoneOf(index)));

/** The contacts of one customer as this person reads them. */
export function judgeContacts(
  found: readonly Shown[],
  who: Expectation,
  row: RowFacts,
  index: number,
): string | null {
  const number = same('contacts', found.length, who.seesContacts(row) ? 1 : 0);
  return number ?? (found[0] ? judgeContact(found[0], who, row, index) : null);
}

/** Its addresses and titles. */
export function judgePlaces(
  { addresses, titles }: Places,
  who: Expectation,
  row: RowFacts,
  index: number,
): string | null {
  const found = [...addresses, ...titles];
  const number = same('places', found.length, who.seesContacts(row) ? 2 : 0);
  return found.reduce((wrong, place) => wrong ?? judgePlace(place, who, row, index), number);
}

/** Counted where the page does not hold them all. */
const counted: Cell = {
  label: 'everything, counted',
  row: null,
  request: { query: { limit: 1, count: 1 } },
  content(answer: { count: number | null }, who) {
    const all = positions.filter((row) => who.seesContacts(row) && !row.archived);
    return same('count', answer.count, all.length);
  },
};

/** Contacts of all customers: those of the pool and of archived customers are not among them. */
function listed(
  label: string,
  query: NonNullable<Request['query']>,
  keeps: (who: Expectation, row: RowFacts, index: number) => boolean,
): Cell {
  return {
    label,
    row: null,
    request: { query: { limit: 200, count: 1, ...query } },
    content(answer: { rows: Listed[]; count: number | null }, who) {
      const expected = positions.flatMap((row, index) =>
        who.seesContacts(row) && !row.archived && keeps(who, row, index)
          ? [`${canary(index, 'contact')} ${phoneShown(who, row, contactPhoneOf(index))}`]
          : [],
      );
      const found = answer.rows.map((row) => `${row.name} ${row.phone}`);
      return (
        same('contacts', found.toSorted(), expected.toSorted()) ??
        same('count', answer.count, expected.length)
      );
    },
  };
}

export const contactRecipes: Recipes = {
  'contacts.list': overRows({
    request: ({ customerId }) => ({ params: { id: customerId } }),
    rule: (who, row) => who.reads(row),
    content: (answer: { rows: Shown[] }, who, row, index) =>
      judgeContacts(answer.rows, who, row, index),
  }),

  'contacts.markAll': () => [
    {
      label: 'everything',
      row: null,
      request: {},
      content(answer: Marks, who) {
        const all = positions.filter((row) => who.seesContacts(row) && !row.archived);
        return same('marks', answer, { marks: [], count: all.length, next: null });
      },
    },
  ],
  'contacts.listAll': () => [
    listed('everything', {}, () => true),
    counted,
    ...probes.flatMap(({ row, index }) => [
      listed(
        `${row.position} by name`,
        { q: canary(index, 'contact') },
        (_who, one) => one === row,
      ),
      listed(
        `${row.position} by company`,
        { q: canary(index, 'name') },
        (_who, one) => one === row,
      ),
      // A phone that is not shown in full is not found either.
      listed(`${row.position} by phone`, { q: contactPhoneOf(index) }, (who, one) => {
        return one === row && who.phone(one) === 'show';
      }),
    ]),
  ],

  'contacts.create': overRows({
    request: ({ customerId }) => ({ params: { id: customerId }, body: { name: '矩阵' } }),
    rule: (who, row) => who.addsChild(row),
  }),
  'contacts.update': overRows({
    request: ({ contactId }) => ({ params: { id: contactId }, body: { version: 1, dept: '矩阵' } }),
    rule: (who, row) => who.actsOnChild('customers.update', row),
    content: (answer: Shown, who, row, index) => judgeContact(answer, who, row, index),
  }),

  'contacts.listAddresses': overRows({
    request: ({ customerId }) => ({ params: { id: customerId } }),
    rule: (who, row) => who.reads(row),
    content: (answer: Places, who, row, index) => judgePlaces(answer, who, row, index),
  }),
  'contacts.createAddress': overRows({
    request: ({ customerId }) => ({ params: { id: customerId }, body: { address: '矩阵' } }),
    rule: (who, row) => who.addsChild(row),
  }),
  'contacts.createTitle': overRows({
    request: ({ customerId }) => ({ params: { id: customerId }, body: { title: '矩阵' } }),
    rule: (who, row) => who.addsChild(row),
  }),
  'contacts.updateAddress': overRows({
    request: ({ addressId }) => ({ params: { id: addressId }, body: { version: 1, carrier: 'x' } }),
    rule: (who, row) => who.actsOnChild('customers.update', row),
    content: (answer: Place, who, row, index) => judgePlace(answer, who, row, index),
  }),
  'contacts.updateTitle': overRows({
    request: ({ titleId }) => ({ params: { id: titleId }, body: { version: 1, bank: 'x' } }),
    rule: (who, row) => who.actsOnChild('customers.update', row),
    content: (answer: Place, who, row, index) => judgePlace(answer, who, row, index),
  }),
};
