import type { Migration } from './ddl.ts';

/** Figures of a time read returns and receipts by their business date, as they do deliveries. */
export const figuresByDateMigration: Migration = {
  id: 125,
  name: 'figures-by-date',
  statements: () => [
    `CREATE INDEX sales_return_date ON sales_return (business_date, id)`,
    `CREATE INDEX receipt_date ON receipt (business_date, id)`,
  ],
};
