import type { Ddl, Migration } from './ddl.ts';

/** Goods that customers borrowed: where they lie, by when they are to come back. */
const loans = ({ id, int, strict }: Ddl) => [
  `CREATE TABLE loan (
    id ${id}, version ${int} NOT NULL, no TEXT,
    state TEXT NOT NULL CHECK (state IN ('draft','out','done','reversed')),
    entity_id ${int} NOT NULL REFERENCES legal_entity(id),
    customer_id ${int} NOT NULL REFERENCES customer(id),
    warehouse_id ${int} REFERENCES location(id), location_id ${int} REFERENCES location(id),
    business_date TEXT NOT NULL, due_on TEXT NOT NULL,
    purpose TEXT NOT NULL, note TEXT NOT NULL, line_count ${int} NOT NULL,
    reversal_reason TEXT NOT NULL,
    made_by ${int} NOT NULL REFERENCES "user"(id), made_at ${int} NOT NULL,
    confirmed_by ${int} REFERENCES "user"(id), confirmed_at ${int},
    reversed_by ${int} REFERENCES "user"(id), reversed_at ${int},
    CHECK ((state = 'draft') = (no IS NULL)),
    CHECK ((state = 'draft') = (location_id IS NULL))
  )${strict}`,
  `CREATE UNIQUE INDEX loan_no ON loan (entity_id, no) WHERE no IS NOT NULL`,
  `CREATE INDEX loan_customer ON loan (customer_id, id)`,
  `CREATE INDEX loan_due ON loan (due_on, id) WHERE state = 'out'`,
  `CREATE TABLE loan_line (
    id ${id}, loan_id ${int} NOT NULL REFERENCES loan(id), sort ${int} NOT NULL,
    product_id ${int} NOT NULL REFERENCES product(id), unit_id ${int} NOT NULL REFERENCES unit(id),
    unit_qty_e4 ${int}, qty_e4 ${int},
    returned_e4 ${int} NOT NULL CHECK (returned_e4 >= 0),
    sold_e4 ${int} NOT NULL CHECK (sold_e4 >= 0),
    batch TEXT NOT NULL, serials TEXT NOT NULL, note TEXT NOT NULL,
    CHECK (returned_e4 + sold_e4 = 0 OR returned_e4 + sold_e4 <= qty_e4)
  )${strict}`,
  `CREATE INDEX loan_line_of ON loan_line (loan_id, sort)`,
  `CREATE INDEX loan_line_product ON loan_line (product_id)`,
];

/** What came back of them; with an order and a delivery where it was sold. */
const returns = ({ id, int, strict }: Ddl) => [
  `CREATE TABLE loan_return (
    id ${id}, version ${int} NOT NULL, no TEXT NOT NULL,
    loan_id ${int} NOT NULL REFERENCES loan(id),
    business_date TEXT NOT NULL, note TEXT NOT NULL,
    order_id ${int} REFERENCES sales_order(id), delivery_id ${int} REFERENCES delivery(id),
    reversal_reason TEXT NOT NULL,
    made_by ${int} NOT NULL REFERENCES "user"(id), made_at ${int} NOT NULL,
    reversed_by ${int} REFERENCES "user"(id), reversed_at ${int}
  )${strict}`,
  `CREATE INDEX loan_return_loan ON loan_return (loan_id, id)`,
  `CREATE TABLE loan_return_line (
    id ${id}, return_id ${int} NOT NULL REFERENCES loan_return(id), sort ${int} NOT NULL,
    loan_line_id ${int} NOT NULL REFERENCES loan_line(id),
    qty_e4 ${int} NOT NULL CHECK (qty_e4 > 0), serials TEXT NOT NULL
  )${strict}`,
  `CREATE INDEX loan_return_line_of ON loan_return_line (return_id, sort)`,
];

/** Goods lent to customers: still our own, with a day on which they come back. */
export const loansMigration: Migration = {
  id: 132,
  name: 'loans',
  statements: (ddl) => [...loans(ddl), ...returns(ddl)],
};
