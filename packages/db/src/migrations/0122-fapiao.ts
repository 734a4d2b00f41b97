import type { Ddl, Migration } from './ddl.ts';

/**
 * An account more. The list of the accounts stands in the code, and so do their words; the table
 * says which there are, and lines of vouchers name no other. SQLite changes no condition of a
 * table: it is made anew.
 */
const accounts = ({ engine, strict }: Ddl) => [
  ...(engine === 'postgres'
    ? [`ALTER TABLE account DROP CONSTRAINT account_key_check`]
    : [
        // Vouchers name their accounts again when the transaction ends.
        `PRAGMA defer_foreign_keys = ON`,
        `CREATE TABLE account_before AS SELECT * FROM account`,
        `DROP TABLE account`,
        `CREATE TABLE account (key TEXT PRIMARY KEY, code TEXT NOT NULL UNIQUE)${strict}`,
        `INSERT INTO account (key, code) SELECT key, code FROM account_before`,
        `DROP TABLE account_before`,
      ]),
  // A new company has it from the first list of accounts on.
  `INSERT INTO account (key, code) VALUES ('taxOutputPending', '222103') ON CONFLICT DO NOTHING`,
];

/**
 * Tax of what was delivered before there were fapiao stood as output tax already: one voucher puts
 * it where it belongs until a fapiao is issued.
 */
const pending = [
  `INSERT INTO voucher (entity_id, doc_kind, doc_id, doc_no, business_date, reversal_of,
      posted_by, posted_at)
    SELECT voucher.entity_id, 'taxPending', 0, '', max(voucher.business_date), NULL,
      max(voucher.posted_by), max(voucher.posted_at)
    FROM voucher_line JOIN voucher ON voucher.id = voucher_line.voucher_id
    WHERE voucher_line.account = 'taxOutput'
    GROUP BY voucher.entity_id HAVING sum(voucher_line.amount_fen) <> 0`,
  ...(
    [
      ['taxOutput', 0, -1],
      ['taxOutputPending', 1, 1],
    ] as const
  ).map(
    ([account, sort, sign]) => `INSERT INTO voucher_line (voucher_id, sort, account, amount_fen,
      customer_id, supplier_id, product_id, user_id, dept_id, project_id,
      currency, rate_e8, amount_cur)
    SELECT moved.id, ${sort}, '${account}', ${sign} * sums.fen, NULL, NULL, NULL, NULL, NULL, NULL,
      'CNY', 100000000, ${sign} * sums.fen
    FROM voucher moved JOIN (
      SELECT voucher.entity_id, sum(voucher_line.amount_fen) AS fen
      FROM voucher_line JOIN voucher ON voucher.id = voucher_line.voucher_id
      WHERE voucher_line.account = 'taxOutput' AND voucher.doc_kind <> 'taxPending'
      GROUP BY voucher.entity_id
    ) sums ON sums.entity_id = moved.entity_id WHERE moved.doc_kind = 'taxPending'`,
  ),
];

/** What went onto fapiao of a line that was ordered, and of a line that was delivered. */
const progress = ({ int }: Ddl) => [
  ...['sales_order_line', 'delivery_line'].flatMap((table) =>
    ['invoiced_e4', 'invoiced_net_fen', 'invoiced_tax_fen'].map(
      (column) => `ALTER TABLE ${table} ADD COLUMN ${column} ${int} NOT NULL DEFAULT 0`,
    ),
  ),
  `CREATE INDEX sales_order_line_uninvoiced ON sales_order_line (order_id)
    WHERE delivered_net_fen + delivered_tax_fen <> invoiced_net_fen + invoiced_tax_fen`,
];

