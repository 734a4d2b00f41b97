import type { Migration } from './ddl.ts';

/** What a person has set for himself: columns of a list, language, density; values are JSON. */
export const preferences: Migration = {
  id: 6,
  name: 'preferences',
  statements: ({ int, strict }) => [
    `CREATE TABLE user_preference (
      user_id ${int} NOT NULL REFERENCES "user"(id), key TEXT NOT NULL, value TEXT NOT NULL,
      at ${int} NOT NULL, PRIMARY KEY (user_id, key)
    )${strict}`,
  ],
};
