import type { Ddl, Migration } from './ddl.ts';

const words = ({ id, int, orderedText, strict }: Ddl) => [
  `CREATE TABLE unit (
    id ${id}, version ${int} NOT NULL, name TEXT NOT NULL, name_key TEXT NOT NULL UNIQUE,
    active ${int} NOT NULL CHECK (active IN (0,1))
  )${strict}`,
  // The path names every category from the top down to this one: /1/5/.
  `CREATE TABLE product_category (
    id ${id}, version ${int} NOT NULL, name TEXT NOT NULL,
    parent_id ${int} REFERENCES product_category(id), path ${orderedText} NOT NULL,
    sort ${int} NOT NULL
  )${strict}`,
  `CREATE INDEX product_category_parent ON product_category (parent_id)`,
];

const products = ({ id, int, orderedText, strict }: Ddl) => [
  `CREATE TABLE product (
    id ${id}, version ${int} NOT NULL,
    code TEXT NOT NULL, code_key ${orderedText} NOT NULL UNIQUE,
    name TEXT NOT NULL, name_sort ${orderedText} NOT NULL, find_text TEXT NOT NULL,
    spec TEXT NOT NULL, kind TEXT NOT NULL CHECK (kind IN ('goods','service')),
    category_id ${int} REFERENCES product_category(id),
    unit_id ${int} NOT NULL REFERENCES unit(id),
    qty_decimals ${int} NOT NULL CHECK (qty_decimals BETWEEN 0 AND 4),
    tracks_batch ${int} NOT NULL CHECK (tracks_batch IN (0,1)),
    tracks_serial ${int} NOT NULL CHECK (tracks_serial IN (0,1)),
    tax_bp ${int} NOT NULL CHECK (tax_bp BETWEEN 0 AND 10000),
    fapiao_name TEXT NOT NULL, fapiao_unit TEXT NOT NULL, tax_code TEXT NOT NULL,
    purchase_price_e4 ${int} CHECK (purchase_price_e4 >= 0),
    min_qty_e4 ${int} CHECK (min_qty_e4 >= 0), max_qty_e4 ${int} CHECK (max_qty_e4 >= 0),
    note TEXT NOT NULL, active ${int} NOT NULL CHECK (active IN (0,1)),
    created_at ${int} NOT NULL, created_by ${int},
    CHECK (kind = 'goods' OR (tracks_batch = 0 AND tracks_serial = 0))
  )${strict}`,
  `CREATE INDEX product_name ON product (name_sort, id)`,
  `CREATE INDEX product_made ON product (created_at, id)`,
  `CREATE INDEX product_category_of ON product (category_id, code_key)`,
  `CREATE INDEX product_unit_of ON product (unit_id)`,
  // One of this unit is num/den of the base unit.
  `CREATE TABLE product_unit (
    product_id ${int} NOT NULL REFERENCES product(id), unit_id ${int} NOT NULL REFERENCES unit(id),
    num ${int} NOT NULL CHECK (num > 0), den ${int} NOT NULL CHECK (den > 0),
    PRIMARY KEY (product_id, unit_id)
  )${strict}`,
  `CREATE INDEX product_unit_unit ON product_unit (unit_id)`,
  `CREATE TABLE product_barcode (
    code TEXT PRIMARY KEY, product_id ${int} NOT NULL REFERENCES product(id),
    unit_id ${int} NOT NULL REFERENCES unit(id)
  )${strict}`,
  `CREATE INDEX product_barcode_product ON product_barcode (product_id)`,
  `CREATE TABLE product_image (
    id ${id}, product_id ${int} NOT NULL REFERENCES product(id), name TEXT NOT NULL,
    mime TEXT NOT NULL, size ${int} NOT NULL, sha256 TEXT NOT NULL,
    uploaded_by ${int} NOT NULL REFERENCES "user"(id), at ${int} NOT NULL, removed_at ${int}
  )${strict}`,
  `CREATE INDEX product_image_product ON product_image (product_id, id)`,
  `CREATE INDEX product_image_bytes ON product_image (sha256)`,
];

/** Of these there is one each; movements come from or go to them. */
const ofTheHouse = [
  ['supplier', '供应商'],
  ['customer', '客户'],
  ['transit', '在途'],
  ['loss', '报损与盘点差异'],
  ['assembly', '组装与拆卸'],
] as const;
const kinds = ['warehouse', 'defective', 'consignment', 'person', ...ofTheHouse.map(([k]) => k)];

const locations = ({ id, int, strict }: Ddl) => [
  `CREATE TABLE location (
    id ${id}, version ${int} NOT NULL, name TEXT NOT NULL, name_key TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL CHECK (kind IN (${kinds.map((kind) => `'${kind}'`).join(',')})),
    customer_id ${int} REFERENCES customer(id), user_id ${int} REFERENCES "user"(id),
    sellable ${int} NOT NULL CHECK (sellable IN (0,1)), address TEXT NOT NULL, note TEXT NOT NULL,
    active ${int} NOT NULL CHECK (active IN (0,1)),
    CHECK ((kind = 'consignment') = (customer_id IS NOT NULL)),
    CHECK ((kind = 'person') = (user_id IS NOT NULL)),
    CHECK (sellable = 0 OR kind = 'warehouse')
  )${strict}`,
  `CREATE INDEX location_customer ON location (customer_id)`,
  `CREATE INDEX location_user ON location (user_id)`,
];

const seeds = () => [
  ...['个', '台', '套', '件', '箱', '包', '米', '千克', '次'].map(
    (name) => `INSERT INTO unit (version, name, name_key, active)
      VALUES (1, '${name}', '${name}', 1)`,
  ),
  ...[['warehouse', '主仓库', 1] as const, ['defective', '不良品仓', 0] as const].map(
    ([kind, name, sellable]) => `INSERT INTO location
      (version, name, name_key, kind, sellable, address, note, active)
      VALUES (1, '${name}', '${name}', '${kind}', ${sellable}, '', '', 1)`,
  ),
  ...ofTheHouse.map(
    ([kind, name]) => `INSERT INTO location
      (version, name, name_key, kind, sellable, address, note, active)
      VALUES (1, '${name}', '${name}', '${kind}', 0, '', '', 1)`,
  ),
];

/** What ready roles of a company that exists already gain; new ones start with it. */
const grants = () =>
  (
    [
      [
        'products.read',
        `'owner','sales-director','branch-manager','office-head','sales-manager','salesperson',
         'sales-assistant','buyer','warehouse','accountant','service'`,
      ],
      ['products.update', `'owner','buyer','accountant'`],
    ] as const
  ).map(
    ([permission, roles]) => `INSERT INTO role_grant
      (role_id, permission, scope, dept_ids, warehouse_ids, cash_account_ids)
      SELECT id, '${permission}', 'all', '[]', NULL, NULL FROM role WHERE key IN (${roles})`,
  );

/** Products with units and barcodes, and the places where they lie. */
export const productsMigration: Migration = {
  id: 75,
  name: 'products',
  statements: (ddl) => [
    ...words(ddl),
    ...products(ddl),
    ...locations(ddl),
    ...seeds(),
    ...grants(),
  ],
};
