import type { Ddl, Migration } from './ddl.ts';

/**
 * Money that suppliers are paid; to whose account is frozen as it is confirmed. Suppliers come with
 * a later number, so that no key of the database can name them here; none of them is ever deleted.
 */
const payments = ({ id, int, strict }: Ddl) => [
  `CREATE TABLE payment (
    id ${id}, version ${int} NOT NULL, no TEXT,
    state TEXT NOT NULL CHECK (state IN ('draft','confirmed','reversed')),
    entity_id ${int} NOT NULL REFERENCES legal_entity(id),
    supplier_id ${int} NOT NULL,
    payee_bank TEXT NOT NULL, payee_account TEXT NOT NULL,
    account_id ${int} NOT NULL REFERENCES cash_account(id),
    business_date TEXT NOT NULL,
    method TEXT NOT NULL CHECK (method IN ('transfer','cash','wechat','alipay','cheque','other')),
    amount_fen ${int} NOT NULL CHECK (amount_fen > 0),
    fee_fen ${int} NOT NULL CHECK (fee_fen >= 0),
    currency TEXT NOT NULL, rate_e8 ${int} NOT NULL, amount_cur ${int} NOT NULL,
    note TEXT NOT NULL, reversal_reason TEXT NOT NULL,
    made_by ${int} NOT NULL REFERENCES "user"(id), made_at ${int} NOT NULL,
    confirmed_by ${int} REFERENCES "user"(id), confirmed_at ${int},
    reversed_by ${int} REFERENCES "user"(id), reversed_at ${int},
    CHECK ((state = 'draft') = (no IS NULL))
  )${strict}`,
  `CREATE UNIQUE INDEX payment_no ON payment (entity_id, no) WHERE no IS NOT NULL`,
  `CREATE INDEX payment_supplier ON payment (supplier_id, id)`,
  `CREATE INDEX payment_account ON payment (account_id, id)`,
  `CREATE TABLE payment_line (
    payment_id ${int} NOT NULL REFERENCES payment(id),
    item_id ${int} NOT NULL REFERENCES ap_ledger(id), sort ${int} NOT NULL,
    amount_fen ${int} NOT NULL CHECK (amount_fen >= 0),
    discount_fen ${int} NOT NULL CHECK (discount_fen >= 0),
    PRIMARY KEY (payment_id, item_id), CHECK (amount_fen + discount_fen > 0)
  )${strict}`,
  `CREATE INDEX payment_line_item ON payment_line (item_id)`,
];

/** What is owed to a supplier more or less without goods: old documents, price differences. */
const adjustments = ({ id, int, strict }: Ddl) => [
  `CREATE TABLE ap_adjustment (
    id ${id}, version ${int} NOT NULL, no TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('confirmed','reversed')),
    kind TEXT NOT NULL CHECK (kind IN ('opening','priceDifference','writeOff','other')),
    entity_id ${int} NOT NULL REFERENCES legal_entity(id),
    supplier_id ${int} NOT NULL,
    old_no TEXT NOT NULL, business_date TEXT NOT NULL, due_date TEXT NOT NULL,
    amount_fen ${int} NOT NULL CHECK (amount_fen <> 0),
    note TEXT NOT NULL, reversal_reason TEXT NOT NULL,
    made_by ${int} NOT NULL REFERENCES "user"(id), made_at ${int} NOT NULL,
    reversed_by ${int} REFERENCES "user"(id), reversed_at ${int}
  )${strict}`,
  `CREATE UNIQUE INDEX ap_adjustment_no ON ap_adjustment (entity_id, no)`,
  `CREATE INDEX ap_adjustment_supplier ON ap_adjustment (supplier_id, id)`,
];

/** What ready roles of a company that exists already gain; new ones start with it. */
const grants = () => [
  ...[
    ['payables.read', `'owner','accountant','buyer'`],
    ['payables.adjust', `'owner','accountant'`],
    ['payments.manage', `'owner','accountant'`],
  ].map(
    ([permission, roles]) => `INSERT INTO role_grant
      (role_id, permission, scope, dept_ids, warehouse_ids, cash_account_ids)
      SELECT id, '${permission}', 'all', '[]', NULL, NULL FROM role WHERE key IN (${roles})`,
  ),
  `UPDATE company SET org_revision = org_revision + 1`,
];

/** What suppliers are paid, and corrections of what is owed to them. */
export const paymentsMigration: Migration = {
  id: 87,
  name: 'payments',
  statements: (ddl) => [...payments(ddl), ...adjustments(ddl), ...grants()],
};
