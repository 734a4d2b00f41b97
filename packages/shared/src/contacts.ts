import { z } from 'zod';
import { daysInMonth } from './business-date.ts';
import { endpoint } from './contract/endpoint.ts';
import {
  emailText,
  flagParam,
  id,
  idPath,
  instant,
  marksOf,
  marksQuery,
  nameRef,
  optionalText,
  pageOf,
  pageQuery,
  patchText,
  phoneText,
  requiredText,
  version,
} from './contract/fields.ts';
import { lunarDayExists } from './lunar.ts';
import { phoneParts, splitPhones } from './text-keys.ts';

const MOST_PHONES = 10;

/** A phone as typed; keys for search and duplicates are made from it. */
export const phoneInput = z.object({
  number: phoneText(60).min(1),
  extension: optionalText(10),
  label: optionalText(20),
});

/** Phones of a person: several in one field are told apart, and so is an extension. */
const phonesInput = z
  .array(phoneInput)
  .max(MOST_PHONES)
  .overwrite((phones) =>
    phones.flatMap((phone) => {
      const numbers = splitPhones(phone.number);
      if (numbers.length > 1) {
        return numbers.map((number) => ({ ...phoneParts(number), label: phone.label }));
      }
      return phone.extension === '' ? { ...phone, ...phoneParts(phone.number) } : phone;
    }),
  )
  .max(MOST_PHONES);

/** A leap year, for birthdays whose year is not known. */
const SOME_LEAP_YEAR = 2000;

export const birthday = z
  .object({
    calendar: z.enum(['solar', 'lunar']),
    month: z.int().min(1).max(12),
    day: z.int().min(1).max(31),
    /** Born in a leap month (闰月); lunar alone. */
    leap: z.boolean().default(false),
    year: z.int().min(1900).max(2100).nullable().default(null),
  })
  .refine(
    ({ calendar, month, day, year }) =>
      day <= (calendar === 'lunar' ? 30 : daysInMonth(year ?? SOME_LEAP_YEAR, month)),
    { path: ['day'] },
  )
  .refine(({ calendar, leap }) => calendar === 'lunar' || !leap, { path: ['leap'] })
  .refine(
    ({ calendar, year, ...on }) =>
      calendar === 'solar' || year === null || lunarDayExists(year, on),
    { path: ['day'], when: ({ issues }) => issues.length === 0 },
  );

export const contactFields = {
  dept: patchText(60),
  post: patchText(60),
  gender: z.enum(['', 'male', 'female']).optional(),
  phones: phonesInput.optional(),
  wechat: patchText(60),
  email: emailText(120).optional(),
  birthday: birthday.nullable().optional(),
  nativePlace: patchText(60),
  family: patchText(500),
  hobbies: patchText(500),
  relations: patchText(500),
  taboos: patchText(500),
  note: patchText(1000),
  smsOptOut: z.boolean().optional(),
  primary: z.boolean().optional(),
};

export const contact = z.object({
  id,
  version,
  customerId: id,
  name: z.string(),
  dept: z.string(),
  post: z.string(),
  gender: z.string(),
  phones: z.array(z.object({ number: z.string(), extension: z.string(), label: z.string() })),
  wechat: z.string(),
  email: z.string(),
  birthday: birthday.nullable(),
  nativePlace: z.string(),
  family: z.string(),
  hobbies: z.string(),
  relations: z.string(),
  taboos: z.string(),
  note: z.string(),
  smsOptOut: z.boolean(),
  primary: z.boolean(),
  leftAt: instant.nullable(),
});
export type Contact = z.output<typeof contact>;

const listContacts = endpoint({
  method: 'GET',
  path: '/customers/:id/contacts',
  access: 'customers.read',
  since: 1,
  summary: 'Contacts of a customer, the main one first',
  params: idPath,
  response: z.object({ rows: z.array(contact) }),
});

const createContact = endpoint({
  method: 'POST',
  path: '/customers/:id/contacts',
  access: 'customers.update',
  since: 1,
  summary: 'Add a contact; a phone known elsewhere warns and never blocks',
  params: idPath,
  body: z.object({ name: requiredText(60), ...contactFields }),
  response: contact,
  status: 201,
  problems: ['customer-archived'],
});

const updateContact = endpoint({
  method: 'PATCH',
  path: '/contacts/:id',
  access: 'customers.update',
  since: 1,
  summary: 'Change a contact; `left` keeps the file and takes the person off the lists',
  params: idPath,
  body: z.object({
    version,
    name: requiredText(60).optional(),
    ...contactFields,
    left: z.boolean().optional(),
  }),
  response: contact,
  problems: ['version-conflict', 'customer-archived'],
});

