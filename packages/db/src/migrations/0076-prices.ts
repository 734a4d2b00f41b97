import type { Ddl, Migration } from './ddl.ts';

const tables = ({ id, int, strict }: Ddl) => [
  `CREATE TABLE price_level (
    id ${id}, version ${int} NOT NULL, name TEXT NOT NULL, name_key TEXT NOT NULL UNIQUE,
    sort ${int} NOT NULL, active ${int} NOT NULL CHECK (active IN (0,1))
  )${strict}`,
  `CREATE TABLE customer_price_level (
    id ${id}, version ${int} NOT NULL,
    customer_id ${int} NOT NULL UNIQUE REFERENCES customer(id),
    level_id ${int} NOT NULL REFERENCES price_level(id)
  )${strict}`,
  // Of a product, or of a category; for exactly whom its scope says.
  `CREATE TABLE price_rule (
    id ${id}, version ${int} NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('draft','released')),
    product_id ${int} REFERENCES product(id), unit_id ${int} REFERENCES unit(id),
    price_e4 ${int} CHECK (price_e4 >= 0),
    category_id ${int} REFERENCES product_category(id),
    discount_bp ${int} CHECK (discount_bp BETWEEN 1 AND 10000),
    scope TEXT NOT NULL CHECK (scope IN ('customer','region','level','all')),
    customer_id ${int} REFERENCES customer(id), region TEXT,
    level_id ${int} REFERENCES price_level(id),
    qty_from_e4 ${int} NOT NULL CHECK (qty_from_e4 >= 0),
    basis TEXT NOT NULL CHECK (basis IN ('net','gross')),
    floor_e4 ${int} CHECK (floor_e4 >= 0), ceiling_e4 ${int} CHECK (ceiling_e4 >= 0),
    valid_from TEXT NOT NULL, valid_to TEXT NOT NULL, note TEXT NOT NULL,
    created_by ${int}, created_at ${int} NOT NULL, released_by ${int}, released_at ${int},
    CHECK ((product_id IS NULL) <> (category_id IS NULL)),
    CHECK ((product_id IS NULL) = (unit_id IS NULL)),
    CHECK ((price_e4 IS NULL) <> (discount_bp IS NULL)),
    CHECK (category_id IS NULL OR discount_bp IS NOT NULL),
    CHECK ((scope = 'customer') = (customer_id IS NOT NULL)),
    CHECK ((scope = 'region') = (region IS NOT NULL)),
    CHECK ((scope = 'level') = (level_id IS NOT NULL)),
    CHECK ((state = 'released') = (released_at IS NOT NULL))
  )${strict}`,
  `CREATE INDEX price_rule_product ON price_rule (product_id, state, valid_to)`,
  `CREATE INDEX price_rule_category ON price_rule (category_id, state, valid_to)`,
  `CREATE INDEX price_rule_customer ON price_rule (customer_id, id)`,
  `CREATE INDEX price_rule_level ON price_rule (level_id)`,
  `CREATE INDEX price_rule_unit ON price_rule (unit_id)`,
];

const sellers = `'owner','sales-director','branch-manager','office-head','sales-manager',
  'salesperson','sales-assistant','accountant'`;

/** What ready roles of a company that exists already gain; new ones start with it. */
const grants = () =>
  [
    ['prices.read', sellers],
    ['prices.update', `'owner','sales-director'`],
  ].map(
    ([permission, roles]) => `INSERT INTO role_grant
      (role_id, permission, scope, dept_ids, warehouse_ids, cash_account_ids)
      SELECT id, '${permission}', 'all', '[]', NULL, NULL FROM role WHERE key IN (${roles})`,
  );

/** Levels of prices, who stands on which, and rules that say a price (S63). */
export const pricesMigration: Migration = {
  id: 76,
  name: 'prices',
  statements: (ddl) => [...tables(ddl), ...grants()],
};
