import type { Ddl, Migration } from './ddl.ts';

const logs = ({ id, int, strict }: Ddl) => [
  `CREATE TABLE work_log (
    id ${id}, version ${int} NOT NULL,
    author_id ${int} NOT NULL REFERENCES "user"(id),
    kind TEXT NOT NULL CHECK (kind IN ('day','week')),
    from_on TEXT NOT NULL, to_on TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('draft','submitted','reviewed')),
    results TEXT NOT NULL, problems TEXT NOT NULL, help TEXT NOT NULL, next_plan TEXT NOT NULL,
    submitted_at ${int}, late ${int} NOT NULL CHECK (late IN (0,1)),
    edited_at ${int}, edited_late ${int} NOT NULL CHECK (edited_late IN (0,1)),
    CHECK ((state = 'draft') = (submitted_at IS NULL))
  )${strict}`,
  `CREATE UNIQUE INDEX work_log_once ON work_log (author_id, kind, from_on)`,
  `CREATE INDEX work_log_period ON work_log (from_on, id)`,
  `CREATE TABLE work_log_line (
    id ${id}, log_id ${int} NOT NULL REFERENCES work_log(id), position ${int} NOT NULL,
    text TEXT NOT NULL, plan_id ${int} REFERENCES plan(id), task_id ${int} REFERENCES task(id),
    customer_id ${int} REFERENCES customer(id), done ${int} NOT NULL CHECK (done IN (0,1))
  )${strict}`,
  `CREATE INDEX work_log_line_log ON work_log_line (log_id, position)`,
  `CREATE INDEX work_log_line_customer ON work_log_line (customer_id)`,
  `CREATE TABLE work_log_review (
    id ${id}, version ${int} NOT NULL,
    log_id ${int} NOT NULL REFERENCES work_log(id), author_id ${int} NOT NULL,
    reviewer_id ${int} NOT NULL REFERENCES "user"(id),
    rating ${int} CHECK (rating BETWEEN 1 AND 5), comment TEXT NOT NULL,
    asks ${int} NOT NULL CHECK (asks IN (0,1)), at ${int} NOT NULL, acknowledged_at ${int}
  )${strict}`,
  // What one person did in a span.
  `CREATE INDEX deal_event_by ON deal_event (by_user_id, at)`,
  `CREATE UNIQUE INDEX work_log_review_once ON work_log_review (log_id, reviewer_id)`,
  `CREATE INDEX work_log_review_open ON work_log_review (author_id, log_id)
    WHERE acknowledged_at IS NULL`,
];

/** Threads hang on logs too. SQLite changes no condition of a table, so that it is made anew. */
function threads({ engine, id, int, strict, frozen }: Ddl): string[] {
  const kinds = `about_kind IN ('customer','deal','followUp','workLog')`;
  if (engine === 'postgres') {
    return [
      `ALTER TABLE message DROP CONSTRAINT message_about_kind_check`,
      `ALTER TABLE message ADD CONSTRAINT message_about_kind_check CHECK (${kinds})`,
    ];
  }
  return [
    `CREATE TABLE message_new (
      id ${id}, about_kind TEXT NOT NULL CHECK (${kinds}),
      about_id ${int} NOT NULL, author_id ${int} NOT NULL REFERENCES "user"(id),
      text TEXT NOT NULL, at ${int} NOT NULL
    )${strict}`,
    `INSERT INTO message_new SELECT id, about_kind, about_id, author_id, text, at FROM message`,
    `DROP TABLE message`,
    `ALTER TABLE message_new RENAME TO message`,
    `CREATE INDEX message_about ON message (about_kind, about_id, id)`,
    ...frozen('message'),
  ];
}

const columns = `(role_id, permission, scope, dept_ids, warehouse_ids, cash_account_ids)`;

/** Whoever logs follow-ups writes logs, but for owners and directors; whoever reviews reads them. */
const grants = [
  `INSERT INTO role_grant ${columns}
  SELECT role_id, 'workLogs.create', 'all', '[]', NULL, NULL
  FROM role_grant WHERE permission = 'followUps.create' AND role_id IN (SELECT id FROM role WHERE key IN
    ('branch-manager', 'office-head', 'sales-manager', 'salesperson', 'sales-assistant'))`,
  `INSERT INTO role_grant ${columns}
  SELECT role_id, 'workLogs.review', scope, dept_ids, warehouse_ids, cash_account_ids
  FROM role_grant WHERE permission = 'reviews.create' AND role_id IN (SELECT id FROM role WHERE key IN
    ('owner', 'sales-director', 'branch-manager', 'office-head', 'sales-manager'))`,
];

/** Work logs of days and weeks, planned against done, with their reviews (S83). */
export const workLogsMigration: Migration = {
  id: 49,
  name: 'work-logs',
  statements: (ddl) => [...logs(ddl), ...threads(ddl), ...grants],
};
