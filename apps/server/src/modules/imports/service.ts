import type { JobRecord } from '@xinhang/db/repositories/jobs.ts';
import type { Reader } from '@xinhang/db/database.ts';
import {
  batchById,
  insertBatch,
  rememberedMapping,
  updateBatch,
  type BatchRecord,
} from '@xinhang/db/repositories/imports.ts';
import type { api } from '@xinhang/shared/contract/api.ts';
import type { EndpointInput } from '@xinhang/shared/contract/endpoint.ts';
import type { ImportKindName } from '@xinhang/shared/import-kinds.ts';
import { fieldRefused, problem } from '@xinhang/shared/problems.ts';
import type { ReadContext, WriteContext } from '../../http/context.ts';
import { importEntity } from '../../http/import-sight.ts';
import type { JobKind } from '../../jobs/kind.ts';
import type { JobRunner } from '../../jobs/runner.ts';
import type { StoredFile } from '../../ops/file-store.ts';
import { jobById } from '../system/service.ts';
import type { SheetShape } from './file.ts';
import { headerSignature, type Mapping } from './headers.ts';
import type { ImportKind } from './kind.ts';
import type { ImportKinds } from './kinds.ts';
import { kindOf, maySeeImport } from './policy.ts';

/** What a check, a run or an undo of an import is started with. */
export interface ImportJobInput {
  batchId: number;
  kind: ImportKindName;
  ownerId?: number | undefined;
  quiet?: true | undefined;
}

type Choices = EndpointInput<typeof api.imports.check>['body'];

/** The import, if the person may see it; any other does not exist. */
export async function needImport(
  ctx: ReadContext,
  kinds: ImportKinds,
  id: number,
): Promise<BatchRecord> {
  const batch = await batchById(ctx.db, id);
  if (!batch || !maySeeImport(ctx.actor, kindOf(kinds, batch), batch)) throw problem('not-found');
  return batch;
}

/** Lists of imports load again: of whoever made it, and of those who see every import. */
export async function tellImport(
  ctx: WriteContext,
  { id, kind, version, created_by }: Pick<BatchRecord, 'id' | 'kind' | 'version' | 'created_by'>,
): Promise<void> {
  const entity = importEntity(kind as ImportKindName);
  await ctx.emit({ entity, id, version, audience: [created_by] });
}

/** A mapping kept as JSON, as long as there are columns. */
function fitted(kept: string, width: number): Mapping {
  const mapping = JSON.parse(kept) as Mapping;
  return Array.from({ length: width }, (_column, at) => mapping[at] ?? null);
}

/** Takes a file in whose bytes lie in the store: what its columns seem to be, nothing else. */
export async function takeFile(
  ctx: WriteContext,
  kind: ImportKind,
  name: string,
  { file, shape }: { file: StoredFile; shape: SheetShape },
): Promise<BatchRecord> {
  const signature = headerSignature(shape.header);
  const earlier =
    shape.headerRow > 0 ? await rememberedMapping(ctx.tx, kind.name, signature) : undefined;
  const mapping = earlier
    ? fitted(earlier.mapping, shape.header.length)
    : await kind.guess(ctx, shape);
  const batch = await insertBatch(ctx.tx, {
    kind: kind.name,
    file_name: name,
    file_sha256: file.sha256,
    file_size: file.size,
    state: 'uploaded',
    header_row: shape.headerRow,
    row_count: shape.rowCount,
    header: JSON.stringify(shape.header),
    sample: JSON.stringify(shape.sample),
    signature,
    mapping: JSON.stringify(mapping),
    ownerless: earlier?.ownerless ?? 'pool',
    duplicates: earlier?.duplicates ?? 'skip',
    counts: '{}',
    job_id: null,
    created_by: ctx.actor.userId,
    created_at: ctx.now,
  });
  await ctx.audit({
    action: 'imports.upload',
    entity: 'import',
    entityId: batch.id,
    after: { kind: kind.name, file: name, sha256: file.sha256, rows: shape.rowCount },
  });
  await tellImport(ctx, batch);
  return batch;
}

/** The check, run or undo of this import that is still going on. */
export async function runningJob(db: Reader, batch: BatchRecord): Promise<JobRecord | undefined> {
  if (batch.job_id === null) return undefined;
  const job = await jobById(db, batch.job_id);
  return job?.state === 'queued' || job?.state === 'running' ? job : undefined;
}

/** Starts a job on an import that is in one of these states and idle. */
export async function startOn(
  ctx: WriteContext,
  { jobs, kinds }: { jobs: JobRunner; kinds: ImportKinds },
  id: number,
  plan: {
    kind: JobKind<ImportJobInput, never>;
    from: readonly string[];
    choices?: Choices;
    /** Who gets the customers for whom the file names nobody; as the choices say without it. */
    ownerId?: number | undefined;
    /** Nobody is told of its end but whoever waits for it. */
    quiet?: true;
  },
): Promise<number> {
  const batch = await needImport(ctx, kinds, id);
  const kind = kindOf(kinds, batch);
  if (!plan.from.includes(batch.state) || (await runningJob(ctx.tx, batch))) {
    throw problem('state-refused', { params: { state: batch.state } });
  }
  const chosen = plan.choices && (await chosenFor(ctx, kind, batch, plan.choices));
  const total = batch.row_count;
  const jobId = await jobs.enqueue(
    ctx,
    plan.kind,
    {
      batchId: id,
      kind: kind.name,
      ...(plan.ownerId !== undefined && { ownerId: plan.ownerId }),
      ...(plan.quiet && { quiet: plan.quiet }),
    },
    { title: batch.file_name, total },
  );
  await tellImport(ctx, await updateBatch(ctx.tx, id, { job_id: jobId, ...chosen }));
  return jobId;
}

async function chosenFor(
  ctx: WriteContext,
  kind: ImportKind,
  batch: BatchRecord,
  choices: Choices,
) {
  const width = (JSON.parse(batch.header) as string[]).length;
  const mapping: Mapping = Array.from({ length: width }, (_, at) => choices.mapping[at] ?? null);
  for (const [at, target] of mapping.entries()) {
    if (target !== null && mapping.indexOf(target) !== at) {
      throw fieldRefused(`/mapping/${at}`, 'repeated', { target });
    }
  }
  await kind.checkChoices(ctx, { ...choices, mapping });
  return {
    mapping: JSON.stringify(mapping),
    ownerless: choices.ownerless,
    duplicates: choices.duplicates,
  };
}
