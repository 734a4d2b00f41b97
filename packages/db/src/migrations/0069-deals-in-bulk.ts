import type { Ddl, Migration } from './ddl.ts';

/** Whoever takes customers along in a file takes the deals of the same reach. */
const grants = `INSERT INTO role_grant
  (role_id, permission, scope, dept_ids, warehouse_ids, cash_account_ids)
  SELECT role_id, 'deals.export', scope, dept_ids, warehouse_ids, cash_account_ids
  FROM role_grant WHERE permission = 'customers.export' AND role_id IN (SELECT id FROM role WHERE key
    IN ('owner', 'sales-director', 'branch-manager', 'office-head', 'sales-manager',
      'salesperson'))`;

const kinds = `kind IN
  ('customerIdle','dealIdle','dealBack','dealSlipped','dealOverdue','dealRival')`;

/** Rules may watch competitors too. SQLite changes no condition of a table: it is made anew. */
function rules({ engine, id, int, strict }: Ddl): string[] {
  if (engine === 'postgres') {
    return [
      `ALTER TABLE alert_rule DROP CONSTRAINT alert_rule_kind_check`,
      `ALTER TABLE alert_rule ADD CONSTRAINT alert_rule_kind_check CHECK (${kinds})`,
    ];
  }
  return [
    // Alerts name their rules by the same ids again when the transaction ends.
    `PRAGMA defer_foreign_keys = ON`,
    `CREATE TABLE alert_rule_before AS SELECT * FROM alert_rule`,
    `DROP TABLE alert_rule`,
    `CREATE TABLE alert_rule (
      id ${id}, version ${int} NOT NULL, dept_id ${int} REFERENCES dept(id),
      kind TEXT NOT NULL CHECK (${kinds}),
      grades TEXT NOT NULL, stage_ids TEXT NOT NULL, days ${int} NOT NULL CHECK (days > 0),
      times ${int}, workdays ${int} NOT NULL CHECK (workdays IN (0,1)),
      head_days ${int}, above_days ${int},
      active ${int} NOT NULL CHECK (active IN (0,1)), since_on TEXT NOT NULL
    )${strict}`,
    `INSERT INTO alert_rule (id, version, dept_id, kind, grades, stage_ids, days, times, workdays,
        head_days, above_days, active, since_on)
      SELECT id, version, dept_id, kind, grades, stage_ids, days, times, workdays, head_days,
        above_days, active, since_on FROM alert_rule_before`,
    `DROP TABLE alert_rule_before`,
  ];
}

/** Off like the others, until somebody wants it. */
const ready = `INSERT INTO alert_rule (version, dept_id, kind, grades, stage_ids, days, times,
    workdays, head_days, above_days, active, since_on)
  VALUES (1, NULL, 'dealRival', '[]', '[]', 1, NULL, 1, 3, 3, 0, '2000-01-01')`;

/** Deals as a file (S93), and an alert where competitors change (S82). */
export const dealsInBulk: Migration = {
  id: 69,
  name: 'deals-in-bulk',
  statements: (ddl) => [
    grants,
    `UPDATE company SET org_revision = org_revision + 1`,
    ...rules(ddl),
    ready,
  ],
};
