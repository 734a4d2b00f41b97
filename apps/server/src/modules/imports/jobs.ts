import type { Reader } from '@xinhang/db/database.ts';
import { company } from '@xinhang/db/repositories/company.ts';
import {
  batchById,
  clearImportRows,
  madeSoFar,
  putImportRows,
  updateBatch,
  type BatchRecord,
  type ImportRowRecord,
} from '@xinhang/db/repositories/imports.ts';
import { readSetting } from '@xinhang/db/repositories/settings.ts';
import type { ImportReason, ImportVerdict } from '@xinhang/shared/imports.ts';
import { problem } from '@xinhang/shared/problems.ts';
import { z } from 'zod';
import type { Deps } from '../../deps.ts';
import type { WriteContext } from '../../http/context.ts';
import type { JobKind, JobRun } from '../../jobs/kind.ts';
import { storedFile } from '../../ops/paths.ts';
import { holdersAmong, namedUsers } from '../org/service.ts';
import { draftOf } from './draft.ts';
import { contactKeysOf, fingerprintsOf, gatherEvidence } from './evidence.ts';
import { rowsBelow, type SheetRow } from './file.ts';
import type { Mapping } from './guess-mapping.ts';
import { judge, newFileState, type Decision, type FileState, type Options } from './judge.ts';
import { ownWords, type OwnWords } from './own-words.ts';
import { People } from './people.ts';
import { tellImport } from './service.ts';
import { writeDecision, type Written } from './write.ts';

const input = z.object({
  batchId: z.int().positive(),
  /** Who gets the customers for whom the file names nobody. */
  ownerId: z.int().positive().optional(),
  /** Started from the command line, which tells of its end itself. */
  quiet: z.literal(true).optional(),
});
type Input = z.output<typeof input>;
interface Point {
  /** Last row of the file that is done. */
  row: number;
}

/** One step holds the writer about 20 ms, so that nobody waits for an import. */
const CHECK_ROWS = 50;
const IMPORT_ROWS = 10;
const PAGE = 1000;
const SHOWN_NAME = 60;
const NEWS_EVERY_MS = 2000;
const warnings: ReadonlySet<string> = new Set(['similar-name', 'similar-in-file']);

const shared = {
  input,
  needs: () => 'customers.import' as const,
  route: ({ batchId }: Input) => `/imports/${batchId}`,
  quiet: ({ quiet }: Input) => quiet === true,
};

/** Dry run: a verdict per row. Killed, it is simply asked for again. */
export const checkJob = (deps: Deps): JobKind<Input, Point> => ({
  ...shared,
  kind: 'imports.check',
  resumable: false,
  async run(job) {
    const batch = await needBatch(deps.db.read, job.input.batchId);
    await clear(job, batch);
    const walk = await newWalk(deps, batch, job.input.ownerId);
    for await (const rows of blocks(deps, batch, 0, CHECK_ROWS)) {
      await job.step(async (ctx) => {
        const decisions = await decide(ctx, walk, rows);
        await keep(ctx, walk, decisions.map(warned), new Map());
        return { done: rows.length, total: batch.row_count };
      });
    }
    await job.step(async (ctx) => {
      await tellImport(ctx, await updateBatch(ctx.tx, batch.id, { state: 'checked' }));
      return {};
    });
  },
});

/** The import: the same checks again, and each good row written in the step that judged it. */
export const importJob = (deps: Deps): JobKind<Input, Point> => ({
  ...shared,
  kind: 'imports.run',
  resumable: true,
  notice: 'import-done',
  async run(job) {
    const batch = await needBatch(deps.db.read, job.input.batchId);
    if (job.point === null) {
      await clear(job, batch);
      await job.step(async (ctx) => {
        await updateBatch(ctx.tx, batch.id, { state: 'imported' });
        return { total: batch.row_count, point: { row: 0 } };
      });
    }
    const walk = await newWalk(deps, batch, job.input.ownerId);
    const after = job.point?.row ?? 0;
    if (after > 0) await recall(job, walk);
    for await (const rows of blocks(deps, batch, after, IMPORT_ROWS)) {
      await job.step(async (ctx) => {
        const decisions = await decide(ctx, walk, rows);
        const written = new Map<Decision, Written>();
        for (const decision of decisions) {
          if (decision.verdict === 'create' || decision.verdict === 'addContact') {
            written.set(decision, await writeDecision(ctx, decision));
          }
        }
        await keep(ctx, walk, decisions, written);
        await tell(ctx, [...written.values()]);
        return { done: rows.length, point: { row: rows.at(-1)!.row } };
      });
    }
    await job.step(async (ctx) => {
      const done = await needBatch(ctx.tx, batch.id);
      const { counts } = done;
      await tellImport(ctx, done);
      await ctx.audit({
        action: 'imports.run',
        entity: 'import',
        entityId: batch.id,
        after: { file: batch.file_name, counts: JSON.parse(counts) as object },
      });
      return {};
    });
  },
});

async function needBatch(db: Reader, id: number): Promise<BatchRecord> {
  const batch = await batchById(db, id);
  if (!batch) throw problem('not-found');
  return batch;
}

/** What a whole file is judged with. */
interface Walk {
  batch: BatchRecord;
  mapping: Mapping;
  options: Options;
  zone: string;
  people: People;
  words: OwnWords;
  state: FileState;
  /** When those who see the import were told last how far it is, UTC ms. */
  told: number;
}

