import type { Migration } from './ddl.ts';

/**
 * Targets by quantity (S15): what is counted stands behind the metric of a sheet, so that each product
 * and category has its own revisions; the unit is kept as it was, whatever becomes of a category.
 */
export const targetsByQuantity: Migration = {
  id: 204,
  name: 'targets-by-quantity',
  statements: ({ int }) => [
    `ALTER TABLE target_sheet ADD COLUMN unit_id ${int} REFERENCES unit(id)`,
  ],
};
