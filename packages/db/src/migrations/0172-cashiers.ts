import type { Migration } from './ddl.ts';

const granted = [
  'customers.read',
  'receivables.read',
  'receipts.manage',
  'suppliers.read',
  'payables.read',
  'payments.manage',
  'cash.read',
  'cash.move',
  'expenses.read',
  'expenses.create',
  'expenses.pay',
];
const values = granted
  .map((permission) => `SELECT '${permission}' AS permission`)
  .join(' UNION ALL ');

/** What a cashier needs; a company that gave its cashiers something already keeps to that. */
export const cashiersMigration: Migration = {
  id: 172,
  name: 'cashiers',
  statements: () => [
    `INSERT INTO role_grant (role_id, permission, scope, dept_ids, warehouse_ids, cash_account_ids)
      SELECT role.id, wanted.permission, 'all', '[]', NULL, NULL
      FROM role CROSS JOIN (${values}) AS wanted
      WHERE role.key = 'cashier' AND NOT EXISTS (
        SELECT 1 FROM role_grant AS held
        WHERE held.role_id = role.id AND held.permission <> 'org.read')`,
    `UPDATE company SET org_revision = org_revision + 1`,
  ],
};
