import type { Migration } from './ddl.ts';

/** What a deal must have to be won, by its pipeline; nothing more than before where nobody says. */
export const whatWinningNeeds: Migration = {
  id: 196,
  name: 'what winning needs',
  statements: ({ int }) => [
    `ALTER TABLE pipeline ADD COLUMN won_needs TEXT NOT NULL DEFAULT '[]'`,
    `ALTER TABLE pipeline ADD COLUMN won_gates ${int} NOT NULL DEFAULT 0
      CHECK (won_gates IN (0,1))`,
  ],
};
