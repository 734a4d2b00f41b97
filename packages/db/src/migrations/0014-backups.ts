import type { Migration } from './ddl.ts';

/** What looks after backups may, given to the ready roles of companies that are there already. */
export const backupRights: Migration = {
  id: 14,
  name: 'backup-rights',
  statements: () => [
    ...['system.backup', 'system.restore'].map(
      (permission) => `INSERT INTO role_grant (role_id, permission, scope, dept_ids)
        SELECT id, '${permission}', 'all', '[]' FROM role WHERE key IN ('owner', 'administrator')`,
    ),
    `UPDATE company SET org_revision = org_revision + 1`,
  ],
};
