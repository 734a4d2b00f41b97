import type { Ddl, Migration } from './ddl.ts';

/**
 * The personal file of contacts becomes a field of its own that roles show or hide. Roles of the
 * company's own that see customers keep what they saw; of the ready ones those that sell do, and
 * the others lose it (docs/decisions/0097).
 */
export const personalFile: Migration = {
  id: 38,
  name: 'personal-file',
  statements: (_ddl: Ddl) => [
    `ALTER TABLE role ADD COLUMN personal_view TEXT NOT NULL DEFAULT 'hide'`,
    `UPDATE role SET personal_view = 'show'
      WHERE (key IS NULL OR key IN ('owner', 'sales-director', 'branch-manager', 'office-head',
        'sales-manager', 'salesperson', 'sales-assistant'))
      AND id IN (SELECT role_id FROM role_grant WHERE permission = 'customers.read')`,
  ],
};
