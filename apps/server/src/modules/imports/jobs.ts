import type { Reader } from '@xinhang/db/database.ts';
import { company } from '@xinhang/db/repositories/company.ts';
import {
  batchById,
  clearImportRows,
  madeSoFar,
  updateBatch,
  type BatchRecord,
} from '@xinhang/db/repositories/imports.ts';
import { readSetting } from '@xinhang/db/repositories/settings.ts';
import type { ImportReason, ImportVerdict } from '@xinhang/shared/imports.ts';
import { problem } from '@xinhang/shared/problems.ts';
import { z } from 'zod';
import type { Deps } from '../../deps.ts';
import type { WriteContext } from '../../http/context.ts';
import { inSlices } from '../../jobs/in-slices.ts';
import type { JobKind, JobRun } from '../../jobs/kind.ts';
import { storedFile } from '../../ops/paths.ts';
import { holdersAmong, namedUsers } from '../org/service.ts';
import { draftOf } from './draft.ts';
import { contactKeysOf, fingerprintsOf, gatherEvidence } from './evidence.ts';
import { rowsBelow, type SheetRow } from './file.ts';
import type { Mapping } from './guess-mapping.ts';
import { FileState } from './file-state.ts';
import { judge, type Decision, type Options } from './judge.ts';
import { keep, recount, tell, type Judged, type Told } from './keep.ts';
import { ownWords, type OwnWords } from './own-words.ts';
import { People } from './people.ts';
import { tellImport } from './service.ts';
import { writeDecision } from './write.ts';

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

/** Rows judged with one look at the database. */
const BLOCK = 16;
/** Rows of one step, where its slice of time allows for as many. */
const MOST = 20 * BLOCK;
const PAGE = 1000;
const CLEARED = 250;
const SHEET_ROWS = 500;
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
    for await (const rows of rowsOf(deps, batch, 0)) {
      await inSlices(job, rows, {
        size: BLOCK,
        most: MOST,
        memory: walk.state,
        async block(ctx, block) {
          const judged = (await decide(ctx, walk, block)).map((decision) => warned(decision));
          await keep(ctx, batch.id, judged);
          return judged;
        },
        async end(ctx, judged) {
          await recount(ctx, batch.id, judged, walk.told);
          return { done: judged.length, total: batch.row_count };
        },
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
    for await (const rows of rowsOf(deps, batch, after)) {
      await inSlices(job, rows, {
        size: BLOCK,
        most: MOST,
        memory: walk.state,
        async block(ctx, block) {
          const judged: Judged[] = [];
          for (const decision of await decide(ctx, walk, block)) {
            const writes = decision.verdict === 'create' || decision.verdict === 'addContact';
            const written = writes ? await writeDecision(ctx, decision) : null;
            judged.push({ decision, written });
          }
          await keep(ctx, batch.id, judged);
          return judged;
        },
        async end(ctx, judged) {
          await recount(ctx, batch.id, judged, walk.told);
          await tell(ctx, judged);
          return { done: judged.length, point: { row: judged.at(-1)!.decision.draft.row } };
        },
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
  told: Told;
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
    state: new FileState(),
    told: { at: 0 },
  };
}

function rowsOf(deps: Deps, batch: BatchRecord, after: number) {
  const path = storedFile(deps.paths, batch.file_sha256);
  const mapping = JSON.parse(batch.mapping) as Mapping;
  const mapped = mapping.findLastIndex((target) => target !== null) + 1;
  const span = { headerRow: batch.header_row, after, size: SHEET_ROWS, mapped };
  return rowsBelow(path, batch.file_name, span);
}

/** The verdicts before go, and with them the state that speaks of them. */
async function clear(job: JobRun<Input, Point>, batch: BatchRecord): Promise<void> {
  for (let more = true; more;) {
    await job.step(async (ctx) => {
      more = await clearImportRows(ctx.tx, batch.id, CLEARED);
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
      const key = row.customer_key;
      const known = state.customers.get(key);
      if (known) state.turnTo(known, key);
      if (known || key === '') continue;
      state.meet(key, {
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
        facts: null,
      });
    }
    state.keep();
    if (rows.length < PAGE) return;
  }
}

async function decide(
  ctx: WriteContext,
  walk: Walk,
  rows: readonly SheetRow[],
): Promise<Decision[]> {
  const { state, people, words, options, mapping, zone, batch } = walk;
  const place = { mapping, now: ctx.now, zone };
  const drafts = rows.map((row) => draftOf(row, place));
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
function warned(decision: Decision): Judged {
  const apart = decision.verdict === 'create' && warnings.has(decision.reason.code);
  return { decision: apart ? { ...decision, verdict: 'similar' } : decision, written: null };
}
