import type { Ddl, Migration } from './ddl.ts';

const tables = ({ id, int, strict }: Ddl) => [
  `CREATE TABLE handover (
    id ${id}, version ${int} NOT NULL, user_id ${int} NOT NULL REFERENCES "user"(id),
    plan TEXT NOT NULL, counts TEXT NOT NULL, shares ${int} NOT NULL CHECK (shares IN (0,1)),
    note TEXT NOT NULL, state TEXT NOT NULL CHECK (state IN ('done','reverted')),
    by_user_id ${int}, at ${int} NOT NULL, until ${int} NOT NULL, marks TEXT NOT NULL,
    reverted_by ${int}, reverted_at ${int}, went_back ${int} NOT NULL, kept ${int} NOT NULL
  )${strict}`,
  `CREATE INDEX handover_user ON handover (user_id, id)`,
  `CREATE TABLE handover_row (
    handover_id ${int} NOT NULL REFERENCES handover(id), kind TEXT NOT NULL,
    row_id ${int} NOT NULL, sort TEXT NOT NULL, to_id ${int} NOT NULL, outcome TEXT NOT NULL,
    code TEXT NOT NULL, PRIMARY KEY (handover_id, kind, row_id)
  )${strict}`,
  // Shares of open deals as they were, so that they can be given back exactly.
  `CREATE TABLE handover_share (
    handover_id ${int} NOT NULL REFERENCES handover(id), deal_id ${int} NOT NULL,
    user_id ${int} NOT NULL, share_bp ${int} NOT NULL,
    PRIMARY KEY (handover_id, deal_id, user_id)
  )${strict}`,
  `ALTER TABLE deal ADD COLUMN credited_to ${int} REFERENCES "user"(id)`,
];

/** What was handed over when somebody left, to whom, and what takes it back (S40, S41). */
export const handoverTables: Migration = { id: 43, name: 'handovers', statements: tables };
