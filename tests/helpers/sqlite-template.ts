import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { openSqlite } from '@xinhang/db/sqlite/open.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** The file that the companies' files are copies of: the newest schema, no rows. */
    sqliteTemplate: string;
  }
}

/** Made once for the whole `sqlite` project: a company begins with a copy of it. */
export default async function setup(project: TestProject): Promise<() => void> {
  const directory = mkdtempSync(join(tmpdir(), 'xinhang-template-'));
  const file = join(directory, 'empty.db');
  await (await openSqlite(file, Date.UTC(2026, 10, 24, 1, 0))).close();
  // Copies of the file alone would be empty, and each company would run all migrations unnoticed.
  if (existsSync(`${file}-wal`)) throw new Error('The template of the companies is not closed.');
  project.provide('sqliteTemplate', file);
  return () => rmSync(directory, { recursive: true });
}
