import type { Ddl, Migration } from './ddl.ts';

const statements = (_ddl: Ddl) => [
  `ALTER TABLE owner_history ADD COLUMN detail TEXT NOT NULL DEFAULT '{}'`,
  `CREATE INDEX task_about ON task (about_id, about_kind) WHERE closed = 0`,
  // Nobody does anything with customers of the pool; what had been planned there ends.
  `UPDATE plan SET state = 'cancelled', version = version + 1 WHERE state = 'planned'
    AND customer_id IN (SELECT id FROM customer WHERE pool_id IS NOT NULL)`,
  `UPDATE task SET state = 'withdrawn', closed = 1, closed_at = at, version = version + 1
    WHERE closed = 0 AND about_kind = 'customer'
    AND about_id IN (SELECT id FROM customer WHERE pool_id IS NOT NULL)`,
];

/** By what rule a customer changed hands, and open work that follows it (docs/decisions/0202). */
export const passedBy: Migration = { id: 71, name: 'passed by', statements };
