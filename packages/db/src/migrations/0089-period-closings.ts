import type { Ddl, Migration } from './ddl.ts';

/**
 * Stock closes like the others, and each row says whether it closed or opened again. What the
 * setting of stock said until now is its first row, by nobody.
 */
const closings = ({ id, int, strict, frozen, engine }: Ddl) => [
  `CREATE TABLE period_closing_before AS SELECT * FROM period_closing`,
  `DROP TABLE period_closing`,
  ...(engine === 'postgres' ? [`DROP FUNCTION period_closing_frozen()`] : []),
  `CREATE TABLE period_closing (
    id ${id}, area TEXT NOT NULL CHECK (area IN ('stock','arap','finance')),
    action TEXT NOT NULL CHECK (action IN ('close','reopen')),
    closed_to TEXT NOT NULL, reason TEXT NOT NULL,
    closed_by ${int} REFERENCES "user"(id), closed_at ${int} NOT NULL
  )${strict}`,
  `CREATE INDEX period_closing_area ON period_closing (area, id)`,
  `INSERT INTO period_closing (area, action, closed_to, reason, closed_by, closed_at)
    SELECT area, CASE closed_to WHEN '' THEN 'reopen' ELSE 'close' END,
      closed_to, reason, closed_by, closed_at FROM period_closing_before ORDER BY id`,
  `DROP TABLE period_closing_before`,
  `INSERT INTO period_closing (area, action, closed_to, reason, closed_by, closed_at)
    SELECT 'stock', 'close', replace(value, '"', ''), '', NULL, 0 FROM setting
    WHERE key = 'stock.closedTo' AND length(value) = 12`,
  ...frozen('period_closing'),
];

/** What ready roles of a company that exists already gain: to open again is for the owner to give. */
const granted = [
  ['vouchers.read', `'owner','accountant'`],
  ['periods.read', `'owner','accountant'`],
  ['periods.close', `'owner','accountant'`],
  ['periods.reopen', `'owner'`],
] as const;

const grants = () => [
  ...granted.map(
    ([permission, roles]) => `INSERT INTO role_grant
      (role_id, permission, scope, dept_ids, warehouse_ids, cash_account_ids)
      SELECT id, '${permission}', 'all', '[]', NULL, NULL FROM role WHERE key IN (${roles})`,
  ),
  `UPDATE company SET org_revision = org_revision + 1`,
];

/** Months of stock, of what is owed, and of finance are closed on a screen. */
export const periodClosingsMigration: Migration = {
  id: 89,
  name: 'period-closings',
  statements: (ddl) => [...closings(ddl), ...grants()],
};
