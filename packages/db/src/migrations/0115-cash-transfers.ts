import type { Ddl, Migration } from './ddl.ts';

/** Money that goes from one own account to another; the fee leaves the first one besides. */
const transfers = ({ id, int, strict }: Ddl) => [
  `CREATE TABLE cash_transfer (
    id ${id}, version ${int} NOT NULL, no TEXT,
    state TEXT NOT NULL CHECK (state IN ('draft','confirmed','reversed')),
    entity_id ${int} NOT NULL REFERENCES legal_entity(id),
    from_id ${int} NOT NULL REFERENCES cash_account(id),
    to_id ${int} NOT NULL REFERENCES cash_account(id),
    business_date TEXT NOT NULL,
    amount_fen ${int} NOT NULL CHECK (amount_fen > 0),
    fee_fen ${int} NOT NULL CHECK (fee_fen >= 0),
    note TEXT NOT NULL, reversal_reason TEXT NOT NULL,
    made_by ${int} NOT NULL REFERENCES "user"(id), made_at ${int} NOT NULL,
    confirmed_by ${int} REFERENCES "user"(id), confirmed_at ${int},
    reversed_by ${int} REFERENCES "user"(id), reversed_at ${int},
    CHECK (from_id <> to_id), CHECK ((state = 'draft') = (no IS NULL))
  )${strict}`,
  `CREATE UNIQUE INDEX cash_transfer_no ON cash_transfer (entity_id, no) WHERE no IS NOT NULL`,
];

/** What lay in an account as the books began: one that stands for each account. */
const openings = ({ id, int, strict }: Ddl) => [
  `CREATE TABLE cash_opening (
    id ${id}, version ${int} NOT NULL, no TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('confirmed','reversed')),
    entity_id ${int} NOT NULL REFERENCES legal_entity(id),
    account_id ${int} NOT NULL REFERENCES cash_account(id),
    business_date TEXT NOT NULL,
    amount_fen ${int} NOT NULL CHECK (amount_fen <> 0),
    note TEXT NOT NULL, reversal_reason TEXT NOT NULL,
    made_by ${int} NOT NULL REFERENCES "user"(id), made_at ${int} NOT NULL,
    reversed_by ${int} REFERENCES "user"(id), reversed_at ${int}
  )${strict}`,
  `CREATE UNIQUE INDEX cash_opening_no ON cash_opening (entity_id, no)`,
  `CREATE UNIQUE INDEX cash_opening_account ON cash_opening (account_id) WHERE state = 'confirmed'`,
];

/** What ready roles of a company that exists already gain; new ones start with it. */
const grants = () => [
  `INSERT INTO role_grant (role_id, permission, scope, dept_ids, warehouse_ids, cash_account_ids)
    SELECT id, 'cash.move', 'all', '[]', NULL, NULL FROM role WHERE key IN ('owner','accountant')`,
  `UPDATE company SET org_revision = org_revision + 1`,
];

/** Money between own accounts, and with what an account began. */
export const cashTransfersMigration: Migration = {
  id: 115,
  name: 'cash-transfers',
  statements: (ddl) => [
    ...transfers(ddl),
    ...openings(ddl),
    // Sums of an account up to a day.
    `CREATE INDEX cash_ledger_day ON cash_ledger (account_id, business_date)`,
    ...grants(),
  ],
};
