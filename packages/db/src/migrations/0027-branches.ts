import type { Ddl, Migration } from './ddl.ts';

/** Branches that reach the office through its own tunnel. */
export const branches: Migration = {
  id: 27,
  name: 'branches',
  statements: ({ id, int, strict }: Ddl) => [
    `CREATE TABLE branch (
      id ${id}, version ${int} NOT NULL, name TEXT NOT NULL, address TEXT NOT NULL,
      lan TEXT NOT NULL, mtu ${int} NOT NULL, public_key TEXT NOT NULL UNIQUE,
      made_at ${int} NOT NULL, made_by ${int} REFERENCES "user"(id),
      revoked_at ${int}, revoked_by ${int} REFERENCES "user"(id)
    )${strict}`,
  ],
};
