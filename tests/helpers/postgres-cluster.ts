import type { TestProject } from 'vitest/node';
import { hasPostgres, startPostgres } from './postgres.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Address of the PostgreSQL on which this project's companies live; absent means SQLite. */
    postgresCluster: string;
  }
}

/** One cluster for the whole `postgres` project; every company gets a database of its own in it. */
export default async function setup(
  project: TestProject,
): Promise<(() => Promise<void>) | undefined> {
  if (!hasPostgres) return undefined;
  const server = await startPostgres();
  project.provide('postgresCluster', server.url);
  return server.stop;
}
