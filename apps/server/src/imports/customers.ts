import { copyFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { may, type Actor } from '@xinhang/db/actor.ts';
import type { Reader } from '@xinhang/db/database.ts';
import { batchById } from '@xinhang/db/repositories/imports.ts';
import { jobById } from '@xinhang/db/repositories/jobs.ts';
import { loadActor } from '@xinhang/db/repositories/rights.ts';
import { namedUsers, userByLogin } from '@xinhang/db/repositories/users.ts';
import type { Workplace } from '../commands/command.ts';
import type { WriteContext } from '../http/context.ts';
import type { JobRunner } from '../jobs/runner.ts';
import { errorFileOf } from '../modules/imports/error-file.ts';
import { shapeOf } from '../modules/imports/file.ts';
import { checkJob, importJob } from '../modules/imports/jobs.ts';
import { customerImport } from '../modules/imports/customers/kind.ts';
import { importKindsOf } from '../modules/imports/kinds.ts';
import { startOn, takeFile } from '../modules/imports/service.ts';
import { loginKey } from '../modules/org/names.ts';
import { hashFile, keepFile } from '../ops/file-store.ts';
import { storedFile, temporaryFile } from '../ops/paths.ts';
import { LastPrices } from '../registry/last-prices.ts';
import { ProductUses } from '../registry/product-uses.ts';
import { findErrorPlace, putErrorFile, type ErrorPlace } from './error-place.ts';

export interface CustomerFile {
  /** Absolute. */
  path: string;
  /** Login of whoever gets customers for whom the file names nobody; the pool without it. */
  owner: string | null;
  dryRun: boolean;
  /** File or directory for the rows that are left out, absolute; beside the file without it. */
  errors: string | null;
}

export interface CustomerImport {
  /** Of the import, as the screens show it. */
  id: number;
  /** Filled rows below the headers. */
  rows: number;
  /** Rows by verdict. */
  counts: Record<string, number>;
  dryRun: boolean;
  /** Where the rows that were left out lie, with their reasons; null where all were taken. */
  errorFile: string | null;
  /** Why they could not be written; the import stands, and the screens still have them. */
  errorFileProblem: string | null;
  milliseconds: number;
}

/** The job that runs is the office's own; of products nothing is asked here. */
const kinds = importKindsOf({ productUses: new ProductUses(), lastPrices: new LastPrices() });

const LOOK_EVERY_MS = 250;
const TELL_EVERY_MS = 5000;
const LEFT_OUT = ['duplicate', 'invalid'];

/** Imports a file in the way of the screens: mapping guessed, dry run, import, error file. */
export async function importCustomerFile(
  place: Workplace,
  { path, owner, dryRun, errors }: CustomerFile,
): Promise<CustomerImport> {
  const started = place.now();
  if (!(await stat(path).catch(() => null))?.isFile()) throw new Error(`There is no file ${path}.`);
  const actor = await importerOf(place.db.read);
  const ownerId = owner === null ? undefined : await personOf(place.db.read, owner);
  const errorPlace = await findErrorPlace(place.db.read, { path, errors });
  const { jobs } = await place.office();
  const batchId = await upload(place, actor, path);
  await through(place, jobs, actor, { batchId, ownerId, kind: 'check' });
  if (!dryRun) await through(place, jobs, actor, { batchId, ownerId, kind: 'run' });
  const batch = (await batchById(place.db.read, batchId))!;
  const counts = JSON.parse(batch.counts) as Record<string, number>;
  const left = LEFT_OUT.some((verdict) => (counts[verdict] ?? 0) > 0);
  return {
    id: batchId,
    rows: batch.row_count,
    counts,
    dryRun,
    ...(left
      ? await writeErrorFile(place, actor, { batchId, path, errorPlace })
      : { errorFile: null, errorFileProblem: null }),
    milliseconds: place.now() - started,
  };
}

/** The import is that of somebody who may see every customer, so that nothing is masked to it. */
async function importerOf(db: Reader): Promise<Actor> {
  let found: Actor | null = null;
  for (const { id, state } of await namedUsers(db)) {
    const actor = state === 'active' ? await loadActor(db, id) : null;
    if (!actor || !may(actor, 'customers.import')) continue;
    if (actor.reach.get('customers.read')?.all) return actor;
    found ??= actor;
  }
  if (!found) throw new Error('There is nobody in the company who may import customers.');
  return found;
}

async function personOf(db: Reader, login: string): Promise<number> {
  const person = await userByLogin(db, loginKey(login));
  if (!person) throw new Error(`There is no person with the login "${login}".`);
  if (person.state !== 'active') throw new Error(`"${login}" is ${person.state}.`);
  const actor = await loadActor(db, person.id);
  if (!actor || !may(actor, 'customers.read')) {
    throw new Error(`"${login}" has no role that keeps customers.`);
  }
  return person.id;
}

async function upload(place: Workplace, actor: Actor, path: string): Promise<number> {
  const part = temporaryFile(place.paths, `import-${place.random(12).toString('hex')}`);
  await copyFile(path, part);
  const file = await hashFile(part);
  await keepFile(place.paths, part, file, place.now());
  const name = /\.(xlsx|xls|csv|txt)$/i.test(path) ? basename(path) : `${basename(path)}.csv`;
  const shape = await shapeOf(storedFile(place.paths, file.sha256), name, customerImport.look);
  place.say(`${basename(path)}: ${shape.rowCount} rows`);
  return (
    await place.write((ctx) => takeFile({ ...ctx, actor }, customerImport, name, { file, shape }))
  ).id;
}

/** Runs one job of the import to its end, and says how far it is. */
async function through(
  place: Workplace,
  jobs: JobRunner,
  actor: Actor,
  work: { batchId: number; ownerId: number | undefined; kind: 'check' | 'run' },
): Promise<void> {
  const { batchId, ownerId } = work;
  const plan = (ctx: WriteContext) =>
    work.kind === 'check'
      ? { kind: checkJob(ctx.deps, kinds), from: ['uploaded'], ownerId, quiet: true as const }
      : { kind: importJob(ctx.deps, kinds), from: ['checked'], ownerId, quiet: true as const };
  const id = await place.write((ctx) =>
    startOn({ ...ctx, actor }, { jobs, kinds }, batchId, plan(ctx)),
  );
  for (let told = place.now(); ;) {
    await pause(LOOK_EVERY_MS);
    const job = (await jobById(place.db.read, id))!;
    if (place.now() - told >= TELL_EVERY_MS && job.state === 'running') {
      told = place.now();
      const verb = work.kind === 'check' ? 'checked' : 'imported';
      place.say(`${job.progress} of ${job.total} rows ${verb}`);
    }
    if (job.state === 'done') return;
    if (job.state === 'failed' || job.state === 'cancelled') {
      throw new Error(`The import ${job.state}${job.error ? `: ${job.error}` : ''}.`);
    }
  }
}

/** The audit says where rows of customers went, and by which bytes the file is known again. */
async function writeErrorFile(
  place: Workplace,
  actor: Actor,
  { batchId, path, errorPlace }: { batchId: number; path: string; errorPlace: ErrorPlace },
): Promise<Pick<CustomerImport, 'errorFile' | 'errorFileProblem'>> {
  const batch = (await batchById(place.db.read, batchId))!;
  const { db, paths, random } = place;
  try {
    const reader = { deps: { paths, random }, db: db.read, now: place.now() };
    const { sha256 } = await errorFileOf(reader, batch, { lang: 'zh-CN', contents: true });
    const errorFile = await putErrorFile(db.read, storedFile(paths, sha256), errorPlace, path);
    await place.write((ctx) =>
      ({ ...ctx, actor }).audit({
        action: 'imports.errorFile',
        entity: 'import',
        entityId: batchId,
        after: { file: batch.file_name, to: errorFile, sha256 },
      }),
    );
    return { errorFile, errorFileProblem: null };
  } catch (error) {
    return { errorFile: null, errorFileProblem: (error as Error).message };
  }
}
