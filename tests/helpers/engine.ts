import { randomBytes } from 'node:crypto';
import { copyFileSync } from 'node:fs';
import pg from 'pg';
import type { Database } from '@xinhang/db/database.ts';
import { openPostgres } from '@xinhang/db/postgres/open.ts';
import { openSqlite } from '@xinhang/db/sqlite/open.ts';
import { inject } from 'vitest';
import { TEMPLATE } from './postgres-cluster.ts';

/**
 * A new database of its own: the SQLite file, or one in the cluster of the `postgres` project,
 * copied from one that has the schema already.
 */
export async function openTestDatabase(file: string, now: number): Promise<Database> {
  const cluster = inject('postgresCluster');
  if (!cluster) {
    copyFileSync(inject('sqliteTemplate'), file);
    return await openSqlite(file, now);
  }
  // Tests that load modules anew load this one anew as well: a counter would begin again.
  const name = `t${process.pid}_${randomBytes(6).toString('hex')}`;
  const admin = new pg.Client({ connectionString: cluster });
  await admin.connect();
  await admin.query(`CREATE DATABASE ${name} TEMPLATE ${TEMPLATE}`);
  await admin.end();
  const url = new URL(cluster);
  url.pathname = `/${name}`;
  return await openPostgres(url.href, now);
}
