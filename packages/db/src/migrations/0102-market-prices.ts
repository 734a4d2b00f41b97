import type { Ddl, Migration } from './ddl.ts';

const table = ({ id, int, strict }: Ddl) => [
  // Without a reference to the follow-up: an import that is taken back deletes follow-ups, and the
  // price stays.
  `CREATE TABLE market_price (
    id ${id}, version ${int} NOT NULL,
    product_id ${int} NOT NULL REFERENCES product(id), unit_id ${int} NOT NULL REFERENCES unit(id),
    competitor_id ${int} NOT NULL REFERENCES competitor(id), region TEXT,
    price_e4 ${int} NOT NULL CHECK (price_e4 > 0),
    basis TEXT NOT NULL CHECK (basis IN ('net','gross')),
    seen_on TEXT NOT NULL, source TEXT NOT NULL, follow_up_id ${int},
    created_by ${int}, created_at ${int} NOT NULL
  )${strict}`,
  `CREATE INDEX market_price_seen ON market_price (seen_on, id)`,
  `CREATE INDEX market_price_product ON market_price (product_id, seen_on, id)`,
  `CREATE INDEX market_price_competitor ON market_price (competitor_id, seen_on, id)`,
  `CREATE INDEX market_price_unit ON market_price (unit_id)`,
];

const noters = `'owner','sales-director','branch-manager','office-head','sales-manager',
  'salesperson','sales-assistant'`;

/** What ready roles of a company that exists already gain; new ones start with it. */
const grants = () => [
  `INSERT INTO role_grant (role_id, permission, scope, dept_ids, warehouse_ids, cash_account_ids)
    SELECT id, 'marketPrices.create', 'all', '[]', NULL, NULL FROM role WHERE key IN (${noters})`,
];

/** What competitors ask for our products (S68). */
export const marketPricesMigration: Migration = {
  id: 102,
  name: 'market-prices',
  statements: (ddl) => [...table(ddl), ...grants()],
};
