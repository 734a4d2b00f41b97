import type { Migration } from './ddl.ts';

/** An attempt that somebody does not count against the tries of its person: one more is left. */
export const forgivenAttemptsMigration: Migration = {
  id: 215,
  name: 'attempts that do not count',
  statements: ({ int }) => [
    `ALTER TABLE exam_attempt ADD COLUMN forgiven ${int} NOT NULL DEFAULT 0`,
  ],
};
