import { accountCodes } from '@xinhang/shared/accounts.ts';
import type { Ddl, Migration } from './ddl.ts';

/** When what is sold falls due: shares by trigger; and which of them a customer has. */
const terms = ({ id, int, strict }: Ddl) => [
  `CREATE TABLE payment_term (
    id ${id}, version ${int} NOT NULL, name TEXT NOT NULL UNIQUE,
    sort ${int} NOT NULL, active ${int} NOT NULL CHECK (active IN (0,1))
  )${strict}`,
  `CREATE TABLE payment_term_line (
    id ${id}, term_id ${int} NOT NULL REFERENCES payment_term(id), sort ${int} NOT NULL,
    share_bp ${int} NOT NULL CHECK (share_bp BETWEEN 1 AND 10000),
    trigger TEXT NOT NULL
      CHECK (trigger IN ('order','shipment','signOff','fapiao','monthEnd','acceptance')),
    days ${int} NOT NULL CHECK (days >= 0), fixed_day ${int} CHECK (fixed_day BETWEEN 1 AND 31)
  )${strict}`,
  `CREATE INDEX payment_term_line_of ON payment_term_line (term_id, sort)`,
  `CREATE TABLE customer_terms (
    customer_id ${int} PRIMARY KEY REFERENCES customer(id), version ${int} NOT NULL,
    term_id ${int} REFERENCES payment_term(id), overdue_days ${int} CHECK (overdue_days >= 0)
  )${strict}`,
  `CREATE INDEX customer_terms_term ON customer_terms (term_id)`,
];

/**
 * Every dimension of domain.md from the first row on: a ledger cannot be filled in later. What is
 * open of a row, and whose it is now, is a cache beside it that follows merges.
 */
const ledger = ({ id, int, strict, frozen }: Ddl, side: 'ar' | 'ap') => [
  `CREATE TABLE ${side}_ledger (
    id ${id},
    entity_id ${int} NOT NULL REFERENCES legal_entity(id),
    party_kind TEXT NOT NULL
      CHECK (party_kind IN ('customer','supplier','employee','carrier','other')),
    party_id ${int} NOT NULL,
    kind TEXT NOT NULL
      CHECK (kind IN ('goods','advance','deposit','loan','estimate','opening','adjustment')),
    doc_kind TEXT NOT NULL, doc_id ${int} NOT NULL, doc_line_id ${int}, doc_no TEXT NOT NULL,
    business_date TEXT NOT NULL, due_date TEXT NOT NULL,
    amount_fen ${int} NOT NULL CHECK (amount_fen <> 0),
    order_id ${int}, order_line_id ${int}, contract_id ${int}, project_id ${int},
    currency TEXT NOT NULL, rate_e8 ${int} NOT NULL, amount_cur ${int} NOT NULL,
    reversal_of ${int} UNIQUE REFERENCES ${side}_ledger(id),
    posted_by ${int} NOT NULL, posted_at ${int} NOT NULL
  )${strict}`,
  `CREATE INDEX ${side}_ledger_doc ON ${side}_ledger (doc_kind, doc_id)`,
  `CREATE INDEX ${side}_ledger_date ON ${side}_ledger (business_date)`,
  ...frozen(`${side}_ledger`),
  `CREATE TABLE ${side}_item (
    id ${int} PRIMARY KEY REFERENCES ${side}_ledger(id),
    party_kind TEXT NOT NULL, party_id ${int} NOT NULL, open_fen ${int} NOT NULL
  )${strict}`,
  `CREATE INDEX ${side}_item_party ON ${side}_item (party_kind, party_id, id)`,
  `CREATE INDEX ${side}_item_open ON ${side}_item (party_kind, party_id, open_fen, id)
    WHERE open_fen <> 0`,
  `CREATE TABLE ${side}_allocation (
    id ${id},
    owed_id ${int} NOT NULL REFERENCES ${side}_ledger(id),
    paid_id ${int} NOT NULL REFERENCES ${side}_ledger(id),
    amount_fen ${int} NOT NULL CHECK (amount_fen <> 0),
    business_date TEXT NOT NULL,
    doc_kind TEXT NOT NULL, doc_id ${int} NOT NULL, doc_no TEXT NOT NULL,
    reversal_of ${int} UNIQUE REFERENCES ${side}_allocation(id),
    posted_by ${int} NOT NULL, posted_at ${int} NOT NULL
  )${strict}`,
  `CREATE INDEX ${side}_allocation_owed ON ${side}_allocation (owed_id)`,
  `CREATE INDEX ${side}_allocation_paid ON ${side}_allocation (paid_id)`,
  `CREATE INDEX ${side}_allocation_doc ON ${side}_allocation (doc_kind, doc_id)`,
  ...frozen(`${side}_allocation`),
];

