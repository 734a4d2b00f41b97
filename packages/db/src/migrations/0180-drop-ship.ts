import type { Migration } from './ddl.ts';

/**
 * Lines of sales orders that the supplier ships straight to the customer: the order to the supplier
 * keeps where it goes and for which line, the receipt of it with which delivery it was posted.
 */
export const dropShipMigration: Migration = {
  id: 180,
  name: 'drop-ship',
  statements: ({ int }) => [
    `ALTER TABLE sales_order_line ADD COLUMN drop_ship ${int} NOT NULL DEFAULT 0`,
    `ALTER TABLE purchase_order ADD COLUMN ship_to TEXT NOT NULL DEFAULT ''`,
    `ALTER TABLE purchase_order_line ADD COLUMN sales_line_id ${int}`,
    `ALTER TABLE delivery ADD COLUMN drop_ship ${int} NOT NULL DEFAULT 0`,
    `ALTER TABLE receipt_note ADD COLUMN delivery_id ${int} REFERENCES delivery(id)`,
    `CREATE INDEX purchase_order_line_sales ON purchase_order_line (sales_line_id)
      WHERE sales_line_id IS NOT NULL`,
    `CREATE INDEX sales_order_line_drop_ship ON sales_order_line (order_id) WHERE drop_ship = 1`,
  ],
};
