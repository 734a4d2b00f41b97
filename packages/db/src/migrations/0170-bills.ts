import type { Ddl, Migration } from './ddl.ts';

const state = `CHECK (state IN ('draft','held','collected','discounted','endorsed','dishonoured',
  'open','paid','void'))`;

/** Bills of exchange, and what became of each: nothing of that changes, it is taken back. */
const bills = ({ id, int, strict, frozen }: Ddl) => [
  `CREATE TABLE bill (
    id ${id}, version ${int} NOT NULL, entity_id ${int} NOT NULL REFERENCES legal_entity(id),
    side TEXT NOT NULL CHECK (side IN ('received','issued')),
    kind TEXT NOT NULL CHECK (kind IN ('bank','commercial')),
    state TEXT NOT NULL ${state},
    no TEXT NOT NULL, sub_from ${int}, sub_to ${int},
    drawer TEXT NOT NULL, acceptor TEXT NOT NULL,
    amount_fen ${int} NOT NULL CHECK (amount_fen > 0),
    issued_on TEXT NOT NULL, due_on TEXT NOT NULL CHECK (due_on >= issued_on),
    transferable ${int} NOT NULL CHECK (transferable IN (0,1)),
    CHECK ((sub_from IS NULL) = (sub_to IS NULL))
  )${strict}`,
  `CREATE INDEX bill_due ON bill (side, due_on, id)`,
  `CREATE INDEX bill_no ON bill (no)`,
  `CREATE TABLE bill_step (
    id ${id}, bill_id ${int} NOT NULL REFERENCES bill(id),
    kind TEXT NOT NULL
      CHECK (kind IN ('receive','issue','endorse','collect','discount','dishonour','pay')),
    from_state TEXT NOT NULL, to_state TEXT NOT NULL,
    doc_kind TEXT NOT NULL, doc_id ${int} NOT NULL, doc_no TEXT NOT NULL,
    business_date TEXT NOT NULL,
    account_id ${int} REFERENCES cash_account(id), fee_fen ${int} NOT NULL CHECK (fee_fen >= 0),
    note TEXT NOT NULL, reversal_of ${int} UNIQUE REFERENCES bill_step(id),
    posted_by ${int} NOT NULL, posted_at ${int} NOT NULL
  )${strict}`,
  `CREATE INDEX bill_step_of ON bill_step (bill_id, id)`,
  ...frozen('bill_step'),
];

/** Paid by a bill, nothing lies in an account. */
const way = `CHECK ((method = 'bill') = (account_id IS NULL) AND (method = 'bill' OR bill_id IS NULL))`;
const methods = `CHECK (method IN ('transfer','cash','wechat','alipay','cheque','other','bill'))`;
const numbered = `CHECK ((state = 'draft') = (no IS NULL))`;
const states = `CHECK (state IN ('draft','confirmed','reversed'))`;

const common = `account_id, business_date, method, amount_fen, fee_fen, currency, rate_e8,
  amount_cur, note, reversal_reason, made_by, made_at, confirmed_by, confirmed_at, reversed_by,
  reversed_at`;
const columns = {
  receipt: `id, version, no, state, entity_id, customer_id, payer, ${common}`,
  payment: `id, version, no, state, entity_id, supplier_id, payee_bank, payee_account, ${common}`,
};
type Doc = keyof typeof columns;
const ledgers: Record<Doc, string> = { receipt: 'ar', payment: 'ap' };

const party = (doc: Doc, int: string) =>
  doc === 'receipt'
    ? `customer_id ${int} REFERENCES customer(id), payer TEXT NOT NULL`
    : `supplier_id ${int} NOT NULL, payee_bank TEXT NOT NULL, payee_account TEXT NOT NULL`;

