import type { Ddl, Migration } from './ddl.ts';

const system = ({ id, int, strict, frozen }: Ddl) => [
  `CREATE TABLE setting (key TEXT PRIMARY KEY, value TEXT NOT NULL)${strict}`,
  `CREATE TABLE session (
    id ${id}, token_hash TEXT NOT NULL UNIQUE, user_id ${int} NOT NULL REFERENCES "user"(id),
    client TEXT NOT NULL, address TEXT NOT NULL, created_at ${int} NOT NULL,
    last_seen_at ${int} NOT NULL, ended_at ${int}, view_as_user_id ${int} REFERENCES "user"(id)
  )${strict}`,
  `CREATE INDEX session_open ON session (user_id, ended_at)`,
  `CREATE TABLE login_attempt (
    key TEXT PRIMARY KEY, failures ${int} NOT NULL, next_at ${int} NOT NULL, last_at ${int} NOT NULL
  )${strict}`,
  `CREATE TABLE idempotency_key (
    actor_id ${int} NOT NULL, key TEXT NOT NULL, endpoint TEXT NOT NULL, body_hash TEXT NOT NULL,
    status ${int} NOT NULL, answer TEXT, at ${int} NOT NULL, PRIMARY KEY (actor_id, key)
  )${strict}`,
  `CREATE INDEX idempotency_key_at ON idempotency_key (at)`,
  `CREATE TABLE audit_event (
    id ${id}, at ${int} NOT NULL, actor_id ${int}, session_id ${int}, request_id TEXT NOT NULL,
    address TEXT NOT NULL, action TEXT NOT NULL, entity TEXT NOT NULL, entity_id ${int},
    customer_id ${int}, before TEXT, after TEXT
  )${strict}`,
  `CREATE INDEX audit_event_entity ON audit_event (entity, entity_id, id)`,
  ...frozen('audit_event'),
  `CREATE TABLE change_event (
    seq ${id}, entity TEXT NOT NULL, entity_id ${int} NOT NULL, version ${int} NOT NULL,
    customer_id ${int}, audience TEXT NOT NULL, at ${int} NOT NULL
  )${strict}`,
];

const org = ({ id, int, strict }: Ddl) => [
  `CREATE TABLE company (
    id ${id}, version ${int} NOT NULL, name TEXT NOT NULL, time_zone TEXT NOT NULL,
    sales_model TEXT NOT NULL CHECK (sales_model IN ('dev','retain','project')),
    org_revision ${int} NOT NULL
  )${strict}`,
  `CREATE TABLE legal_entity (
    id ${id}, version ${int} NOT NULL, name TEXT NOT NULL,
    active ${int} NOT NULL CHECK (active IN (0,1))
  )${strict}`,
  `CREATE TABLE dept (
    id ${id}, version ${int} NOT NULL, parent_id ${int} REFERENCES dept(id), path TEXT NOT NULL,
    name TEXT NOT NULL, type TEXT NOT NULL, head_user_id ${int}, sales_model TEXT,
    closed ${int} NOT NULL CHECK (closed IN (0,1)), sort ${int} NOT NULL
  )${strict}`,
  `CREATE INDEX dept_path ON dept (path)`,
  `CREATE TABLE "user" (
    id ${id}, version ${int} NOT NULL, login TEXT NOT NULL, login_key TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL, py TEXT NOT NULL, post TEXT NOT NULL, phone TEXT NOT NULL,
    dept_id ${int} NOT NULL REFERENCES dept(id), mentor_id ${int} REFERENCES "user"(id),
    hired_on TEXT, probation_ends_on TEXT, regularised_on TEXT, left_on TEXT,
    state TEXT NOT NULL CHECK (state IN ('active','locked','leaving','left')),
    password_hash TEXT NOT NULL,
    must_change_password ${int} NOT NULL CHECK (must_change_password IN (0,1)),
    last_login_at ${int}, external_no TEXT NOT NULL
  )${strict}`,
  `CREATE INDEX user_dept ON "user" (dept_id)`,
  `CREATE TABLE role (
    id ${id}, version ${int} NOT NULL, key TEXT UNIQUE, name TEXT NOT NULL UNIQUE, side TEXT,
    phone_view TEXT NOT NULL, credit_view TEXT NOT NULL, cost_view TEXT NOT NULL
  )${strict}`,
  `CREATE TABLE role_grant (
    id ${id}, role_id ${int} NOT NULL REFERENCES role(id), permission TEXT NOT NULL,
    scope TEXT NOT NULL, dept_ids TEXT NOT NULL, warehouse_ids TEXT, cash_account_ids TEXT,
    UNIQUE (role_id, permission, scope)
  )${strict}`,
  `CREATE TABLE user_role (
    user_id ${int} NOT NULL REFERENCES "user"(id), role_id ${int} NOT NULL REFERENCES role(id),
    PRIMARY KEY (user_id, role_id)
  )${strict}`,
  `CREATE INDEX user_role_role ON user_role (role_id)`,
  `CREATE TABLE user_assist (
    assistant_id ${int} NOT NULL REFERENCES "user"(id),
    principal_id ${int} NOT NULL REFERENCES "user"(id), PRIMARY KEY (assistant_id, principal_id)
  )${strict}`,
];