/** Fapiao that were registered, issued, and taken back; names and units as they stood on them. */
const fapiao = ({ id, int, strict }: Ddl) => [
  `CREATE TABLE fapiao (
    id ${id}, version ${int} NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('registered','issued','red')),
    kind TEXT NOT NULL CHECK (kind IN ('digitalSpecial','digitalOrdinary','paperSpecial',
      'paperOrdinary','electronicOrdinary','other')),
    entity_id ${int} NOT NULL REFERENCES legal_entity(id),
    customer_id ${int} NOT NULL REFERENCES customer(id),
    code TEXT NOT NULL, number TEXT NOT NULL, business_date TEXT NOT NULL,
    title TEXT NOT NULL, buyer TEXT NOT NULL,
    net_fen ${int} NOT NULL, tax_fen ${int} NOT NULL, gross_fen ${int} NOT NULL,
    currency TEXT NOT NULL, rate_e8 ${int} NOT NULL, amount_cur ${int} NOT NULL,
    line_count ${int} NOT NULL, note TEXT NOT NULL,
    red_of ${int} REFERENCES fapiao(id), red_reason TEXT NOT NULL,
    made_by ${int} NOT NULL REFERENCES "user"(id), made_at ${int} NOT NULL,
    issued_by ${int} REFERENCES "user"(id), issued_at ${int},
    CHECK (state = 'registered' OR number <> ''), CHECK (red_of IS NULL OR gross_fen < 0)
  )${strict}`,
  `CREATE UNIQUE INDEX fapiao_number ON fapiao (entity_id, code, number) WHERE number <> ''`,
  `CREATE INDEX fapiao_customer ON fapiao (customer_id, id)`,
  `CREATE INDEX fapiao_date ON fapiao (business_date, id)`,
  `CREATE INDEX fapiao_state ON fapiao (state, id)`,
  `CREATE INDEX fapiao_red ON fapiao (red_of) WHERE red_of IS NOT NULL`,
  `CREATE TABLE fapiao_line (
    id ${id}, fapiao_id ${int} NOT NULL REFERENCES fapiao(id), sort ${int} NOT NULL,
    order_id ${int} NOT NULL REFERENCES sales_order(id),
    order_line_id ${int} NOT NULL REFERENCES sales_order_line(id),
    delivery_id ${int} REFERENCES delivery(id),
    delivery_line_id ${int} REFERENCES delivery_line(id),
    red_of_line_id ${int} REFERENCES fapiao_line(id),
    code TEXT NOT NULL, name TEXT NOT NULL, spec TEXT NOT NULL, unit TEXT NOT NULL,
    tax_code TEXT NOT NULL,
    qty_e4 ${int} NOT NULL CHECK (qty_e4 <> 0), tax_bp ${int} NOT NULL,
    net_fen ${int} NOT NULL, tax_fen ${int} NOT NULL,
    CHECK ((delivery_id IS NULL) = (delivery_line_id IS NULL))
  )${strict}`,
  `CREATE INDEX fapiao_line_of ON fapiao_line (fapiao_id, sort)`,
  `CREATE INDEX fapiao_line_order ON fapiao_line (order_line_id)`,
  `CREATE INDEX fapiao_line_delivery ON fapiao_line (delivery_line_id)
    WHERE delivery_line_id IS NOT NULL`,
  `CREATE INDEX fapiao_line_red ON fapiao_line (red_of_line_id) WHERE red_of_line_id IS NOT NULL`,
];

/** What ready roles of a company that exists already gain, each over the rows of its own reach. */
const granted: readonly (readonly [permission: string, scope: string, roles: string])[] = [
  ['fapiao.read', 'all', `'owner','sales-director','accountant'`],
  ['fapiao.read', 'headed', `'branch-manager','office-head','sales-manager'`],
  ['fapiao.read', 'self', `'salesperson'`],
  ['fapiao.read', 'principals', `'sales-assistant'`],
  ['fapiao.manage', 'all', `'owner','accountant'`],
];

const grants = () => [
  ...granted.map(
    ([permission, scope, roles]) => `INSERT INTO role_grant
      (role_id, permission, scope, dept_ids, warehouse_ids, cash_account_ids)
      SELECT id, '${permission}', '${scope}', '[]', NULL, NULL FROM role WHERE key IN (${roles})`,
  ),
  `UPDATE company SET org_revision = org_revision + 1`,
];

/** The register of fapiao to customers. */
export const fapiaoMigration: Migration = {
  id: 122,
  name: 'fapiao',
  statements: (ddl) => [
    ...accounts(ddl),
    ...pending,
    ...progress(ddl),
    ...fapiao(ddl),
    ...grants(),
  ],
};
