import type { Migration } from './ddl.ts';

/** Limits that hold from one day to another in place of a lower standing one, and end by themselves. */
export const temporaryLimitsMigration: Migration = {
  id: 219,
  name: 'temporary limits',
  statements: ({ id, int, strict }) => [
    `CREATE TABLE temporary_limit (
      id ${id}, customer_id ${int} NOT NULL REFERENCES customer(id),
      limit_fen ${int} NOT NULL CHECK (limit_fen > 0),
      valid_from TEXT NOT NULL, valid_to TEXT NOT NULL CHECK (valid_to >= valid_from),
      reason TEXT NOT NULL,
      given_by ${int} NOT NULL REFERENCES "user"(id), given_at ${int} NOT NULL,
      ended_by ${int} REFERENCES "user"(id), ended_at ${int}
    )${strict}`,
    `CREATE INDEX temporary_limit_customer ON temporary_limit (customer_id, valid_to)`,
  ],
};
