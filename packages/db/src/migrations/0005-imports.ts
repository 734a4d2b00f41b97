import type { Ddl, Migration } from './ddl.ts';

const imports = ({ id, int, strict }: Ddl) => [
  `CREATE TABLE import_batch (
    id ${id}, version ${int} NOT NULL, file_name TEXT NOT NULL, file_sha256 TEXT NOT NULL,
    file_size ${int} NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('uploaded','checked','imported','undone')),
    header_row ${int} NOT NULL, row_count ${int} NOT NULL, header TEXT NOT NULL,
    sample TEXT NOT NULL, signature TEXT NOT NULL, mapping TEXT NOT NULL,
    ownerless TEXT NOT NULL CHECK (ownerless IN ('pool','me')),
    duplicates TEXT NOT NULL CHECK (duplicates IN ('skip','addContact')),
    counts TEXT NOT NULL, job_id ${int}, created_by ${int} NOT NULL REFERENCES "user"(id),
    created_at ${int} NOT NULL
  )${strict}`,
  `CREATE INDEX import_batch_person ON import_batch (created_by, id)`,
  `CREATE INDEX import_batch_signature ON import_batch (signature, id)`,
  `CREATE INDEX import_batch_file ON import_batch (file_sha256)`,
  `CREATE TABLE import_row (
    batch_id ${int} NOT NULL REFERENCES import_batch(id), row ${int} NOT NULL,
    customer_key TEXT NOT NULL, fingerprint TEXT NOT NULL, label TEXT NOT NULL,
    verdict TEXT NOT NULL, code TEXT NOT NULL, params TEXT NOT NULL, customer_id ${int},
    made ${int} NOT NULL CHECK (made IN (0,1)), contact_id ${int}, follow_up_id ${int},
    PRIMARY KEY (batch_id, row)
  )${strict}`,
  `CREATE INDEX import_row_verdict ON import_row (batch_id, verdict, row)`,
  `CREATE INDEX import_row_fingerprint ON import_row (fingerprint)`,
  `CREATE INDEX import_row_customer ON import_row (customer_id)`,
  `CREATE INDEX audit_event_customer ON audit_event (customer_id, id)`,
];

/**
 * The history of an owner ends with its customer: an import that is taken back deletes what it
 * made and nobody touched. Everything else stays append-only.
 */
const takenBack = ({ engine }: Ddl) => {
  const mayGo = `EXISTS (SELECT 1 FROM import_row r WHERE r.customer_id = OLD.customer_id
    AND r.made = 1 AND r.verdict = 'undone')`;
  if (engine === 'sqlite') {
    return [
      'DROP TRIGGER owner_history_no_delete',
      `CREATE TRIGGER owner_history_no_delete BEFORE DELETE ON owner_history WHEN NOT ${mayGo}
        BEGIN SELECT RAISE(ABORT, 'owner_history is append-only'); END`,
    ];
  }
  return [
    `CREATE OR REPLACE FUNCTION owner_history_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF TG_OP = 'DELETE' AND ${mayGo} THEN RETURN OLD; END IF;
        RAISE EXCEPTION 'owner_history is append-only';
      END $$`,
  ];
};

/** Imports of customers with a verdict per row, and what taking one back needs. */
export const importing: Migration = {
  id: 5,
  name: 'imports',
  statements: (ddl) => [...imports(ddl), ...takenBack(ddl)],
};
