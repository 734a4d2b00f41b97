import type { Migration } from './ddl.ts';

/** Goods that went out beyond what a place had are few, and looked for by product and place. */
export const provisionalIndexMigration: Migration = {
  id: 211,
  name: 'provisional-index',
  statements: () => [
    `CREATE INDEX stock_ledger_provisional ON stock_ledger (product_id, from_location_id)
      WHERE provisional = 1`,
  ],
};