const accountKeys = Object.keys(accountCodes)
  .map((key) => `'${key}'`)
  .join(',');

const vouchers = ({ id, int, strict, frozen }: Ddl) => [
  `CREATE TABLE account (key TEXT PRIMARY KEY CHECK (key IN (${accountKeys})),
    code TEXT NOT NULL UNIQUE)${strict}`,
  ...Object.entries(accountCodes).map(
    ([key, code]) => `INSERT INTO account (key, code) VALUES ('${key}', '${code}')`,
  ),
  `CREATE TABLE voucher (
    id ${id}, entity_id ${int} NOT NULL REFERENCES legal_entity(id),
    doc_kind TEXT NOT NULL, doc_id ${int} NOT NULL, doc_no TEXT NOT NULL,
    business_date TEXT NOT NULL,
    reversal_of ${int} UNIQUE REFERENCES voucher(id),
    posted_by ${int} NOT NULL, posted_at ${int} NOT NULL
  )${strict}`,
  `CREATE INDEX voucher_doc ON voucher (doc_kind, doc_id)`,
  `CREATE INDEX voucher_date ON voucher (business_date, id)`,
  ...frozen('voucher'),
  `CREATE TABLE voucher_line (
    id ${id}, voucher_id ${int} NOT NULL REFERENCES voucher(id), sort ${int} NOT NULL,
    account TEXT NOT NULL REFERENCES account(key),
    amount_fen ${int} NOT NULL CHECK (amount_fen <> 0),
    customer_id ${int}, supplier_id ${int}, product_id ${int}, user_id ${int}, dept_id ${int},
    project_id ${int},
    currency TEXT NOT NULL, rate_e8 ${int} NOT NULL, amount_cur ${int} NOT NULL
  )${strict}`,
  `CREATE INDEX voucher_line_of ON voucher_line (voucher_id, sort)`,
  `CREATE INDEX voucher_line_account ON voucher_line (account, voucher_id)`,
  ...frozen('voucher_line'),
];

/** How far receivables and payables, and finance are closed; the last row of each holds. Stock has its setting. */
const periods = ({ id, int, strict, frozen }: Ddl) => [
  `CREATE TABLE period_closing (
    id ${id}, area TEXT NOT NULL CHECK (area IN ('arap','finance')),
    closed_to TEXT NOT NULL, reason TEXT NOT NULL,
    closed_by ${int} NOT NULL, closed_at ${int} NOT NULL
  )${strict}`,
  `CREATE INDEX period_closing_area ON period_closing (area, id)`,
  ...frozen('period_closing'),
];

/** The ledgers of money: receivable, payable, vouchers; terms of payment and closed periods. */
export const moneyLedgers: Migration = {
  id: 85,
  name: 'money-ledgers',
  statements: (ddl) => [
    ...terms(ddl),
    ...ledger(ddl, 'ar'),
    ...ledger(ddl, 'ap'),
    ...vouchers(ddl),
    ...periods(ddl),
  ],
};
