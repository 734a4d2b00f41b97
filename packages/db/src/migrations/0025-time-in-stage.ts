import type { Migration } from './ddl.ts';

/** Each customer says since when it stands in its stage, so that lists show and sort by it (S28). */
export const timeInStage: Migration = {
  id: 25,
  name: 'time-in-stage',
  statements: ({ int }) => [
    `ALTER TABLE customer ADD COLUMN stage_since ${int} NOT NULL DEFAULT 0`,
    `UPDATE customer SET stage_since = COALESCE(
      (SELECT MAX(at) FROM customer_event WHERE customer_event.customer_id = customer.id
        AND customer_event.kind = 'stage'),
      created_at)`,
  ],
};
