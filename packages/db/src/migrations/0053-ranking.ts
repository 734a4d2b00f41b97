import type { Migration } from './ddl.ts';

/** Whoever sells sees the ranking that the company publishes (S30); new companies start with it. */
export const rankingMigration: Migration = {
  id: 53,
  name: 'ranking',
  statements: () => [
    `INSERT INTO role_grant (role_id, permission, scope, dept_ids)
      SELECT role_id, 'ranking.read', 'all', '[]' FROM role_grant
      WHERE permission = 'performance.read' AND role_id IN (SELECT id FROM role WHERE key IN
        ('owner', 'sales-director', 'branch-manager', 'office-head', 'sales-manager',
         'salesperson'))`,
    `UPDATE company SET org_revision = org_revision + 1`,
  ],
};
