import type { AttachmentRecord } from '@xinhang/db/repositories/attachments.ts';
import type { JobRecord, JobRowRecord } from '@xinhang/db/repositories/jobs.ts';
import type { NotificationRecord } from '@xinhang/db/repositories/notifications.ts';
import type { SavedViewRecord } from '@xinhang/db/repositories/saved-views.ts';
import type { FileRow } from '@xinhang/shared/customer-work.ts';
import type { SavedView } from '@xinhang/shared/settings.ts';
import type { Job, Notification } from '@xinhang/shared/system.ts';

/**
 * A job as screens show it. What could hold business data (title, file) is left out unless the
 * reader may see its result.
 */
export function toJob(
  row: JobRecord,
  by: string | undefined,
  { readable, undoBy, route }: { readable: boolean; undoBy: string | null; route: string | null },
): Job {
  return {
    id: row.id,
    kind: row.kind,
    title: readable ? row.title : '',
    state: row.state as Job['state'],
    progress: row.progress,
    total: row.total,
    counts: JSON.parse(row.counts) as Job['counts'],
    error: row.error,
    by: row.created_by === null ? null : { id: row.created_by, name: by ?? '' },
    createdAt: row.created_at,
    startedAt: row.started_at,
    finishedAt: row.finished_at,
    fileName: readable && row.file_sha256 !== null ? row.file_name : null,
    cancellable: (row.state === 'queued' || row.state === 'running') && row.cancel_requested === 0,
    readable,
    undoBy: readable ? undoBy : null,
    route: readable ? route : null,
  };
}

/** A notification; the way to a row that the reader may no longer see is closed. */
export function toNotification(row: NotificationRecord, name: string | undefined): Notification {
  const gone = row.entity !== null && name === undefined;
  return {
    id: row.id,
    kind: row.kind,
    params: {
      ...(JSON.parse(row.params) as Notification['params']),
      ...(name !== undefined && { name }),
    },
    route: gone ? null : row.route,
    at: row.at,
    seenAt: row.seen_at,
    snoozedUntil: row.snoozed_until,
  };
}

export function toFileRow(row: AttachmentRecord, people: ReadonlyMap<number, string>): FileRow {
  return {
    id: row.id,
    name: row.name,
    mime: row.mime,
    size: row.size,
    sha256: row.sha256,
    by: { id: row.uploaded_by, name: people.get(row.uploaded_by) ?? '' },
    at: row.at,
  };
}

/** `names` by the id that the row refers to; without it the row has a label of its own. */
export function toJobRow(row: JobRowRecord, names: ReadonlyMap<number, string> | null) {
  const { undo: _undo, ...params } = JSON.parse(row.params) as Record<string, unknown>;
  return {
    seq: row.seq,
    ref: row.ref,
    label: names ? (names.get(Number(row.ref)) ?? '') : row.label,
    outcome: row.outcome,
    code: row.code,
    params,
  };
}

export function toSavedView(row: SavedViewRecord): SavedView {
  const state = JSON.parse(row.state) as SavedView['state'];
  return { id: row.id, version: row.version, page: row.page, name: row.name, state };
}
