import type { Ddl, Migration } from './ddl.ts';

/**
 * For which lines of sales orders goods of an order to a supplier were ordered, and how much, of the
 * base unit. By product and not by line of the order: a draft's lines are written anew, the cause stays.
 */
const causes = ({ id, int, strict }: Ddl) => [
  `CREATE TABLE purchase_cause (
    id ${id}, order_id ${int} NOT NULL REFERENCES purchase_order(id),
    product_id ${int} NOT NULL REFERENCES product(id),
    sales_line_id ${int} NOT NULL, qty_e4 ${int} NOT NULL CHECK (qty_e4 > 0)
  )${strict}`,
  `CREATE INDEX purchase_cause_order ON purchase_cause (order_id, product_id, id)`,
  `CREATE INDEX purchase_cause_line ON purchase_cause (sales_line_id)`,
];

/** Orders to suppliers know for what they were made. */
export const purchaseCausesMigration: Migration = {
  id: 148,
  name: 'purchase-causes',
  statements: causes,
};