async function newWalk(deps: Deps, batch: BatchRecord, ownerId: number | undefined): Promise<Walk> {
  const users = await namedUsers(deps.db.read);
  const seeing = await holdersAmong(
    deps.db.read,
    'customers.read',
    users.map((user) => user.id),
  );
  const zone = (await company(deps.db.read))!.time_zone;
  return {
    batch,
    mapping: JSON.parse(batch.mapping) as Mapping,
    options: {
      ownerless: batch.ownerless as Options['ownerless'],
      duplicates: batch.duplicates as Options['duplicates'],
      ownerId: ownerId ?? null,
      similar: await readSetting(deps.db.read, 'customers.similarName'),
    },
    zone,
    words: await ownWords(deps.db.read, zone),
    people: new People(
      users.map((user) => ({
        ...user,
        active: user.state === 'active',
        seesCustomers: seeing.has(user.id),
      })),
    ),
    state: newFileState(),
    told: 0,
  };
}

function blocks(deps: Deps, batch: BatchRecord, after: number, size: number) {
  const path = storedFile(deps.paths, batch.file_sha256);
  return rowsBelow(path, batch.file_name, { headerRow: batch.header_row, after, size });
}

/** The verdicts before go, and with them the state that speaks of them. */
async function clear(job: JobRun<Input, Point>, batch: BatchRecord): Promise<void> {
  for (let more = true; more;) {
    await job.step(async (ctx) => {
      more = await clearImportRows(ctx.tx, batch.id, PAGE);
      await updateBatch(ctx.tx, batch.id, { state: 'uploaded', counts: '{}' });
      return {};
    });
  }
}

/** What the rows before the kill have shown: their customers, and whom a row without a name joins. */
async function recall(job: JobRun<Input, Point>, walk: Walk): Promise<void> {
  const { state, batch } = walk;
  for (let after = 0; ;) {
    const { db } = await job.look();
    const rows = await madeSoFar(db, batch.id, { after, limit: PAGE });
    const ids = rows.flatMap((row) => (row.made === 1 ? (row.customer_id ?? []) : []));
    const contacts = await contactKeysOf(db, ids);
    for (const row of rows) {
      after = row.row;
      const known = state.customers.get(row.customer_key);
      if (row.customer_key !== '') state.currentKey = row.customer_key;
      state.current = known ?? state.current;
      if (known || row.customer_key === '') continue;
      state.current = {
        row: row.row,
        name: row.label,
        verdict: row.verdict as ImportVerdict,
        reason: {
          code: row.code as ImportReason,
          params: JSON.parse(row.params) as Record<string, string | number | null>,
        },
        customerId: row.customer_id,
        made: row.made === 1,
        open: row.made === 1,
        contacts: contacts.get(row.customer_id ?? 0) ?? new Set(),
      };
      state.customers.set(row.customer_key, state.current);
    }
    if (rows.length < PAGE) return;
  }
}

async function decide(
  ctx: WriteContext,
  walk: Walk,
  rows: readonly SheetRow[],
): Promise<Decision[]> {
  const { state, people, words, options, mapping, zone, batch } = walk;
  const drafts = rows.map(({ row, cells }) => draftOf(row, cells, mapping, ctx.now, zone));
  const fingerprints = fingerprintsOf(drafts, state);
  const evidence = await gatherEvidence(ctx.tx, {
    batchId: batch.id,
    actor: ctx.actor,
    people,
    words,
    options,
    fingerprints,
  });
  return drafts.map((draft) => judge(draft, state, evidence, fingerprints.get(draft)!));
}

/** In a dry run a likely duplicate stands apart: it will be made unless somebody thinks again. */
function warned(decision: Decision): Decision {
  return decision.verdict === 'create' && warnings.has(decision.reason.code)
    ? { ...decision, verdict: 'similar' }
    : decision;
}

/** Puts the verdicts down, and counts them. */
async function keep(
  ctx: WriteContext,
  walk: Walk,
  decisions: readonly Decision[],
  written: ReadonlyMap<Decision, Written>,
): Promise<void> {
  const { batch } = walk;
  const rows = decisions.map((decision): ImportRowRecord => {
    const done = written.get(decision);
    return {
      batch_id: batch.id,
      row: decision.draft.row,
      customer_key: decision.customerKey,
      fingerprint: decision.fingerprint,
      label: (decision.draft.name || (decision.known?.name ?? '')).slice(0, SHOWN_NAME),
      verdict: decision.verdict,
      code: decision.reason.code,
      params: JSON.stringify(decision.reason.params),
      customer_id: done?.customer.id ?? decision.known?.customerId ?? null,
      made: decision.first && done ? 1 : 0,
      contact_id: done?.contactId ?? null,
      follow_up_id: done?.followUpId ?? null,
    };
  });
  await putImportRows(ctx.tx, rows);
  const current = await needBatch(ctx.tx, batch.id);
  const counts = JSON.parse(current.counts) as Record<string, number>;
  for (const { verdict } of rows) counts[verdict] = (counts[verdict] ?? 0) + 1;
  const after = await updateBatch(ctx.tx, batch.id, { counts: JSON.stringify(counts) });
  if (ctx.now - walk.told < NEWS_EVERY_MS) return;
  walk.told = ctx.now;
  await tellImport(ctx, after);
}

/** One piece of news per step: clients load their lists again, not each of 50,000 rows. */
async function tell(ctx: WriteContext, written: readonly Written[]): Promise<void> {
  const last = written.at(-1)?.customer;
  if (!last) return;
  const owners = written.flatMap(({ customer }) => customer.owner_id ?? []);
  await ctx.emit({
    entity: 'customer',
    id: last.id,
    version: last.version,
    customerId: last.id,
    audience: [...new Set(owners)],
  });
}
