import type { Ddl, Migration } from './ddl.ts';

/** Input tax of goods whose invoice is not there. A new company has the account already. */
const account = `INSERT INTO account (key, code) VALUES ('taxInputPending', '222104')
  ON CONFLICT DO NOTHING`;

const moves = [
  ['payable', 'payableEstimate'],
  ['taxInput', 'taxInputPending'],
] as const;

/**
 * What came before there were invoices of suppliers was owed and deductible at once: one voucher
 * makes it an estimate, until its invoice is there.
 */
const estimates = () => {
  const lines = moves.flatMap(([account]) => `'${account}'`).join(',');
  return [
    `INSERT INTO voucher (entity_id, doc_kind, doc_id, doc_no, business_date, reversal_of,
        posted_by, posted_at)
      SELECT voucher.entity_id, 'purchaseEstimate', 0, '', max(voucher.business_date), NULL,
        max(voucher.posted_by), max(voucher.posted_at)
      FROM voucher_line JOIN voucher ON voucher.id = voucher_line.voucher_id
      WHERE voucher.doc_kind IN ('receiptNote','purchaseReturn')
        AND voucher_line.account IN (${lines})
      GROUP BY voucher.entity_id HAVING sum(voucher_line.amount_fen) <> 0`,
    ...moves.flatMap(([from, to], at) =>
      (
        [
          [from, -1],
          [to, 1],
        ] as const
      ).map(
        ([key, sign], side) => `INSERT INTO voucher_line (voucher_id, sort, account, amount_fen,
          customer_id, supplier_id, product_id, user_id, dept_id, project_id,
          currency, rate_e8, amount_cur)
        SELECT moved.id, ${at * 2 + side}, '${key}', ${sign} * sums.fen,
          NULL, NULL, NULL, NULL, NULL, NULL, 'CNY', 100000000, ${sign} * sums.fen
        FROM voucher moved JOIN (
          SELECT voucher.entity_id, sum(voucher_line.amount_fen) AS fen
          FROM voucher_line JOIN voucher ON voucher.id = voucher_line.voucher_id
          WHERE voucher_line.account = '${from}'
            AND voucher.doc_kind IN ('receiptNote','purchaseReturn')
          GROUP BY voucher.entity_id
        ) sums ON sums.entity_id = moved.entity_id
        WHERE moved.doc_kind = 'purchaseEstimate' AND sums.fen <> 0`,
      ),
    ),
  ];
};

/** What of a line that came stands on invoices: parts of what it was taken to come to. */
const progress = ({ int }: Ddl) => [
  ...['invoiced_e4', 'invoiced_net_fen', 'invoiced_tax_fen'].map(
    (column) => `ALTER TABLE receipt_note_line ADD COLUMN ${column} ${int} NOT NULL DEFAULT 0`,
  ),
  `CREATE INDEX receipt_note_line_uninvoiced ON receipt_note_line (receipt_note_id)
    WHERE invoiced_e4 < qty_e4`,
];

/** What went back before there were invoices will be on none: it took the estimate back. */
const returned = () => [
  `UPDATE purchase_return_line
    SET estimate_e4 = qty_e4, estimate_net_fen = net_fen, estimate_tax_fen = tax_fen
    WHERE receipt_line_id IS NOT NULL
      AND return_id IN (SELECT id FROM purchase_return WHERE state = 'confirmed')`,
  ...[
    ['invoiced_e4', 'estimate_e4'],
    ['invoiced_net_fen', 'estimate_net_fen'],
    ['invoiced_tax_fen', 'estimate_tax_fen'],
  ].map(
    ([to, from]) => `UPDATE receipt_note_line SET ${to} = (
      SELECT sum(back.${from}) FROM purchase_return_line AS back
        WHERE back.receipt_line_id = receipt_note_line.id
    ) WHERE id IN (SELECT receipt_line_id FROM purchase_return_line WHERE estimate_e4 > 0)`,
  ),
];

const invoices = ({ id, int, strict }: Ddl) => [
  `CREATE TABLE supplier_invoice (
    id ${id}, version ${int} NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('draft','confirmed','reversed')),
    kind TEXT NOT NULL CHECK (kind IN ('digitalSpecial','digitalOrdinary','paperSpecial',
      'paperOrdinary','electronicOrdinary','other')),
    entity_id ${int} NOT NULL REFERENCES legal_entity(id),
    supplier_id ${int} NOT NULL REFERENCES supplier(id),
    code TEXT NOT NULL, number TEXT NOT NULL, business_date TEXT NOT NULL,
    deductible ${int} NOT NULL CHECK (deductible IN (0,1)), certified_month TEXT,
    net_fen ${int} NOT NULL, tax_fen ${int} NOT NULL, gross_fen ${int} NOT NULL,
    estimate_fen ${int} NOT NULL,
    currency TEXT NOT NULL, rate_e8 ${int} NOT NULL, amount_cur ${int} NOT NULL,
    line_count ${int} NOT NULL, note TEXT NOT NULL, reversal_reason TEXT NOT NULL,
    made_by ${int} NOT NULL REFERENCES "user"(id), made_at ${int} NOT NULL,
    confirmed_by ${int} REFERENCES "user"(id), confirmed_at ${int},
    reversed_by ${int} REFERENCES "user"(id), reversed_at ${int},
    CHECK (state = 'draft' OR number <> ''),
    CHECK (certified_month IS NULL OR deductible = 1)
  )${strict}`,
  `CREATE UNIQUE INDEX supplier_invoice_number ON supplier_invoice (supplier_id, code, number)
    WHERE number <> '' AND state <> 'reversed'`,
  `CREATE INDEX supplier_invoice_supplier ON supplier_invoice (supplier_id, id)`,
  `CREATE INDEX supplier_invoice_date ON supplier_invoice (business_date, id)`,
  `CREATE TABLE supplier_invoice_line (
    id ${id}, invoice_id ${int} NOT NULL REFERENCES supplier_invoice(id), sort ${int} NOT NULL,
    receipt_line_id ${int} NOT NULL REFERENCES receipt_note_line(id),
    qty_e4 ${int} NOT NULL CHECK (qty_e4 > 0),
    net_fen ${int} NOT NULL, tax_fen ${int} NOT NULL,
    estimate_net_fen ${int} NOT NULL, estimate_tax_fen ${int} NOT NULL
  )${strict}`,
  `CREATE INDEX supplier_invoice_line_of ON supplier_invoice_line (invoice_id, sort)`,
  `CREATE INDEX supplier_invoice_line_receipt ON supplier_invoice_line (receipt_line_id)`,
];

/** What ready roles of a company that exists already gain; new ones start with it. */
const grants = () => [
  ...[
    ['supplierInvoices.read', `'owner','accountant','buyer'`],
    ['supplierInvoices.manage', `'owner','accountant'`],
  ].map(
    ([permission, roles]) => `INSERT INTO role_grant
      (role_id, permission, scope, dept_ids, warehouse_ids, cash_account_ids)
      SELECT id, '${permission}', 'all', '[]', NULL, NULL FROM role WHERE key IN (${roles})`,
  ),
  `UPDATE company SET org_revision = org_revision + 1`,
];

/** Invoices of suppliers for goods that came. */
export const supplierInvoicesMigration: Migration = {
  id: 123,
  name: 'supplier-invoices',
  statements: (ddl) => [
    account,
    ...estimates(),
    ...progress(ddl),
    ...returned(),
    ...invoices(ddl),
    ...grants(),
  ],
};
