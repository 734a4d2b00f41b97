import type { Migration } from './ddl.ts';

/** How documents stand on paper, and how often each was printed. */
export const printsMigration: Migration = {
  id: 94,
  name: 'prints',
  statements: ({ id, int, strict, frozen }) => [
    `CREATE TABLE print_template (
      id ${id}, version ${int} NOT NULL,
      kind TEXT NOT NULL, name TEXT NOT NULL, name_key TEXT NOT NULL,
      standard ${int} NOT NULL, layout TEXT NOT NULL,
      UNIQUE (kind, name_key)
    )${strict}`,
    `CREATE TABLE print_run (
      id ${id}, kind TEXT NOT NULL, doc_id ${int} NOT NULL, template TEXT NOT NULL,
      printed_by ${int} NOT NULL REFERENCES "user"(id), printed_at ${int} NOT NULL
    )${strict}`,
    `CREATE INDEX print_run_doc ON print_run (kind, doc_id)`,
    ...frozen('print_run'),
  ],
};
