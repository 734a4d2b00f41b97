import type { Ddl, Migration } from './ddl.ts';

const alerts = ({ id, int, strict }: Ddl) => [
  `CREATE TABLE alert_rule (
    id ${id}, version ${int} NOT NULL, dept_id ${int} REFERENCES dept(id),
    kind TEXT NOT NULL CHECK
      (kind IN ('customerIdle','dealIdle','dealBack','dealSlipped','dealOverdue')),
    grades TEXT NOT NULL, stage_ids TEXT NOT NULL, days ${int} NOT NULL CHECK (days > 0),
    times ${int}, workdays ${int} NOT NULL CHECK (workdays IN (0,1)),
    head_days ${int}, above_days ${int},
    active ${int} NOT NULL CHECK (active IN (0,1)), since_on TEXT NOT NULL
  )${strict}`,
  `CREATE TABLE alert (
    id ${id}, version ${int} NOT NULL, rule_id ${int} NOT NULL REFERENCES alert_rule(id),
    kind TEXT NOT NULL, customer_id ${int} REFERENCES customer(id),
    deal_id ${int} REFERENCES deal(id), cause TEXT NOT NULL, base_at ${int} NOT NULL,
    days ${int} NOT NULL, opened_on TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('open','handled','resolved')),
    head_id ${int} REFERENCES "user"(id), head_on TEXT,
    above_id ${int} REFERENCES "user"(id), above_on TEXT, next_on TEXT,
    handled_by ${int} REFERENCES "user"(id), closed_at ${int}, closed_on TEXT, note TEXT NOT NULL,
    CHECK ((customer_id IS NULL) <> (deal_id IS NULL)),
    CHECK ((state = 'open') = (closed_at IS NULL)),
    CHECK ((state = 'handled') = (handled_by IS NOT NULL))
  )${strict}`,
  // One open alert of a kind about a row, whatever runs twice.
  `CREATE UNIQUE INDEX alert_open_customer ON alert (customer_id, kind)
    WHERE state = 'open' AND customer_id IS NOT NULL`,
  `CREATE UNIQUE INDEX alert_open_deal ON alert (deal_id, kind)
    WHERE state = 'open' AND deal_id IS NOT NULL`,
  `CREATE INDEX alert_customer ON alert (customer_id, kind, id)`,
  `CREATE INDEX alert_deal ON alert (deal_id, kind, id)`,
  `CREATE INDEX alert_opened ON alert (state, opened_on, id)`,
  `CREATE TABLE alert_run (date TEXT PRIMARY KEY, at ${int} NOT NULL)${strict}`,
];

const reports = ({ id, int, strict, frozen }: Ddl) => [
  `CREATE TABLE weekly_report (
    id ${id}, recipient_id ${int} NOT NULL REFERENCES "user"(id),
    from_on TEXT NOT NULL, to_on TEXT NOT NULL, made_at ${int} NOT NULL, rows TEXT NOT NULL
  )${strict}`,
  `CREATE UNIQUE INDEX weekly_report_once ON weekly_report (recipient_id, from_on)`,
  ...frozen('weekly_report'),
  `CREATE TABLE weekly_run (from_on TEXT PRIMARY KEY, at ${int} NOT NULL)${strict}`,
];

/** Switched off until somebody wants them: an upgrade floods nobody with what lay there for years. */
const rule = (kind: string, grades: string, days: number, times: string) =>
  `INSERT INTO alert_rule (version, dept_id, kind, grades, stage_ids, days, times, workdays,
    head_days, above_days, active, since_on)
  VALUES (1, NULL, '${kind}', '${grades}', '[]', ${days}, ${times}, 1, 3, 3, 0, '2000-01-01')`;

const rules = [
  rule('customerIdle', '["A"]', 7, 'NULL'),
  rule('customerIdle', '["B"]', 15, 'NULL'),
  rule('dealIdle', '[]', 10, 'NULL'),
  rule('dealBack', '[]', 1, 'NULL'),
  rule('dealSlipped', '[]', 30, '2'),
  rule('dealOverdue', '[]', 3, 'NULL'),
];

/** Whoever reviews people receives the report on them. */
const grant = `INSERT INTO role_grant
  (role_id, permission, scope, dept_ids, warehouse_ids, cash_account_ids)
  SELECT role_id, 'weeklyReports.receive', scope, dept_ids, warehouse_ids, cash_account_ids
  FROM role_grant WHERE permission = 'reviews.create' AND role_id IN (SELECT id FROM role WHERE key IN
    ('owner', 'sales-director', 'branch-manager', 'office-head', 'sales-manager'))`;

/** Alerts that escalate, and the report of each week (S14, S82). */
export const alertsMigration: Migration = {
  id: 50,
  name: 'alerts',
  statements: (ddl) => [...alerts(ddl), ...reports(ddl), ...rules, grant],
};
