import { setTimeout as pause } from 'node:timers/promises';
import type { JobRun } from './kind.ts';

const LOOK_EVERY_MS = 400;

/** Long work outside of the database as a job: its progress in hundredths, ended when it must. */
export async function followed<T>(
  job: JobRun<unknown, never>,
  work: (tell: (percent: number) => void, signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const stop = new AbortController();
  let percent = 0;
  let told = 0;
  let over = false;
  const done = work((now) => (percent = now), stop.signal).finally(() => (over = true));
  const ended = done.catch(() => {});
  while (!over) {
    try {
      await job.look();
      if (percent > told) {
        const more = percent - told;
        told = percent;
        await job.step(() => Promise.resolve({ done: more, total: 100 }));
      }
    } catch (error) {
      stop.abort(error);
      break;
    }
    await Promise.race([ended, pause(LOOK_EVERY_MS)]);
  }
  const result = await done;
  await job.step(() => Promise.resolve({ done: 100 - told, total: 100 }));
  return result;
}
