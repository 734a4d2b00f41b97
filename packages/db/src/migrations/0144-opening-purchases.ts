import type { Ddl, Migration } from './ddl.ts';

/** Orders to suppliers that were agreed before the company kept its books here. */
const statements = ({ int, strict }: Ddl) => [
  `CREATE TABLE opening_purchase (
    order_id ${int} PRIMARY KEY REFERENCES purchase_order (id) ON DELETE CASCADE,
    old_no TEXT NOT NULL
  )${strict}`,
];

export const openingPurchasesMigration: Migration = {
  id: 144,
  name: 'opening purchases',
  statements,
};
