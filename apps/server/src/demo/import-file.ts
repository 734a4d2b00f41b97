import { writeFile } from 'node:fs/promises';
import type { Actor } from '@xinhang/db/actor.ts';
import type { ImportKindName } from '@xinhang/shared/import-kinds.ts';
import { pino } from 'pino';
import type { Deps } from '../deps.ts';
import { runCommand } from '../http/command.ts';
import type { WriteContext } from '../http/context.ts';
import type { EventHub } from '../http/events.ts';
import { JobRunner } from '../jobs/runner.ts';
import { shapeOf } from '../modules/imports/file.ts';
import { checkJob, importJob } from '../modules/imports/jobs.ts';
import { importKindsOf } from '../modules/imports/kinds.ts';
import { startOn, takeFile } from '../modules/imports/service.ts';
import { hashFile, keepFile } from '../ops/file-store.ts';
import { storedFile, temporaryFile } from '../ops/paths.ts';
import { LastPrices } from '../registry/last-prices.ts';
import { ProductUses } from '../registry/product-uses.ts';
import { demoContext } from './play.ts';

/** Imports a file in the way in which a person does: sent, checked, imported. */
export async function importFile(
  deps: Deps,
  hub: EventHub,
  actor: Actor,
  { kind, name, text }: { kind: ImportKindName; name: string; text: string },
): Promise<void> {
  const part = temporaryFile(deps.paths, `demo-${kind}`);
  await writeFile(part, text);
  const file = await hashFile(part);
  await keepFile(deps.paths, part, file, deps.now());
  const kinds = importKindsOf({ productUses: new ProductUses(), lastPrices: new LastPrices() });
  const shape = await shapeOf(storedFile(deps.paths, file.sha256), name, kinds[kind].look);
  const jobs = new JobRunner(deps, hub, pino({ level: 'silent' }));
  const check = checkJob(deps, kinds);
  const run = importJob(deps, kinds);
  for (const job of [check, run]) jobs.register(job);
  const command = <T>(work: (ctx: WriteContext) => Promise<T>) =>
    runCommand(deps.db, hub, (_tx, as) => work(as(demoContext(deps, actor, deps.now()))));
  const { id } = await command((ctx) => takeFile(ctx, kinds[kind], name, { file, shape }));
  await jobs.start();
  for (const [job, from] of [
    [check, ['uploaded']],
    [run, ['checked']],
  ] as const) {
    await command((ctx) => startOn(ctx, { jobs, kinds }, id, { kind: job, from }));
    await jobs.idle();
  }
  await jobs.stop();
}
