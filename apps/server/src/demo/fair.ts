import { writeFile } from 'node:fs/promises';
import type { Actor } from '@xinhang/db/actor.ts';
import { pino } from 'pino';
import type { Deps } from '../deps.ts';
import { recorder } from '../http/command.ts';
import type { EventHub } from '../http/events.ts';
import { JobRunner } from '../jobs/runner.ts';
import { shapeOf } from '../modules/imports/file.ts';
import { checkJob, importJob } from '../modules/imports/jobs.ts';
import { startOn, takeFile } from '../modules/imports/service.ts';
import { hashFile, keepFile } from '../ops/file-store.ts';
import { storedFile, temporaryFile } from '../ops/paths.ts';
import { fairList } from './files.ts';
import { demoContext } from './play.ts';

/** Imports the cards of a fair into the pool, in the way in which a person imports a file. */
export async function importFairList(deps: Deps, hub: EventHub, actor: Actor): Promise<void> {
  const part = temporaryFile(deps.paths, 'demo-fair');
  await writeFile(part, fairList.text);
  const file = await hashFile(part);
  await keepFile(deps.paths, part, file, deps.now());
  const shape = await shapeOf(storedFile(deps.paths, file.sha256), fairList.name);
  const jobs = new JobRunner(deps, hub, pino({ level: 'silent' }));
  const check = checkJob(deps);
  const run = importJob(deps);
  for (const kind of [check, run]) jobs.register(kind);
  const command = async <T>(work: Parameters<typeof deps.db.transaction<T>>[0]) =>
    await deps.db.transaction(work);
  const batchId = await command(async (tx) => {
    const ctx = recorder(hub).context(demoContext(deps, actor, deps.now()), tx);
    return (await takeFile(ctx, fairList.name, file, shape)).id;
  });
  for (const [kind, from] of [
    [check, ['uploaded']],
    [run, ['checked']],
  ] as const) {
    const commands = recorder(hub);
    await command(async (tx) => {
      const ctx = commands.context(demoContext(deps, actor, deps.now()), tx);
      await startOn(ctx, jobs, batchId, { kind, from });
    });
    await jobs.start();
    commands.committed();
    await jobs.idle();
  }
  await jobs.stop();
}
