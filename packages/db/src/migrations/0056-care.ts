import type { Ddl, Migration } from './ddl.ts';

const tables = ({ id, int, strict }: Ddl) => [
  `CREATE TABLE care_plan (
    id ${id}, version ${int} NOT NULL, name TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('call','visit','greeting','gift')), what TEXT NOT NULL,
    "trigger" TEXT NOT NULL CHECK ("trigger" IN ('interval','birthday','festival','firstDeal')),
    every_days ${int}, festival TEXT, lead_days ${int} NOT NULL,
    grades TEXT NOT NULL, models TEXT NOT NULL, tag_ids TEXT NOT NULL,
    active ${int} NOT NULL CHECK (active IN (0,1)), since TEXT NOT NULL,
    CHECK (("trigger" = 'interval') = (every_days IS NOT NULL)),
    CHECK (("trigger" = 'festival') = (festival IS NOT NULL))
  )${strict}`,
  `CREATE TABLE care_item (
    id ${id}, version ${int} NOT NULL,
    care_plan_id ${int} NOT NULL REFERENCES care_plan(id),
    customer_id ${int} NOT NULL REFERENCES customer(id), contact_id ${int} REFERENCES contact(id),
    due_on TEXT NOT NULL, state TEXT NOT NULL CHECK (state IN ('open','done','skipped','lapsed')),
    follow_up_id ${int} REFERENCES follow_up(id), closed_by ${int}, closed_at ${int},
    note TEXT NOT NULL, at ${int} NOT NULL,
    CHECK ((state = 'open') = (closed_at IS NULL))
  )${strict}`,
  `CREATE INDEX care_item_open ON care_item (due_on, id) WHERE state = 'open'`,
  `CREATE INDEX care_item_closed ON care_item (due_on, id) WHERE state IN ('done','skipped')`,
  `CREATE INDEX care_item_customer ON care_item (customer_id, care_plan_id, due_on)`,
  `CREATE INDEX care_item_contact ON care_item (contact_id, id)`,
  `CREATE INDEX care_item_follow_up ON care_item (follow_up_id)`,
  `CREATE TABLE gift (
    id ${id}, version ${int} NOT NULL,
    customer_id ${int} NOT NULL REFERENCES customer(id), contact_id ${int} REFERENCES contact(id),
    kind TEXT NOT NULL CHECK (kind IN ('gift','hospitality','event')), what TEXT NOT NULL,
    cost_fen ${int} CHECK (cost_fen >= 0), "on" TEXT NOT NULL,
    by_user_id ${int} NOT NULL REFERENCES "user"(id), note TEXT NOT NULL, at ${int} NOT NULL
  )${strict}`,
  `CREATE INDEX gift_on ON gift ("on", id)`,
  `CREATE INDEX gift_customer ON gift (customer_id, "on", id)`,
  `CREATE INDEX gift_contact ON gift (contact_id, "on", id)`,
  `CREATE TABLE promise (
    id ${id}, version ${int} NOT NULL,
    customer_id ${int} NOT NULL REFERENCES customer(id), contact_id ${int} REFERENCES contact(id),
    text TEXT NOT NULL, due_on TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('open','kept','broken')),
    by_user_id ${int} NOT NULL REFERENCES "user"(id), at ${int} NOT NULL,
    closed_at ${int}, closed_by ${int}, note TEXT NOT NULL,
    CHECK ((state = 'open') = (closed_at IS NULL))
  )${strict}`,
  `CREATE INDEX promise_due ON promise (due_on, id)`,
  `CREATE INDEX promise_open ON promise (due_on, id) WHERE state = 'open'`,
  `CREATE INDEX promise_customer ON promise (customer_id, due_on, id)`,
  `CREATE INDEX promise_contact ON promise (contact_id, id)`,
  `CREATE TABLE desk_snooze (
    user_id ${int} NOT NULL REFERENCES "user"(id), kind TEXT NOT NULL, row_id ${int} NOT NULL,
    until ${int} NOT NULL, PRIMARY KEY (user_id, kind, row_id)
  )${strict}`,
  // What was put off by the screens alone until now.
  `DELETE FROM user_preference WHERE key = 'desk.snoozed'`,
];

/** Who leads all of sales sets how customers are cared for. */
const grants = ['owner', 'sales-director'].map(
  (key) => `INSERT INTO role_grant
  (role_id, permission, scope, dept_ids, warehouse_ids, cash_account_ids)
  SELECT role_id, 'care.manage', scope, dept_ids, warehouse_ids, cash_account_ids
  FROM role_grant WHERE permission = 'customers.create'
    AND role_id IN (SELECT id FROM role WHERE key = '${key}')`,
);

/** Care plans and what they ask, gifts, promises, and what a person put off (S44, S45). */
export const careMigration: Migration = {
  id: 56,
  name: 'care',
  statements: (ddl) => [...tables(ddl), ...grants],
};
