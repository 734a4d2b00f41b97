import { tableRows } from '@xinhang/db/sqlite/copy.ts';
import type { CountedTable } from '@xinhang/shared/backups.ts';
import type { Paths } from '../paths.ts';
import type { Manifest } from './manifest.ts';

/** What people count when they ask whether it is the right day. */
const tables: Readonly<Record<string, CountedTable>> = {
  customer: 'customers',
  contact: 'contacts',
  follow_up: 'followUps',
  deal: 'deals',
  user: 'users',
  attachment: 'files',
  audit_event: 'audit',
};

export interface Difference {
  readonly what: CountedTable;
  readonly now: number;
  readonly restored: number;
}

/** What is here now against what the backup holds; empty where there is no company yet. */
export function differenceTo(paths: Paths, manifest: Manifest): Difference[] {
  const names = Object.keys(tables);
  const now = tableRows(paths.database, names);
  if (now === null) return [];
  const then = new Map(manifest.tables.map(({ name, rows }) => [name, rows]));
  return names.map((name) => ({
    what: tables[name]!,
    now: now.get(name) ?? 0,
    restored: then.get(name) ?? 0,
  }));
}
