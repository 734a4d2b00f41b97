import type { Migration } from './ddl.ts';

/** Few lines of many are sold at a price that somebody wrote: they are found without the others. */
export const priceDeviationsMigration: Migration = {
  id: 223,
  name: 'lines at another price',
  statements: () => [
    `CREATE INDEX sales_order_line_deviated ON sales_order_line (deviated_by, order_id)
     WHERE deviated_by IS NOT NULL`,
  ],
};
