import type { Ddl, Migration } from './ddl.ts';

const statements = ({ engine, id, int, strict }: Ddl) => [
  `ALTER TABLE campaign ADD COLUMN template TEXT NOT NULL DEFAULT ''`,
  // Who sends by a provider knows two more states; a check of a table is changed by writing it anew.
  `CREATE TABLE campaign_outbox_next (
    id ${id}, version ${int} NOT NULL,
    campaign_id ${int} NOT NULL REFERENCES campaign(id),
    customer_id ${int} NOT NULL REFERENCES customer(id),
    contact_id ${int} NOT NULL REFERENCES contact(id),
    address TEXT NOT NULL, address_key TEXT NOT NULL, text TEXT NOT NULL, parts ${int} NOT NULL,
    state TEXT NOT NULL CHECK (state IN
      ('queued','sending','unknown','sent','failed','optedOut','cancelled')),
    error TEXT NOT NULL, closed_at ${int}, field_values TEXT NOT NULL, provider_ref TEXT NOT NULL,
    tries ${int} NOT NULL,
    CHECK ((state IN ('queued','sending','unknown')) = (closed_at IS NULL))
  )${strict}`,
  `INSERT INTO campaign_outbox_next (id, version, campaign_id, customer_id, contact_id, address,
      address_key, text, parts, state, error, closed_at, field_values, provider_ref, tries)
    SELECT id, version, campaign_id, customer_id, contact_id, address, address_key, text, parts,
      state, error, closed_at, '[]', '', 0 FROM campaign_outbox`,
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
  `CREATE INDEX campaign_outbox_sent ON campaign_outbox (closed_at) WHERE state = 'sent'`,
  `CREATE TABLE message_provider (
    channel TEXT PRIMARY KEY CHECK (channel IN ('sms','email')), version ${int} NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('none','aliyun','tencent','smtp')), config TEXT NOT NULL
  )${strict}`,
  `INSERT INTO message_provider (channel, version, kind, config)
    VALUES ('sms', 1, 'none', '{}'), ('email', 1, 'none', '{}')`,
];

/** Who carries mass messages, and how far each is on its way (S47). */
export const messageProvidersMigration: Migration = {
  id: 58,
  name: 'message-providers',
  statements,
};
