import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

/** What a killed process does to a file after its last step: nothing. */
export class Dead extends Error {}

const steps = [
  'writeSync',
  'fsyncSync',
  'renameSync',
  'rmSync',
  'mkdirSync',
  'writeFileSync',
] as const;

/**
 * Lets `work` do so many steps on the disk; the next one and all after it fail, as if the process
 * had been killed there. Answers how many steps there were.
 */
export async function dieAfter(count: number, work: () => unknown): Promise<number> {
  const real = Object.fromEntries(steps.map((name) => [name, fs[name]]));
  let done = 0;
  for (const name of steps) {
    const before = real[name] as (...values: unknown[]) => unknown;
    (fs as unknown as Record<string, unknown>)[name] = (...values: unknown[]) => {
      if (done >= count) throw new Dead(name);
      done += 1;
      return before(...values);
    };
  }
  syncBuiltinESMExports();
  try {
    await work();
  } catch (error) {
    if (!(error instanceof Dead)) throw error;
  } finally {
    Object.assign(fs, real);
    syncBuiltinESMExports();
  }
  return done;
}
