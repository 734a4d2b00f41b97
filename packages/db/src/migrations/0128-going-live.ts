import type { Ddl, Migration } from './ddl.ts';

/**
 * From which day on the company keeps its books here: one row, once somebody said it. Orders that
 * were agreed before are told from those that came since.
 */
const statements = ({ int, strict }: Ddl) => [
  `CREATE TABLE going_live (
    id ${int} PRIMARY KEY CHECK (id = 1),
    version ${int} NOT NULL,
    go_live_date TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('preparing', 'live')),
    old_totals TEXT NOT NULL,
    difference_reason TEXT NOT NULL,
    started_by ${int} REFERENCES "user" (id),
    started_at ${int},
    reopened_by ${int} REFERENCES "user" (id),
    reopened_at ${int},
    reopen_reason TEXT NOT NULL
  )${strict}`,
  `CREATE TABLE opening_order (
    order_id ${int} PRIMARY KEY REFERENCES sales_order (id) ON DELETE CASCADE,
    old_no TEXT NOT NULL
  )${strict}`,
];

export const goingLiveMigration: Migration = { id: 128, name: 'going live', statements };
