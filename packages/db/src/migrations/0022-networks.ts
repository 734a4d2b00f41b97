import type { Migration } from './ddl.ts';

/** Sessions know the network they were begun in; working from outside is a permission. */
export const networks: Migration = {
  id: 22,
  name: 'networks',
  statements: () => [
    `ALTER TABLE session ADD COLUMN network TEXT NOT NULL DEFAULT 'loopback'
      CHECK (network IN ('loopback','lan','vpn','elsewhere'))`,
    `INSERT INTO role_grant (role_id, permission, scope, dept_ids)
      SELECT id, 'system.remote', 'all', '[]' FROM role WHERE key IN ('owner', 'administrator')`,
    `UPDATE company SET org_revision = org_revision + 1`,
  ],
};
