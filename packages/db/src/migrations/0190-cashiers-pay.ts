import type { Migration } from './ddl.ts';

/**
 * Suppliers are read by whoever reads products: without those a cashier held `payables.read` and
 * `payments.manage` in vain. Only where the role was given suppliers.
 */
export const cashiersPayMigration: Migration = {
  id: 190,
  name: 'cashiers-pay',
  statements: () => [
    `INSERT INTO role_grant (role_id, permission, scope, dept_ids, warehouse_ids, cash_account_ids)
      SELECT role.id, 'products.read', 'all', '[]', NULL, NULL
      FROM role
      WHERE role.key = 'cashier'
        AND EXISTS (SELECT 1 FROM role_grant AS held
          WHERE held.role_id = role.id AND held.permission = 'suppliers.read')
        AND NOT EXISTS (SELECT 1 FROM role_grant AS held
          WHERE held.role_id = role.id AND held.permission = 'products.read')`,
    `UPDATE company SET org_revision = org_revision + 1`,
  ],
};