const contactListRow = z.object({
  id,
  customer: nameRef,
  name: z.string(),
  dept: z.string(),
  post: z.string(),
  phone: z.string().nullable(),
  primary: z.boolean(),
});
export type ContactListRow = z.output<typeof contactListRow>;

const listAllContacts = endpoint({
  method: 'GET',
  path: '/contacts',
  access: 'customers.read',
  since: 1,
  summary: 'Contacts of the customers the caller may see',
  query: z.object({
    ...pageQuery,
    q: patchText(100),
    /** Not told for a search that goes beyond its first page. */
    count: flagParam.optional(),
  }),
  response: pageOf(contactListRow),
});

const markAllContacts = endpoint({
  method: 'GET',
  path: '/contacts/marks',
  access: 'customers.read',
  since: 1,
  summary: 'Where the pages of all contacts begin, so that any is read without those before',
  query: z.object(marksQuery),
  response: marksOf,
});

const addressFields = {
  receiver: optionalText(60),
  phone: phoneText(60).default(''),
  address: requiredText(300),
  carrier: optionalText(60),
  freightPayer: z.enum(['', 'us', 'customer']).default(''),
};
export const customerAddress = z.object({
  id,
  version,
  receiver: z.string(),
  phone: z.string().nullable(),
  address: z.string(),
  carrier: z.string(),
  freightPayer: z.string(),
  active: z.boolean(),
});
export type CustomerAddress = z.output<typeof customerAddress>;
const titleFields = {
  title: requiredText(120),
  taxNo: optionalText(30),
  bank: optionalText(120),
  bankAccount: optionalText(60),
  address: optionalText(200),
  phone: phoneText(60).default(''),
};
export const customerTitle = z.object({
  id,
  version,
  title: z.string(),
  taxNo: z.string(),
  bank: z.string(),
  bankAccount: z.string(),
  address: z.string(),
  phone: z.string().nullable(),
  active: z.boolean(),
});
export type CustomerTitle = z.output<typeof customerTitle>;

const listAddresses = endpoint({
  method: 'GET',
  path: '/customers/:id/addresses',
  access: 'customers.read',
  since: 1,
  summary: 'Ship-to addresses and 开票抬头 of a customer',
  params: idPath,
  response: z.object({ addresses: z.array(customerAddress), titles: z.array(customerTitle) }),
});
const createAddress = endpoint({
  method: 'POST',
  path: '/customers/:id/addresses',
  access: 'customers.update',
  since: 1,
  summary: 'Add a ship-to address',
  params: idPath,
  body: z.object(addressFields),
  response: customerAddress,
  status: 201,
  problems: ['customer-archived'],
});
const updateAddress = endpoint({
  method: 'PATCH',
  path: '/addresses/:id',
  access: 'customers.update',
  since: 1,
  summary: 'Change or switch off a ship-to address',
  params: idPath,
  body: z.object({
    version,
    receiver: patchText(60),
    phone: phoneText(60).optional(),
    address: requiredText(300).optional(),
    carrier: patchText(60),
    freightPayer: z.enum(['', 'us', 'customer']).optional(),
    active: z.boolean().optional(),
  }),
  response: customerAddress,
  problems: ['version-conflict', 'customer-archived'],
});
const createTitle = endpoint({
  method: 'POST',
  path: '/customers/:id/titles',
  access: 'customers.update',
  since: 1,
  summary: 'Add a 开票抬头',
  params: idPath,
  body: z.object(titleFields),
  response: customerTitle,
  status: 201,
  problems: ['customer-archived'],
});
const updateTitle = endpoint({
  method: 'PATCH',
  path: '/titles/:id',
  access: 'customers.update',
  since: 1,
  summary: 'Change or switch off a 开票抬头',
  params: idPath,
  body: z.object({
    version,
    title: requiredText(120).optional(),
    taxNo: patchText(30),
    bank: patchText(120),
    bankAccount: patchText(60),
    address: patchText(200),
    phone: phoneText(60).optional(),
    active: z.boolean().optional(),
  }),
  response: customerTitle,
  problems: ['version-conflict', 'customer-archived'],
});

export const contacts = {
  list: listContacts,
  create: createContact,
  update: updateContact,
  listAll: listAllContacts,
  markAll: markAllContacts,
  listAddresses,
  createAddress,
  updateAddress,
  createTitle,
  updateTitle,
};
