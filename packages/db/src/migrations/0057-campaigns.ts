import type { Ddl, Migration } from './ddl.ts';

const tables = ({ id, int, strict }: Ddl) => [
  `CREATE TABLE campaign (
    id ${id}, version ${int} NOT NULL, channel TEXT NOT NULL CHECK (channel IN ('sms','email')),
    name TEXT NOT NULL, subject TEXT NOT NULL, signature TEXT NOT NULL, body TEXT NOT NULL,
    segment TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('draft','submitted','approved','done','cancelled')),
    by_user_id ${int} NOT NULL REFERENCES "user"(id), at ${int} NOT NULL,
    submitted_at ${int}, approval_id ${int}, refusal TEXT NOT NULL
  )${strict}`,
  `CREATE INDEX campaign_by ON campaign (by_user_id, id)`,
  `CREATE TABLE campaign_outbox (
    id ${id}, version ${int} NOT NULL,
    campaign_id ${int} NOT NULL REFERENCES campaign(id),
    customer_id ${int} NOT NULL REFERENCES customer(id),
    contact_id ${int} NOT NULL REFERENCES contact(id),
    address TEXT NOT NULL, address_key TEXT NOT NULL, text TEXT NOT NULL, parts ${int} NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('queued','sent','failed','optedOut','cancelled')),
    error TEXT NOT NULL, closed_at ${int},
    CHECK ((state = 'queued') = (closed_at IS NULL))
  )${strict}`,
  // One message per number and campaign, whatever goes wrong.
  `CREATE UNIQUE INDEX campaign_outbox_once ON campaign_outbox (campaign_id, address_key)`,
  `CREATE INDEX campaign_outbox_page ON campaign_outbox (campaign_id, id)`,
  `CREATE INDEX campaign_outbox_customer ON campaign_outbox (customer_id, id)`,
  `CREATE INDEX campaign_outbox_contact ON campaign_outbox (contact_id, id)`,
  `CREATE INDEX campaign_outbox_waiting ON campaign_outbox (address_key) WHERE state = 'queued'`,
  `CREATE TABLE opt_out (
    id ${id}, channel TEXT NOT NULL CHECK (channel IN ('sms','email')),
    address_key TEXT NOT NULL, reason TEXT NOT NULL, at ${int} NOT NULL,
    by_user_id ${int} NOT NULL REFERENCES "user"(id)
  )${strict}`,
  `CREATE UNIQUE INDEX opt_out_address ON opt_out (channel, address_key)`,
  `CREATE INDEX opt_out_by ON opt_out (by_user_id, id)`,
];

/** Whoever may take the own customers out as a file may write to them; assistants may not. */
const grants = `INSERT INTO role_grant
  (role_id, permission, scope, dept_ids, warehouse_ids, cash_account_ids)
  SELECT role_id, 'campaigns.create', scope, dept_ids, warehouse_ids, cash_account_ids
  FROM role_grant WHERE permission = 'customers.export' AND role_id IN (SELECT id FROM role
    WHERE key IN ('owner', 'sales-director', 'branch-manager', 'office-head', 'sales-manager',
      'salesperson'))`;

/** Mass messages, who gets what of them, and who gets none (S47). */
export const campaignsMigration: Migration = {
  id: 57,
  name: 'campaigns',
  statements: (ddl) => [...tables(ddl), grants],
};
