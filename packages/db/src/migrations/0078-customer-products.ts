import type { Migration } from './ddl.ts';

/** What customers call our products: their part number, name and specification. */
export const customerProducts: Migration = {
  id: 78,
  name: 'customer-products',
  statements: ({ id, int, strict }) => [
    `CREATE TABLE customer_product (
      id ${id}, version ${int} NOT NULL,
      customer_id ${int} NOT NULL REFERENCES customer(id),
      product_id ${int} NOT NULL REFERENCES product(id),
      code TEXT NOT NULL, code_key TEXT NOT NULL, name TEXT NOT NULL, spec TEXT NOT NULL,
      UNIQUE (customer_id, product_id)
    )${strict}`,
    `CREATE INDEX customer_product_code ON customer_product (customer_id, code_key)`,
    `CREATE INDEX customer_product_product ON customer_product (product_id)`,
  ],
};
