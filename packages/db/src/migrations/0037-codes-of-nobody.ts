import type { Ddl, Migration } from './ddl.ts';

/** The command line makes codes too, and is nobody of the company. Codes live ten minutes. */
export const codesOfNobody: Migration = {
  id: 37,
  name: 'codes-of-nobody',
  statements: ({ id, int, strict }: Ddl) => [
    `DROP TABLE device_code`,
    `CREATE TABLE device_code (
      id ${id}, code_hash TEXT NOT NULL, made_by ${int} REFERENCES "user"(id),
      expires_at ${int} NOT NULL, tries ${int} NOT NULL, used_at ${int}
    )${strict}`,
  ],
};
