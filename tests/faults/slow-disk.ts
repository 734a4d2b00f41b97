import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { copyTemplate, makeTemplate } from './office.ts';
import { fastPlace } from './place.ts';
import { makeShim, shimEnvironment } from './shim.ts';

export interface SlowDiskFigures {
  perSecond: number;
  /** Milliseconds from asking to the answer. */
  p50: number;
  p99: number;
  /** Processor time per command. */
  cpuUs: number;
}

export const ways = ['full', 'group'] as const;
export type Way = (typeof ways)[number];

/** Writes on a disk whose sync takes `syncMs`, with a sync per commit and with commits in groups. */
export async function slowDisk(options: {
  clients: number;
  each: number;
  syncMs: number;
}): Promise<Record<Way, SlowDiskFigures>> {
  const work = mkdtempSync(join(fastPlace(), 'xinhang-slow-'));
  try {
    const template = join(work, 'template');
    const token = await makeTemplate(template);
    const shim = makeShim(work);
    const measure = (way: Way): SlowDiskFigures => {
      const directory = join(work, way);
      copyTemplate(template, directory);
      const argv = [directory, token, shim.control, way, options.clients, options.each].map(String);
      const script = join(import.meta.dirname, 'slow-work.ts');
      const done = spawnSync(process.execPath, [script, ...argv], {
        encoding: 'utf8',
        env: {
          ...process.env,
          ...shimEnvironment(shim, directory),
          XINHANG_TEST_SLOW_US: String(options.syncMs * 1000),
        },
      });
      if (done.status !== 0) throw new Error(`${way}: ${done.stderr}`);
      return JSON.parse(done.stdout) as SlowDiskFigures;
    };
    return { full: measure('full'), group: measure('group') };
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}
