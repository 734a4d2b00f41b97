import { may } from '@xinhang/db/actor.ts';
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
import { fieldRefused, problem } from '@xinhang/shared/problems.ts';
import type { ReadContext, WriteContext } from '../../http/context.ts';
import type { JobKind } from '../../jobs/kind.ts';
import type { JobRunner } from '../../jobs/runner.ts';
import type { StoredFile } from '../../ops/file-store.ts';
import { customFields } from '../customers/service.ts';
import { namedUsers } from '../org/service.ts';
import { jobById } from '../system/service.ts';
import type { SheetShape } from './file.ts';
import { guessMapping, headerSignature, type Mapping } from './guess-mapping.ts';
import { People } from './people.ts';
import { maySeeImport } from './policy.ts';

/** What a check, a run or an undo of an import is started with. */
export interface ImportJobInput {
  batchId: number;
  ownerId?: number | undefined;
  quiet?: true | undefined;
}

type Choices = EndpointInput<typeof api.imports.check>['body'];

/** The import, if the person may see it; any other does not exist. */
export async function needImport(ctx: ReadContext, id: number): Promise<BatchRecord> {
  const batch = await batchById(ctx.db, id);
  if (!batch || !maySeeImport(ctx.actor, batch)) throw problem('not-found');
  return batch;
}

/** Lists of imports load again: of whoever made it, and of those who see every import. */
export async function tellImport(
  ctx: WriteContext,
  { id, version, created_by }: Pick<BatchRecord, 'id' | 'version' | 'created_by'>,
): Promise<void> {
  await ctx.emit({ entity: 'import', id, version, audience: [created_by] });
}

/** A mapping kept as JSON, as long as there are columns. */
function fitted(kept: string, width: number): Mapping {
  const mapping = JSON.parse(kept) as Mapping;
  return Array.from({ length: width }, (_column, at) => mapping[at] ?? null);
}

/** Takes a file in whose bytes lie in the store: what its columns seem to be, nothing else. */
export async function takeFile(
  ctx: WriteContext,
  name: string,
  file: StoredFile,
  shape: SheetShape,
): Promise<BatchRecord> {
  const signature = headerSignature(shape.header);
  const earlier = shape.headerRow > 0 ? await rememberedMapping(ctx.tx, signature) : undefined;
  // A single column without a header is a list of names.
  const plain = shape.headerRow === 0 && shape.header.length === 1;
  const fields = (await customFields(ctx.tx)).filter((field) => field.active === 1);
  const people = new People(
    (await namedUsers(ctx.tx)).map((user) => ({ ...user, active: true, seesCustomers: true })),
  );
  const colleague = (text: string) => people.find(text, false) !== 'unknown';
  const guess = plain
    ? ['name']
    : guessMapping(shape.header, fields, { sample: shape.sample, colleague });
  const batch = await insertBatch(ctx.tx, {
    file_name: name,
    file_sha256: file.sha256,
    file_size: file.size,
    state: 'uploaded',
    header_row: shape.headerRow,
    row_count: shape.rowCount,
    header: JSON.stringify(shape.header),
    sample: JSON.stringify(shape.sample),
    signature,
    mapping: JSON.stringify(earlier ? fitted(earlier.mapping, shape.header.length) : guess),
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
    after: { file: name, sha256: file.sha256, rows: shape.rowCount },
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
  jobs: JobRunner,
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
  const batch = await needImport(ctx, id);
  if (!plan.from.includes(batch.state) || (await runningJob(ctx.tx, batch))) {
    throw problem('state-refused', { params: { state: batch.state } });
  }
  const chosen = plan.choices && chosenFor(ctx, batch, plan.choices);
  const total = batch.row_count;
  const jobId = await jobs.enqueue(
    ctx,
    plan.kind,
    {
      batchId: id,
      ...(plan.ownerId !== undefined && { ownerId: plan.ownerId }),
      ...(plan.quiet && { quiet: plan.quiet }),
    },
    { title: batch.file_name, total },
  );
  await tellImport(ctx, await updateBatch(ctx.tx, id, { job_id: jobId, ...chosen }));
  return jobId;
}

function chosenFor(ctx: WriteContext, batch: BatchRecord, choices: Choices) {
  const width = (JSON.parse(batch.header) as string[]).length;
  const mapping: Mapping = Array.from({ length: width }, (_, at) => choices.mapping[at] ?? null);
  for (const [at, target] of mapping.entries()) {
    if (target !== null && mapping.indexOf(target) !== at) {
      throw fieldRefused(`/mapping/${at}`, 'repeated', { target });
    }
  }
  if (!mapping.includes('name')) {
    throw problem('mapping-incomplete', { params: { target: 'name' } });
  }
  if (mapping.includes('followUpText') !== mapping.includes('followUpAt')) {
    const target = mapping.includes('followUpAt') ? 'followUpText' : 'followUpAt';
    throw problem('mapping-incomplete', { params: { target } });
  }
  if (choices.ownerless === 'me' && !may(ctx.actor, 'customers.create')) {
    throw fieldRefused('/ownerless', 'owner-out-of-reach');
  }
  if (choices.ownerless === 'me' && !may(ctx.actor, 'customers.read')) {
    throw fieldRefused('/ownerless', 'sees-no-customers', { name: ctx.actor.name });
  }
  return {
    mapping: JSON.stringify(mapping),
    ownerless: choices.ownerless,
    duplicates: choices.duplicates,
  };
}
