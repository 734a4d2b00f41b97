import type { Ddl, Migration } from './ddl.ts';

const statements = ({ engine, id, int, strict }: Ddl) => [
  // A time of day of what is due, and when its people are reminded.
  `ALTER TABLE plan ADD COLUMN due_time TEXT`,
  `ALTER TABLE task ADD COLUMN due_time TEXT`,
  `CREATE TABLE reminder (
    kind TEXT NOT NULL, row_id ${int} NOT NULL, at ${int} NOT NULL,
    told ${int} NOT NULL CHECK (told IN (0,1)), PRIMARY KEY (kind, row_id)
  )${strict}`,
  `CREATE INDEX reminder_at ON reminder (at) WHERE told = 0`,
  // When the rest of a campaign goes out by itself.
  `ALTER TABLE campaign ADD COLUMN resume_at ${int}`,
  `CREATE INDEX campaign_resume ON campaign (resume_at) WHERE resume_at IS NOT NULL`,
  // A provider tells later what became of a message: one more state, and when to ask for it.
  `CREATE TABLE campaign_outbox_next (
    id ${id}, version ${int} NOT NULL,
    campaign_id ${int} NOT NULL REFERENCES campaign(id),
    customer_id ${int} NOT NULL REFERENCES customer(id),
    contact_id ${int} NOT NULL REFERENCES contact(id),
    address TEXT NOT NULL, address_key TEXT NOT NULL, text TEXT NOT NULL, parts ${int} NOT NULL,
    state TEXT NOT NULL CHECK (state IN
      ('queued','sending','unknown','sent','delivered','failed','optedOut','cancelled')),
    error TEXT NOT NULL, closed_at ${int}, field_values TEXT NOT NULL, provider_ref TEXT NOT NULL,
    tries ${int} NOT NULL, provider TEXT NOT NULL, ask_at ${int}, reported_at ${int},
    CHECK ((state IN ('queued','sending','unknown')) = (closed_at IS NULL)),
    CHECK (ask_at IS NULL OR state = 'sent')
  )${strict}`,
  `INSERT INTO campaign_outbox_next (id, version, campaign_id, customer_id, contact_id, address,
      address_key, text, parts, state, error, closed_at, field_values, provider_ref, tries, provider)
    SELECT id, version, campaign_id, customer_id, contact_id, address, address_key, text, parts,
      state, error, closed_at, field_values, provider_ref, tries, '' FROM campaign_outbox`,
  `DROP TABLE campaign_outbox`,
  `ALTER TABLE campaign_outbox_next RENAME TO campaign_outbox`,
  ...(engine === 'postgres'
    ? [
        `SELECT setval(pg_get_serial_sequence('campaign_outbox', 'id'),
          (SELECT coalesce(max(id), 0) + 1 FROM campaign_outbox), false)`,
      ]
    : []),
  // One message per number and campaign, whatever goes wrong.
  `CREATE UNIQUE INDEX campaign_outbox_once ON campaign_outbox (campaign_id, address_key)`,
  `CREATE INDEX campaign_outbox_page ON campaign_outbox (campaign_id, id)`,
  `CREATE INDEX campaign_outbox_customer ON campaign_outbox (customer_id, id)`,
  `CREATE INDEX campaign_outbox_contact ON campaign_outbox (contact_id, id)`,
  `CREATE INDEX campaign_outbox_waiting ON campaign_outbox (address_key) WHERE state = 'queued'`,
  `CREATE INDEX campaign_outbox_sent ON campaign_outbox (closed_at) WHERE closed_at IS NOT NULL`,
  `CREATE INDEX campaign_outbox_ask ON campaign_outbox (ask_at) WHERE ask_at IS NOT NULL`,
];

/** Reminders at a time of day, reports of messages, campaigns that go on by themselves (0203–0205). */
export const messageReports: Migration = { id: 72, name: 'message reports', statements };
