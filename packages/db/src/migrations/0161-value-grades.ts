import type { Ddl, Migration } from './ddl.ts';

const statements = ({ id, int, strict, frozen }: Ddl) => [
  `ALTER TABLE customer ADD COLUMN value_grade TEXT CHECK (value_grade IN ('A','B','C'))`,
  `ALTER TABLE care_plan ADD COLUMN value_grades TEXT NOT NULL DEFAULT '[]'`,
  // What the rule says now, beside what somebody said by hand.
  `CREATE TABLE customer_value (
    customer_id ${int} PRIMARY KEY REFERENCES customer(id),
    basis TEXT, from_day TEXT, to_day TEXT, amount_fen ${int} NOT NULL,
    rule_grade TEXT CHECK (rule_grade IN ('A','B','C')),
    by_hand ${int} NOT NULL CHECK (by_hand IN (0,1)), reason TEXT NOT NULL,
    set_by ${int} REFERENCES "user"(id), set_at ${int}
  )${strict}`,
  `CREATE TABLE customer_value_change (
    id ${id}, customer_id ${int} NOT NULL REFERENCES customer(id),
    from_grade TEXT, to_grade TEXT, by_hand ${int} NOT NULL CHECK (by_hand IN (0,1)),
    basis TEXT, from_day TEXT, to_day TEXT, amount_fen ${int}, reason TEXT NOT NULL,
    by_id ${int} REFERENCES "user"(id), at ${int} NOT NULL
  )${strict}`,
  `CREATE INDEX customer_value_change_customer ON customer_value_change (customer_id, id)`,
  ...frozen('customer_value_change'),
];

/** What customers are worth, by what they brought in or by what somebody says, and how it came to be. */
export const valueGradesMigration: Migration = { id: 161, name: 'value-grades', statements };
