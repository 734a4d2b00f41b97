import type { Migration } from './ddl.ts';

/**
 * Where bought services of a category are an expense; none: as the category above has it, else a
 * selling expense. A line that came keeps what it was then.
 */
export const expenseAccountsMigration: Migration = {
  id: 209,
  name: 'expense accounts of bought services',
  statements: () => [
    `ALTER TABLE product_category ADD COLUMN expense_account TEXT`,
    `ALTER TABLE receipt_note_line ADD COLUMN expense_account TEXT`,
  ],
};
