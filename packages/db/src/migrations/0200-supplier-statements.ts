import type { Migration } from './ddl.ts';

/** What suppliers are owed for a time, as it stood then, and whether their books say the same. */
export const supplierStatementsMigration: Migration = {
  id: 200,
  name: 'supplier-statements',
  statements: ({ id, int, strict }) => [
    `CREATE TABLE supplier_statement (
      id ${id}, version ${int} NOT NULL, no TEXT NOT NULL,
      state TEXT NOT NULL CHECK (state IN
        ('made','sent','confirmed','difference','cleared','withdrawn')),
      entity_id ${int} NOT NULL REFERENCES legal_entity(id),
      supplier_id ${int} NOT NULL REFERENCES supplier(id),
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
    `CREATE UNIQUE INDEX supplier_statement_no ON supplier_statement (entity_id, no)`,
    `CREATE INDEX supplier_statement_supplier ON supplier_statement (supplier_id, to_day)`,
    `CREATE INDEX supplier_statement_open ON supplier_statement (state, sent_on)
      WHERE state IN ('sent','difference')`,
    // The rows that were on it, whatever is posted later.
    `CREATE TABLE supplier_statement_row (
      statement_id ${int} NOT NULL REFERENCES supplier_statement(id),
      row_id ${int} NOT NULL REFERENCES ap_ledger(id),
      PRIMARY KEY (statement_id, row_id)
    )${strict}`,
  ],
};