const customers = ({ id, int, strict, frozen }: Ddl) => [
  `CREATE TABLE pool (
    id ${id}, version ${int} NOT NULL, name TEXT NOT NULL,
    active ${int} NOT NULL CHECK (active IN (0,1))
  )${strict}`,
  `CREATE TABLE customer (
    id ${id}, version ${int} NOT NULL, name TEXT NOT NULL, short_name TEXT NOT NULL,
    name_key TEXT NOT NULL, name_sort TEXT NOT NULL, phone TEXT NOT NULL, phone_key TEXT NOT NULL,
    tax_no TEXT NOT NULL, tax_no_key TEXT NOT NULL, industry TEXT NOT NULL, region TEXT NOT NULL,
    city TEXT NOT NULL, address TEXT NOT NULL, website TEXT NOT NULL, source TEXT NOT NULL,
    sales_model TEXT, stage TEXT NOT NULL, chance_grade TEXT,
    owner_id ${int} REFERENCES "user"(id), pool_id ${int} REFERENCES pool(id),
    parent_id ${int} REFERENCES customer(id), credit_limit_fen ${int}, note TEXT NOT NULL,
    completeness ${int} NOT NULL CHECK (completeness BETWEEN 0 AND 100),
    last_follow_at ${int} NOT NULL, next_follow_on TEXT NOT NULL, custom TEXT NOT NULL,
    external_no TEXT NOT NULL, created_by ${int}, created_at ${int} NOT NULL, archived_at ${int},
    CHECK ((owner_id IS NULL) <> (pool_id IS NULL))
  )${strict}`,
  `CREATE INDEX customer_last ON customer (last_follow_at, id)`,
  `CREATE INDEX customer_owner_last ON customer (owner_id, last_follow_at, id)`,
  `CREATE INDEX customer_owner_next ON customer (owner_id, next_follow_on, id)`,
  `CREATE INDEX customer_name_key ON customer (name_key)`,
  `CREATE INDEX customer_phone_key ON customer (phone_key)`,
  `CREATE INDEX customer_tax_no_key ON customer (tax_no_key)`,
  `CREATE INDEX customer_external_no ON customer (external_no)`,
  `CREATE INDEX customer_pool ON customer (pool_id, last_follow_at, id)`,
  `CREATE TABLE customer_collaborator (
    customer_id ${int} NOT NULL REFERENCES customer(id),
    user_id ${int} NOT NULL REFERENCES "user"(id), PRIMARY KEY (customer_id, user_id)
  )${strict}`,
  `CREATE INDEX customer_collaborator_user ON customer_collaborator (user_id, customer_id)`,
  `CREATE TABLE owner_history (
    id ${id}, customer_id ${int} NOT NULL REFERENCES customer(id), from_owner_id ${int},
    to_owner_id ${int}, reason TEXT NOT NULL, note TEXT NOT NULL, by_user_id ${int},
    at ${int} NOT NULL
  )${strict}`,
  `CREATE INDEX owner_history_customer ON owner_history (customer_id, at)`,
  ...frozen('owner_history'),
  `CREATE TABLE contact (
    id ${id}, version ${int} NOT NULL, customer_id ${int} NOT NULL REFERENCES customer(id),
    name TEXT NOT NULL, dept TEXT NOT NULL, post TEXT NOT NULL, gender TEXT NOT NULL,
    wechat TEXT NOT NULL, email TEXT NOT NULL, birthday TEXT, birthday_key TEXT,
    native_place TEXT NOT NULL,
    family TEXT NOT NULL, hobbies TEXT NOT NULL, relations TEXT NOT NULL, taboos TEXT NOT NULL,
    note TEXT NOT NULL, sms_opt_out ${int} NOT NULL CHECK (sms_opt_out IN (0,1)),
    is_primary ${int} NOT NULL CHECK (is_primary IN (0,1)), left_at ${int}
  )${strict}`,
  `CREATE INDEX contact_customer ON contact (customer_id, is_primary)`,
  `CREATE INDEX contact_birthday ON contact (birthday_key)`,
  `CREATE TABLE contact_phone (
    id ${id}, contact_id ${int} NOT NULL REFERENCES contact(id),
    customer_id ${int} NOT NULL REFERENCES customer(id), number TEXT NOT NULL,
    extension TEXT NOT NULL, label TEXT NOT NULL, phone_key TEXT NOT NULL
  )${strict}`,
  `CREATE INDEX contact_phone_contact ON contact_phone (contact_id)`,
  `CREATE INDEX contact_phone_key ON contact_phone (phone_key)`,
  `CREATE TABLE follow_up (
    id ${id}, version ${int} NOT NULL, customer_id ${int} NOT NULL REFERENCES customer(id),
    contact_id ${int} REFERENCES contact(id), type TEXT NOT NULL, content TEXT NOT NULL,
    result TEXT NOT NULL, next_on TEXT, author_id ${int} NOT NULL REFERENCES "user"(id),
    at ${int} NOT NULL
  )${strict}`,
  `CREATE INDEX follow_up_customer ON follow_up (customer_id, at, id)`,
  `CREATE INDEX follow_up_at ON follow_up (at, id)`,
];

