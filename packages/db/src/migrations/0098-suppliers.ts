import type { Ddl, Migration } from './ddl.ts';

const tables = ({ id, int, orderedText, strict }: Ddl) => [
  `CREATE TABLE supplier (
    id ${id}, version ${int} NOT NULL, name TEXT NOT NULL, name_key TEXT NOT NULL,
    name_sort ${orderedText} NOT NULL, find_text TEXT NOT NULL,
    address TEXT NOT NULL, term_id ${int} REFERENCES payment_term(id), tax_no TEXT NOT NULL, tax_key TEXT NOT NULL,
    deductible ${int} NOT NULL CHECK (deductible IN (0,1)),
    bank TEXT NOT NULL, bank_account TEXT NOT NULL, note TEXT NOT NULL,
    buyer_id ${int} NOT NULL REFERENCES "user"(id),
    active ${int} NOT NULL CHECK (active IN (0,1)),
    created_by ${int}, created_at ${int} NOT NULL
  )${strict}`,
  `CREATE INDEX supplier_name ON supplier (name_sort, id)`,
  `CREATE INDEX supplier_name_key ON supplier (name_key)`,
  `CREATE INDEX supplier_tax ON supplier (tax_key) WHERE tax_key <> ''`,
  `CREATE INDEX supplier_term ON supplier (term_id)`,
  `CREATE INDEX supplier_buyer ON supplier (buyer_id)`,
  `CREATE TABLE supplier_contact (
    id ${id}, supplier_id ${int} NOT NULL REFERENCES supplier(id), sort ${int} NOT NULL,
    name TEXT NOT NULL, post TEXT NOT NULL, phone TEXT NOT NULL, phone_key TEXT NOT NULL
  )${strict}`,
  `CREATE INDEX supplier_contact_of ON supplier_contact (supplier_id, sort)`,
  `CREATE INDEX supplier_contact_phone ON supplier_contact (phone_key) WHERE phone_key <> ''`,
  `CREATE TABLE supplier_price (
    id ${id}, version ${int} NOT NULL, supplier_id ${int} NOT NULL REFERENCES supplier(id),
    product_id ${int} NOT NULL REFERENCES product(id), unit_id ${int} NOT NULL REFERENCES unit(id),
    price_e4 ${int} NOT NULL CHECK (price_e4 >= 0),
    basis TEXT NOT NULL CHECK (basis IN ('net','gross')),
    qty_from_e4 ${int} NOT NULL CHECK (qty_from_e4 >= 0),
    valid_from TEXT NOT NULL, valid_to TEXT NOT NULL, part_no TEXT NOT NULL, note TEXT NOT NULL,
    created_by ${int}, created_at ${int} NOT NULL, CHECK (valid_from <= valid_to)
  )${strict}`,
  `CREATE INDEX supplier_price_product ON supplier_price (product_id, supplier_id, id)`,
  `CREATE INDEX supplier_price_unit ON supplier_price (unit_id)`,
  `CREATE INDEX supplier_price_supplier ON supplier_price (supplier_id, id)`,
];

/** What ready roles of a company that exists already gain; new ones start with it. */
const grants = () =>
  [
    ['suppliers.read', `'owner','buyer','accountant'`],
    ['suppliers.update', `'owner','buyer'`],
  ].map(
    ([permission, roles]) => `INSERT INTO role_grant
      (role_id, permission, scope, dept_ids, warehouse_ids, cash_account_ids)
      SELECT id, '${permission}', 'all', '[]', NULL, NULL FROM role WHERE key IN (${roles})`,
  );

/** Suppliers, whom to speak to there, and what they ask for products. */
export const suppliersMigration: Migration = {
  id: 98,
  name: 'suppliers',
  statements: (ddl) => [...tables(ddl), ...grants()],
};
