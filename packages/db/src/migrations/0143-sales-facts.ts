import type { Ddl, Migration } from './ddl.ts';

/**
 * Lines that were sold before the company kept its books here. Analyses read them; nothing is posted
 * by them. A product that is not in the catalogue stands as the file names it.
 */
const statements = ({ id, int, strict }: Ddl) => [
  `CREATE TABLE sales_fact (
    id ${id}, source TEXT NOT NULL CHECK (source = 'import'),
    batch_id ${int} NOT NULL REFERENCES import_batch(id),
    customer_id ${int} NOT NULL REFERENCES customer(id),
    product_id ${int} REFERENCES product(id),
    product_code TEXT NOT NULL, product_name TEXT NOT NULL, unit_name TEXT NOT NULL,
    salesperson_id ${int} REFERENCES "user"(id), salesperson TEXT NOT NULL,
    old_no TEXT NOT NULL, line_no TEXT NOT NULL, business_date TEXT NOT NULL,
    sheet_qty_e4 ${int} NOT NULL, qty_e4 ${int} NOT NULL, net_fen ${int} NOT NULL, cost_fen ${int}
  )${strict}`,
  `CREATE INDEX sales_fact_customer ON sales_fact (customer_id, business_date, id)`,
  `CREATE INDEX sales_fact_product ON sales_fact (product_id, business_date, customer_id)`,
  `CREATE INDEX sales_fact_date ON sales_fact (business_date, id)`,
  // What the good rows of an import come to, for those kinds that say it.
  `ALTER TABLE import_batch ADD COLUMN sums TEXT NOT NULL DEFAULT '{}'`,
];

export const salesFactsMigration: Migration = { id: 143, name: 'sales facts', statements };