const words = ({ engine, id, int, strict }: Ddl) => [
  // One Chinese letter is four signs of a token (search-tokens.ts): a search for it reads one list.
  engine === 'sqlite'
    ? `CREATE VIRTUAL TABLE customer_search USING fts5(name, contact, phone,
        content='', contentless_delete=1, tokenize='unicode61', detail=full, prefix='4')`
    : `CREATE TABLE customer_search (id ${int} PRIMARY KEY, tokens tsvector NOT NULL)`,
  ...(engine === 'sqlite'
    ? []
    : ['CREATE INDEX customer_search_tokens ON customer_search USING gin (tokens)']),
  `CREATE TABLE dict (
    id ${id}, version ${int} NOT NULL, kind TEXT NOT NULL, label TEXT NOT NULL,
    sort ${int} NOT NULL, active ${int} NOT NULL CHECK (active IN (0,1)), UNIQUE (kind, label)
  )${strict}`,
  `CREATE TABLE notification (
    id ${id}, user_id ${int} NOT NULL REFERENCES "user"(id), kind TEXT NOT NULL,
    params TEXT NOT NULL, route TEXT, at ${int} NOT NULL, seen_at ${int}, snoozed_until ${int}
  )${strict}`,
  `CREATE INDEX notification_user ON notification (user_id, id)`,
];

/** Company, people and roles, sessions, and the customer file. */
export const groundFloor: Migration = {
  id: 1,
  name: 'ground-floor',
  statements: (ddl) => [...org(ddl), ...system(ddl), ...customers(ddl), ...words(ddl)],
};
