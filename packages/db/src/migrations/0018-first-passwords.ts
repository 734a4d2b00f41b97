import type { Migration } from './ddl.ts';

/** When a first password was given, so that it can end; null for a password of one's own. */
export const firstPasswords: Migration = {
  id: 18,
  name: 'first-passwords',
  statements: ({ int }) => [`ALTER TABLE "user" ADD COLUMN first_password_at ${int}`],
};
