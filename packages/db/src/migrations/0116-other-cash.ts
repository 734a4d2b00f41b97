import type { Ddl, Migration } from './ddl.ts';

/** What other income, other payments and expenses are for, each with its account of the chart. */
const categories = ({ id, int, strict }: Ddl) => [
  `CREATE TABLE cash_category (
    id ${id}, version ${int} NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('income','payment','expense')),
    name TEXT NOT NULL, account TEXT NOT NULL, sort ${int} NOT NULL,
    active ${int} NOT NULL CHECK (active IN (0,1)),
    UNIQUE (kind, name)
  )${strict}`,
];

/** Those that a company begins with; it changes them and adds its own. */
const ready = [
  ['income', '利息收入', 'financeCost'],
  ['income', '废品收入', 'otherRevenue'],
  ['income', '政府补助', 'otherIncome'],
  ['income', '股东投入', 'paidInCapital'],
  ['income', '其他收入', 'otherIncome'],
  ['payment', '工资社保', 'adminExpense'],
  ['payment', '房租水电', 'adminExpense'],
  ['payment', '税费', 'taxSurcharge'],
  ['payment', '银行手续费', 'financeCost'],
  ['payment', '员工借款', 'otherReceivable'],
  ['payment', '其他支出', 'otherExpense'],
  ['expense', '差旅费', 'sellingExpense'],
  ['expense', '业务招待费', 'sellingExpense'],
  ['expense', '市内交通费', 'sellingExpense'],
  ['expense', '礼品费', 'sellingExpense'],
  ['expense', '快递运费', 'sellingExpense'],
  ['expense', '通讯费', 'adminExpense'],
  ['expense', '办公费', 'adminExpense'],
  ['expense', '其他费用', 'adminExpense'],
] as const;

const fill = () =>
  ready.map(
    ([kind, name, account], at) =>
      `INSERT INTO cash_category (version, kind, name, account, sort, active)
        VALUES (1, '${kind}', '${name}', '${account}', ${at * 10}, 1)`,
  );

/** Money that came or went without goods. */
const other = ({ id, int, strict }: Ddl) => [
  `CREATE TABLE other_cash (
    id ${id}, version ${int} NOT NULL, no TEXT,
    state TEXT NOT NULL CHECK (state IN ('draft','confirmed','reversed')),
    kind TEXT NOT NULL CHECK (kind IN ('income','payment')),
    entity_id ${int} NOT NULL REFERENCES legal_entity(id),
    category_id ${int} NOT NULL REFERENCES cash_category(id),
    account_id ${int} NOT NULL REFERENCES cash_account(id),
    customer_id ${int} REFERENCES customer(id),
    supplier_id ${int} REFERENCES supplier(id),
    user_id ${int} REFERENCES "user"(id),
    party TEXT NOT NULL,
    business_date TEXT NOT NULL,
    amount_fen ${int} NOT NULL CHECK (amount_fen > 0),
    note TEXT NOT NULL, reversal_reason TEXT NOT NULL,
    made_by ${int} NOT NULL REFERENCES "user"(id), made_at ${int} NOT NULL,
    confirmed_by ${int} REFERENCES "user"(id), confirmed_at ${int},
    reversed_by ${int} REFERENCES "user"(id), reversed_at ${int},
    CHECK ((state = 'draft') = (no IS NULL))
  )${strict}`,
  `CREATE UNIQUE INDEX other_cash_no ON other_cash (entity_id, no) WHERE no IS NOT NULL`,
  `CREATE INDEX other_cash_kind ON other_cash (kind, id)`,
  `CREATE INDEX other_cash_customer ON other_cash (customer_id, id)`,
];

/** Other income and other payments, and the categories of money. */
export const otherCashMigration: Migration = {
  id: 116,
  name: 'other-cash',
  statements: (ddl) => [...categories(ddl), ...fill(), ...other(ddl)],
};
