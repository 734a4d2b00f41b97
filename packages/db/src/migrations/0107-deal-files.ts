import type { Ddl, Migration } from './ddl.ts';

const statements = ({ id, int, strict }: Ddl) => [
  `CREATE TABLE deal_file (
    id ${id}, deal_id ${int} NOT NULL REFERENCES deal(id), name TEXT NOT NULL, mime TEXT NOT NULL,
    size ${int} NOT NULL, sha256 TEXT NOT NULL,
    uploaded_by ${int} NOT NULL REFERENCES "user"(id), at ${int} NOT NULL, removed_at ${int}
  )${strict}`,
  `CREATE INDEX deal_file_deal ON deal_file (deal_id, id)`,
  `CREATE INDEX deal_file_sha256 ON deal_file (sha256)`,
];

/** Files of deals; a deal need not have a customer, on which all other attachments hang. */
export const dealFiles: Migration = { id: 107, name: 'deal files', statements };
