import type { Migration } from './ddl.ts';

/** Files of price inquiries, each of one side of the wall; `released`: the buyer shows it to sales. */
export const inquiryFilesMigration: Migration = {
  id: 199,
  name: 'inquiry-files',
  statements: ({ id, int, strict }) => [
    `CREATE TABLE inquiry_file (
      id ${id}, inquiry_id ${int} NOT NULL REFERENCES price_inquiry(id), side TEXT NOT NULL,
      released ${int} NOT NULL DEFAULT 0, name TEXT NOT NULL, mime TEXT NOT NULL,
      size ${int} NOT NULL, sha256 TEXT NOT NULL,
      uploaded_by ${int} NOT NULL REFERENCES "user"(id), at ${int} NOT NULL, removed_at ${int}
    )${strict}`,
    `CREATE INDEX inquiry_file_inquiry ON inquiry_file (inquiry_id, id)`,
    `CREATE INDEX inquiry_file_sha256 ON inquiry_file (sha256)`,
  ],
};
