import type { Migration } from './ddl.ts';

/** A change of an order may say of a line whether the supplier ships it; null: it stays as it is. */
export const dropShipInChangesMigration: Migration = {
  id: 202,
  name: 'drop-ship-in-changes',
  statements: ({ int }) => [`ALTER TABLE order_change_line ADD COLUMN drop_ship ${int}`],
};
