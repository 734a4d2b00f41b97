import type { Ddl, Migration } from './ddl.ts';

const tables = ({ id, int, strict }: Ddl) => [
  `ALTER TABLE customer ADD COLUMN merged_into_id ${int} REFERENCES customer(id)`,
  `CREATE INDEX customer_merged ON customer (merged_into_id)`,
  `CREATE TABLE customer_merge (
    id ${id}, kept_id ${int} NOT NULL REFERENCES customer(id),
    other_id ${int} NOT NULL REFERENCES customer(id), by_user_id ${int} NOT NULL, at ${int} NOT NULL,
    kept_before TEXT NOT NULL, kept_after TEXT NOT NULL, other_before TEXT NOT NULL,
    undone_at ${int}, undone_by ${int}, CHECK (kept_id <> other_id)
  )${strict}`,
  `CREATE INDEX customer_merge_kept ON customer_merge (kept_id, id)`,
  `CREATE INDEX customer_merge_other ON customer_merge (other_id, id)`,
  `CREATE TABLE customer_merge_row (
    merge_id ${int} NOT NULL REFERENCES customer_merge(id), kind TEXT NOT NULL, row_id ${int} NOT NULL,
    PRIMARY KEY (merge_id, kind, row_id)
  )${strict}`,
  // Phones that several customers share are found by the index alone.
  `DROP INDEX contact_phone_key`,
  `CREATE INDEX contact_phone_key ON contact_phone (phone_key, customer_id)`,
];

/** Whoever may put customers away may make one of two; new companies start with it. */
const grants = `INSERT INTO role_grant
  (role_id, permission, scope, dept_ids, warehouse_ids, cash_account_ids)
  SELECT role_id, 'customers.merge', scope, dept_ids, warehouse_ids, cash_account_ids
  FROM role_grant WHERE permission = 'customers.archive' AND role_id IN (SELECT id FROM role
    WHERE key IN ('owner', 'sales-director', 'branch-manager', 'office-head', 'sales-manager'))`;

/** Two entries of one customer become one, and what an undo needs (docs/decisions/0155). */
export const merges: Migration = {
  id: 48,
  name: 'merges',
  statements: (ddl) => [...tables(ddl), grants],
};
