import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { z } from 'zod';
import { DataDirectoryError, demoMark, type Paths } from '../ops/paths.ts';

const mark = z.object({
  product: z.literal('xinhang-demo'),
  /** UTC ms; null until the company is complete. */
  madeAt: z.number().nullable(),
});
export type DemoMark = z.output<typeof mark>;

/** The mark of a directory that a demo made, null for any other. */
export function readDemoMark(root: string): DemoMark | null {
  const file = demoMark(root);
  if (!existsSync(file)) return null;
  try {
    return mark.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch (error) {
    throw new DataDirectoryError(`${file} is not what the demo wrote.`, { cause: error });
  }
}

export function writeDemoMark(root: string, madeAt: number | null): void {
  const text = JSON.stringify({ product: 'xinhang-demo', madeAt } satisfies DemoMark);
  writeFileSync(demoMark(root), `${text}\n`, { mode: 0o600 });
}

/** Takes a directory for the demo: a new or empty one, or one that it took before. */
export function claimForDemo(root: string): void {
  if (existsSync(root)) {
    if (readDemoMark(root)) return;
    if (readdirSync(root).length > 0) {
      throw new DataDirectoryError(
        `${root} was not made by the demo, which therefore leaves it alone: name another one.`,
      );
    }
  } else mkdirSync(root, { recursive: true, mode: 0o700 });
  writeDemoMark(root, null);
}

/** Takes away what a demo left that was ended while it was being made. */
export function clearUnfinished({ database, files }: Paths): void {
  for (const path of [database, `${database}-wal`, `${database}-shm`])
    rmSync(path, { force: true });
  rmSync(files, { recursive: true, force: true });
  mkdirSync(files, { recursive: true, mode: 0o700 });
}
