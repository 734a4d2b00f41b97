import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { openPostgres } from '@xinhang/db/postgres/open.ts';
import { hasPostgres, startPostgres } from './postgres.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Address of the PostgreSQL on which this project's companies live; absent means SQLite. */
    postgresCluster: string;
  }
}

/** The database that the companies' databases are copies of: the newest schema, no rows. */
export const TEMPLATE = 'template_xinhang';

/** One cluster for the whole `postgres` project; every company gets a database of its own in it. */
export default async function setup(
  project: TestProject,
): Promise<(() => Promise<void>) | undefined> {
  if (!hasPostgres) return undefined;
  const server = await startPostgres();
  const template = new URL(server.url);
  template.pathname = `/${TEMPLATE}`;
  const admin = new pg.Client({ connectionString: server.url });
  await admin.connect();
  await admin.query(`CREATE DATABASE ${TEMPLATE}`);
  await admin.end();
  await (await openPostgres(template.href, Date.UTC(2026, 10, 24, 1, 0))).close();
  project.provide('postgresCluster', server.url);
  return server.stop;
}
