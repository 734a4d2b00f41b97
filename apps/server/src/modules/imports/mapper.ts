import type { BatchRecord, ImportRowRecord } from '@xinhang/db/repositories/imports.ts';
import type { NameRef } from '@xinhang/shared/contract/fields.ts';
import type { ImportBatch, ImportRow } from '@xinhang/shared/imports.ts';
import { reasonParams } from './policy.ts';

/** What the kind of the job that goes on makes of the state. */
const goingOn: Readonly<Record<string, ImportBatch['state']>> = {
  'imports.run': 'importing',
  'imports.undo': 'undoing',
  'imports.discard': 'discarding',
};

/** A batch is `imported` from the first row on, so that what a kill leaves can be taken back. */
function shownState(batch: BatchRecord, running: string | undefined): ImportBatch['state'] {
  const state = batch.state as ImportBatch['state'];
  if (running !== undefined) return goingOn[running] ?? state;
  if (state !== 'imported') return state;
  const { undone = 0, kept = 0, ...others } = JSON.parse(batch.counts) as Record<string, number>;
  const rows = Object.values(others).reduce((sum, count) => sum + count, 0);
  return undone + kept > 0 || rows < batch.row_count ? 'partial' : 'imported';
}

/** `open`: to somebody who may read what stands in the file. */
export function toImportBatch(
  batch: BatchRecord,
  about: { by: NameRef; running: string | undefined; open: boolean },
): ImportBatch {
  return {
    id: batch.id,
    kind: batch.kind as ImportBatch['kind'],
    fileName: batch.file_name,
    state: shownState(batch, about.running),
    rows: batch.row_count,
    header: JSON.parse(batch.header) as string[],
    sample: about.open ? (JSON.parse(batch.sample) as string[][]) : [],
    mapping: JSON.parse(batch.mapping) as ImportBatch['mapping'],
    ownerless: batch.ownerless as ImportBatch['ownerless'],
    duplicates: batch.duplicates as ImportBatch['duplicates'],
    counts: JSON.parse(batch.counts) as Record<string, number>,
    sums: about.open ? (JSON.parse(batch.sums) as Record<string, number>) : {},
    jobId: batch.job_id,
    by: about.by,
    at: batch.created_at,
    undoable: batch.state === 'imported' && about.running === undefined,
  };
}

export function toImportRow(
  row: ImportRowRecord,
  { open, readable }: { open: boolean; readable: ReadonlySet<number> },
): ImportRow {
  return {
    row: row.row,
    verdict: row.verdict,
    code: row.code,
    params: reasonParams(row, open),
    label: open ? row.label : '',
    customerId: row.customer_id !== null && readable.has(row.customer_id) ? row.customer_id : null,
    entityId: row.entity_id,
  };
}
