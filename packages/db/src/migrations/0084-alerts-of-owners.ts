import type { Ddl, Migration } from './ddl.ts';

const statements = ({ int }: Ddl) => [
  `ALTER TABLE alert ADD COLUMN asked_id ${int} REFERENCES "user"(id)`,
  `UPDATE alert SET asked_id = coalesce(
    (SELECT owner_id FROM customer WHERE customer.id = alert.customer_id),
    (SELECT owner_id FROM deal WHERE deal.id = alert.deal_id)) WHERE state = 'open'`,
];

/** Whom an alert waits for: with another owner of the row its days begin anew. */
export const alertsOfOwners: Migration = { id: 84, name: 'alerts of owners', statements };