/** A column of SQLite cannot become nullable, so the tables are made anew. */
const anew = ({ id, int, strict }: Ddl, doc: Doc) => [
  `CREATE TABLE ${doc}_anew (
    id ${id}, version ${int} NOT NULL, no TEXT, state TEXT NOT NULL ${states},
    entity_id ${int} NOT NULL REFERENCES legal_entity(id),
    ${party(doc, int)},
    account_id ${int} REFERENCES cash_account(id), business_date TEXT NOT NULL,
    method TEXT NOT NULL ${methods},
    amount_fen ${int} NOT NULL CHECK (amount_fen > 0),
    fee_fen ${int} NOT NULL CHECK (fee_fen >= 0${doc === 'receipt' ? ' AND fee_fen < amount_fen' : ''}),
    currency TEXT NOT NULL, rate_e8 ${int} NOT NULL, amount_cur ${int} NOT NULL,
    note TEXT NOT NULL, reversal_reason TEXT NOT NULL,
    made_by ${int} NOT NULL REFERENCES "user"(id), made_at ${int} NOT NULL,
    confirmed_by ${int} REFERENCES "user"(id), confirmed_at ${int},
    reversed_by ${int} REFERENCES "user"(id), reversed_at ${int},
    bill_id ${int} REFERENCES bill(id), ${numbered}, ${way}
  )${strict}`,
  `INSERT INTO ${doc}_anew (${columns[doc]}) SELECT ${columns[doc]} FROM ${doc}`,
  // Numbers that were given once are not given again, also where their draft was thrown away.
  `DELETE FROM sqlite_sequence WHERE name = '${doc}_anew'`,
  `INSERT INTO sqlite_sequence (name, seq)
    SELECT '${doc}_anew', seq FROM sqlite_sequence WHERE name = '${doc}'`,
  `CREATE TABLE ${doc}_line_anew (
    ${doc}_id ${int} NOT NULL REFERENCES ${doc}_anew(id),
    item_id ${int} NOT NULL REFERENCES ${ledgers[doc]}_ledger(id), sort ${int} NOT NULL,
    amount_fen ${int} NOT NULL CHECK (amount_fen >= 0),
    discount_fen ${int} NOT NULL CHECK (discount_fen >= 0),
    PRIMARY KEY (${doc}_id, item_id), CHECK (amount_fen + discount_fen > 0)
  )${strict}`,
  `INSERT INTO ${doc}_line_anew (${doc}_id, item_id, sort, amount_fen, discount_fen)
    SELECT ${doc}_id, item_id, sort, amount_fen, discount_fen FROM ${doc}_line`,
  `DROP TABLE ${doc}_line`,
  `DROP TABLE ${doc}`,
  `ALTER TABLE ${doc}_anew RENAME TO ${doc}`,
  `ALTER TABLE ${doc}_line_anew RENAME TO ${doc}_line`,
  `CREATE UNIQUE INDEX ${doc}_no ON ${doc} (entity_id, no) WHERE no IS NOT NULL`,
  `CREATE INDEX ${doc}_line_item ON ${doc}_line (item_id)`,
];
const indexes = [
  `CREATE INDEX receipt_customer ON receipt (customer_id, id)`,
  `CREATE INDEX receipt_unknown ON receipt (id) WHERE customer_id IS NULL`,
  `CREATE INDEX receipt_date ON receipt (business_date, id)`,
  `CREATE INDEX payment_supplier ON payment (supplier_id, id)`,
  `CREATE INDEX payment_account ON payment (account_id, id)`,
];

const altered = ({ int }: Ddl, doc: Doc) => [
  `ALTER TABLE ${doc} ALTER COLUMN account_id DROP NOT NULL,
    DROP CONSTRAINT ${doc}_method_check, ADD ${methods},
    ADD COLUMN bill_id ${int} REFERENCES bill(id)`,
  `ALTER TABLE ${doc} ADD ${way}`,
];

/** Bills of exchange that customers give and suppliers are given; receipts and payments by them. */
export const billsMigration: Migration = {
  id: 170,
  name: 'bills',
  statements: (ddl) => [
    ...bills(ddl),
    ...(ddl.engine === 'sqlite'
      ? [...anew(ddl, 'receipt'), ...anew(ddl, 'payment'), ...indexes]
      : [...altered(ddl, 'receipt'), ...altered(ddl, 'payment')]),
    `CREATE INDEX receipt_bill ON receipt (bill_id) WHERE bill_id IS NOT NULL`,
    `CREATE INDEX payment_bill ON payment (bill_id) WHERE bill_id IS NOT NULL`,
  ],
};
