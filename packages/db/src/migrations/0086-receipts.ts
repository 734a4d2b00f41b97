import type { Ddl, Migration } from './ddl.ts';

/** Where money lies, and how it moved. */
const cash = ({ id, int, strict, frozen }: Ddl) => [
  `CREATE TABLE cash_account (
    id ${id}, version ${int} NOT NULL, entity_id ${int} NOT NULL REFERENCES legal_entity(id),
    name TEXT NOT NULL UNIQUE, kind TEXT NOT NULL CHECK (kind IN ('cash','bank','wallet')),
    bank_name TEXT NOT NULL, bank_no TEXT NOT NULL, sort ${int} NOT NULL,
    active ${int} NOT NULL CHECK (active IN (0,1))
  )${strict}`,
  `CREATE TABLE cash_ledger (
    id ${id}, entity_id ${int} NOT NULL REFERENCES legal_entity(id),
    account_id ${int} NOT NULL REFERENCES cash_account(id),
    doc_kind TEXT NOT NULL, doc_id ${int} NOT NULL, doc_no TEXT NOT NULL,
    business_date TEXT NOT NULL, amount_fen ${int} NOT NULL CHECK (amount_fen <> 0),
    currency TEXT NOT NULL, rate_e8 ${int} NOT NULL, amount_cur ${int} NOT NULL,
    note TEXT NOT NULL,
    reversal_of ${int} UNIQUE REFERENCES cash_ledger(id),
    posted_by ${int} NOT NULL, posted_at ${int} NOT NULL
  )${strict}`,
  `CREATE INDEX cash_ledger_account ON cash_ledger (account_id, id)`,
  `CREATE INDEX cash_ledger_doc ON cash_ledger (doc_kind, doc_id)`,
  ...frozen('cash_ledger'),
];

/** Money that customers paid; without a customer nobody knows yet who did. */
const receipts = ({ id, int, strict }: Ddl) => [
  `CREATE TABLE receipt (
    id ${id}, version ${int} NOT NULL, no TEXT,
    state TEXT NOT NULL CHECK (state IN ('draft','confirmed','reversed')),
    entity_id ${int} NOT NULL REFERENCES legal_entity(id),
    customer_id ${int} REFERENCES customer(id), payer TEXT NOT NULL,
    account_id ${int} NOT NULL REFERENCES cash_account(id),
    business_date TEXT NOT NULL,
    method TEXT NOT NULL CHECK (method IN ('transfer','cash','wechat','alipay','cheque','other')),
    amount_fen ${int} NOT NULL CHECK (amount_fen > 0),
    fee_fen ${int} NOT NULL CHECK (fee_fen >= 0 AND fee_fen < amount_fen),
    currency TEXT NOT NULL, rate_e8 ${int} NOT NULL, amount_cur ${int} NOT NULL,
    note TEXT NOT NULL, reversal_reason TEXT NOT NULL,
    made_by ${int} NOT NULL REFERENCES "user"(id), made_at ${int} NOT NULL,
    confirmed_by ${int} REFERENCES "user"(id), confirmed_at ${int},
    reversed_by ${int} REFERENCES "user"(id), reversed_at ${int},
    CHECK ((state = 'draft') = (no IS NULL))
  )${strict}`,
  `CREATE UNIQUE INDEX receipt_no ON receipt (entity_id, no) WHERE no IS NOT NULL`,
  `CREATE INDEX receipt_customer ON receipt (customer_id, id)`,
  `CREATE INDEX receipt_unknown ON receipt (id) WHERE customer_id IS NULL`,
  `CREATE TABLE receipt_line (
    receipt_id ${int} NOT NULL REFERENCES receipt(id),
    item_id ${int} NOT NULL REFERENCES ar_ledger(id), sort ${int} NOT NULL,
    amount_fen ${int} NOT NULL CHECK (amount_fen >= 0),
    discount_fen ${int} NOT NULL CHECK (discount_fen >= 0),
    PRIMARY KEY (receipt_id, item_id), CHECK (amount_fen + discount_fen > 0)
  )${strict}`,
  `CREATE INDEX receipt_line_item ON receipt_line (item_id)`,
];

/** What a customer owes more or less without goods: old documents, bad debts, rebates. */
const adjustments = ({ id, int, strict }: Ddl) => [
  `CREATE TABLE ar_adjustment (
    id ${id}, version ${int} NOT NULL, no TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('confirmed','reversed')),
    kind TEXT NOT NULL CHECK (kind IN ('opening','writeOff','rebate','other')),
    entity_id ${int} NOT NULL REFERENCES legal_entity(id),
    customer_id ${int} NOT NULL REFERENCES customer(id),
    old_no TEXT NOT NULL, business_date TEXT NOT NULL, due_date TEXT NOT NULL,
    amount_fen ${int} NOT NULL CHECK (amount_fen <> 0),
    note TEXT NOT NULL, reversal_reason TEXT NOT NULL,
    made_by ${int} NOT NULL REFERENCES "user"(id), made_at ${int} NOT NULL,
    reversed_by ${int} REFERENCES "user"(id), reversed_at ${int}
  )${strict}`,
  `CREATE UNIQUE INDEX ar_adjustment_no ON ar_adjustment (entity_id, no)`,
  `CREATE INDEX ar_adjustment_customer ON ar_adjustment (customer_id, id)`,
];

/** What ready roles of a company that exists already gain; new ones start with it. */
const granted = [
  [
    'receivables.read',
    [
      ['all', `'owner','sales-director','accountant'`],
      ['headed', `'branch-manager','office-head','sales-manager'`],
      ['principals', `'sales-assistant'`],
      ['self', `'salesperson'`],
    ],
  ],
  ['receivables.adjust', [['all', `'owner','accountant'`]]],
  ['receipts.manage', [['all', `'owner','accountant'`]]],
  ['cash.read', [['all', `'owner','accountant'`]]],
  ['cash.manage', [['all', `'owner','accountant'`]]],
] as const;

const grants = () => [
  ...granted.flatMap(([permission, reaches]) =>
    reaches.map(
      ([scope, roles]) => `INSERT INTO role_grant
        (role_id, permission, scope, dept_ids, warehouse_ids, cash_account_ids)
        SELECT id, '${permission}', '${scope}', '[]', NULL, NULL FROM role WHERE key IN (${roles})`,
    ),
  ),
  `UPDATE company SET org_revision = org_revision + 1`,
];

/** Accounts of money, what customers paid into them, and corrections of what they owe. */
export const receiptsMigration: Migration = {
  id: 86,
  name: 'receipts',
  statements: (ddl) => [...cash(ddl), ...receipts(ddl), ...adjustments(ddl), ...grants()],
};
