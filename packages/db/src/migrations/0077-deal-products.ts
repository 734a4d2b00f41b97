import type { Migration } from './ddl.ts';

/** Lines of deals name a product of the company, where it is one (docs/decisions/0210). */
export const dealProducts: Migration = {
  id: 77,
  name: 'deal-products',
  statements: ({ int }) => [
    `ALTER TABLE deal_line ADD COLUMN product_id ${int} REFERENCES product(id)`,
    `ALTER TABLE deal_line ADD COLUMN unit_id ${int} REFERENCES unit(id)`,
    `CREATE INDEX deal_line_product ON deal_line (product_id, deal_id)`,
    `CREATE INDEX deal_line_unit ON deal_line (unit_id)`,
  ],
};
