import type { Ddl, Migration } from './ddl.ts';

/** Sessions know when their person last proved to be there, by the password. */
export const confirmedSessions: Migration = {
  id: 34,
  name: 'confirmed-sessions',
  statements: ({ int }: Ddl) => [
    `ALTER TABLE session ADD COLUMN confirmed_at ${int} NOT NULL DEFAULT 0`,
  ],
};
