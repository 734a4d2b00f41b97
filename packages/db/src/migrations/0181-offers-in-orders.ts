import type { Migration } from './ddl.ts';

/** Offers are taken into sales orders, too; a draft that is thrown away sets them free. */
export const offersInOrdersMigration: Migration = {
  id: 181,
  name: 'offers-in-orders',
  statements: ({ int }) => [
    `ALTER TABLE price_inquiry ADD COLUMN sales_order_id ${int}`,
    `CREATE INDEX price_inquiry_sales_order ON price_inquiry (sales_order_id)
      WHERE sales_order_id IS NOT NULL`,
  ],
};
