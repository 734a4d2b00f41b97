import type { Ddl, Migration } from './ddl.ts';

const places = ({ id, int, strict }: Ddl) => [
  `CREATE TABLE customer_address (
    id ${id}, version ${int} NOT NULL, customer_id ${int} NOT NULL REFERENCES customer(id),
    receiver TEXT NOT NULL, phone TEXT NOT NULL, address TEXT NOT NULL, carrier TEXT NOT NULL,
    freight_payer TEXT NOT NULL CHECK (freight_payer IN ('','us','customer')),
    active ${int} NOT NULL CHECK (active IN (0,1))
  )${strict}`,
  `CREATE INDEX customer_address_customer ON customer_address (customer_id)`,
  `CREATE TABLE customer_title (
    id ${id}, version ${int} NOT NULL, customer_id ${int} NOT NULL REFERENCES customer(id),
    title TEXT NOT NULL, tax_no TEXT NOT NULL, bank TEXT NOT NULL, bank_account TEXT NOT NULL,
    address TEXT NOT NULL, phone TEXT NOT NULL,
    active ${int} NOT NULL CHECK (active IN (0,1))
  )${strict}`,
  `CREATE INDEX customer_title_customer ON customer_title (customer_id)`,
];

const history = ({ id, int, strict, frozen }: Ddl) => [
  `CREATE TABLE customer_event (
    id ${id}, customer_id ${int} NOT NULL REFERENCES customer(id), kind TEXT NOT NULL,
    data TEXT NOT NULL, by_user_id ${int}, at ${int} NOT NULL
  )${strict}`,
  `CREATE INDEX customer_event_customer ON customer_event (customer_id, at, id)`,
  ...frozen('customer_event'),
];

const words = ({ id, int, strict }: Ddl) => [
  `CREATE TABLE tag (
    id ${id}, version ${int} NOT NULL, name TEXT NOT NULL, name_key TEXT NOT NULL UNIQUE,
    active ${int} NOT NULL CHECK (active IN (0,1))
  )${strict}`,
  `CREATE TABLE customer_tag (
    customer_id ${int} NOT NULL REFERENCES customer(id), tag_id ${int} NOT NULL REFERENCES tag(id),
    PRIMARY KEY (customer_id, tag_id)
  )${strict}`,
  `CREATE INDEX customer_tag_tag ON customer_tag (tag_id, customer_id)`,
  `CREATE TABLE custom_field (
    id ${id}, version ${int} NOT NULL, key TEXT NOT NULL UNIQUE, label TEXT NOT NULL,
    label_key TEXT NOT NULL UNIQUE,
    type TEXT NOT NULL CHECK (type IN ('text','number','date','select','flag')),
    options TEXT NOT NULL, required ${int} NOT NULL CHECK (required IN (0,1)),
    sort ${int} NOT NULL, active ${int} NOT NULL CHECK (active IN (0,1))
  )${strict}`,
];

/** What the desk, the pages of a company's head and a group of companies walk. */
const walked = () => [
  `CREATE INDEX customer_next ON customer (next_follow_on, id)`,
  `CREATE INDEX customer_created ON customer (created_at, id)`,
  `CREATE INDEX customer_owner_created ON customer (owner_id, created_at, id)`,
  `CREATE INDEX customer_parent ON customer (parent_id)`,
  `CREATE INDEX follow_up_author ON follow_up (author_id, at, id)`,
];

/** Addresses and invoice titles, the timeline, tags and fields of the company's own. */
export const customerFile: Migration = {
  id: 2,
  name: 'customer-file',
  statements: (ddl) => [...places(ddl), ...history(ddl), ...words(ddl), ...walked()],
};
