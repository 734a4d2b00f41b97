import type { Ddl, Migration } from './ddl.ts';

const statements = ({ int }: Ddl) => [
  `ALTER TABLE import_batch ADD COLUMN kind TEXT NOT NULL DEFAULT 'customers'`,
  // Of other kinds than customers: what a row became or met, and what was there before.
  `ALTER TABLE import_row ADD COLUMN entity_id ${int}`,
  `ALTER TABLE import_row ADD COLUMN kept TEXT`,
];

/** Files that bring in more than customers. */
export const importKindsMigration: Migration = { id: 119, name: 'import kinds', statements };
