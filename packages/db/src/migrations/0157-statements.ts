import type { Ddl, Migration } from './ddl.ts';

const statements = ({ id, int, strict }: Ddl) => [
  `CREATE TABLE account_statement (
    id ${id}, version ${int} NOT NULL, no TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN
      ('made','sent','confirmed','difference','cleared','withdrawn')),
    entity_id ${int} NOT NULL REFERENCES legal_entity(id),
    customer_id ${int} NOT NULL REFERENCES customer(id),
    from_day TEXT NOT NULL, to_day TEXT NOT NULL CHECK (to_day >= from_day),
    opening_fen ${int} NOT NULL, owed_fen ${int} NOT NULL, paid_fen ${int} NOT NULL,
    closing_fen ${int} NOT NULL CHECK (closing_fen = opening_fen + owed_fen - paid_fen),
    ledger_position ${int} NOT NULL,
    made_by ${int} NOT NULL REFERENCES "user"(id), made_at ${int} NOT NULL,
    sent_on TEXT, sent_by ${int} REFERENCES "user"(id), sent_way TEXT NOT NULL,
    sent_to TEXT NOT NULL, sent_times ${int} NOT NULL,
    confirmed_on TEXT, confirmed_name TEXT NOT NULL,
    difference_fen ${int}, difference_reason TEXT NOT NULL,
    clearer_id ${int} REFERENCES "user"(id), clear_until TEXT,
    cleared_on TEXT, cleared_by ${int} REFERENCES "user"(id), cleared_note TEXT NOT NULL,
    withdrawn_reason TEXT NOT NULL
  )${strict}`,
  `CREATE UNIQUE INDEX account_statement_no ON account_statement (entity_id, no)`,
  `CREATE INDEX account_statement_customer ON account_statement (customer_id, to_day)`,
  `CREATE INDEX account_statement_open ON account_statement (state, sent_on)
    WHERE state IN ('sent','difference')`,
  // The rows that were on it, whatever is posted or merged later.
  `CREATE TABLE account_statement_row (
    statement_id ${int} NOT NULL REFERENCES account_statement(id),
    row_id ${int} NOT NULL REFERENCES ar_ledger(id),
    PRIMARY KEY (statement_id, row_id)
  )${strict}`,
];

/** What ready roles of a company that exists already gain; new ones start with it. */
const grants = () => [
  `INSERT INTO role_grant (role_id, permission, scope, dept_ids, warehouse_ids, cash_account_ids)
    SELECT id, 'statements.manage', 'all', '[]', NULL, NULL FROM role
    WHERE key IN ('owner','accountant')`,
  `UPDATE company SET org_revision = org_revision + 1`,
];

/** Statements as they were sent to customers, and what those said of them. */
export const statementsMigration: Migration = {
  id: 157,
  name: 'statements',
  statements: (ddl) => [...statements(ddl), ...grants()],
};
