import type { Migration } from './ddl.ts';

/** Whoever is narrowed to some places hears of what happens there alone (docs/decisions/0324). */
export const changesOfPlacesMigration: Migration = {
  id: 185,
  name: 'places that changes are about',
  statements: () => [`ALTER TABLE change_event ADD COLUMN places TEXT`],
};
