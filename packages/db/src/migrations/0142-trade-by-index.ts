import type { Migration } from './ddl.ts';

/** As `openE4` of the orders has it. */
const open = 'qty_e4 - delivered_e4 + replace_e4 - cancelled_e4 > 0';

/**
 * What is open is found in indexes, whatever there was before: orders that are alive with what the
 * board asks of them, lines of them that are open, and care that nobody did yet by its customer. What
 * was settled after a day says what was open at its end, without a look at what is long settled.
 */
export const tradeByIndex: Migration = {
  id: 142,
  name: 'trade-by-index',
  statements: () => [
    `CREATE INDEX sales_order_alive ON sales_order
      (state, id, customer_id, warehouse_id, required_date) WHERE state IN ('confirmed','partly')`,
    `CREATE INDEX sales_order_line_open ON sales_order_line
      (order_id, required_date, product_id, qty_e4, delivered_e4, replace_e4, cancelled_e4, id)
      WHERE ${open}`,
    ...['ar', 'ap'].map(
      (side) => `CREATE INDEX ${side}_allocation_date ON ${side}_allocation
        (business_date, owed_id, paid_id, amount_fen)`,
    ),
    `CREATE INDEX care_item_to_do ON care_item (customer_id, due_on, id) WHERE state = 'open'`,
  ],
};
