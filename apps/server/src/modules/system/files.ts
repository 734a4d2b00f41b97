import {
  attachmentById,
  attachmentsOf,
  attachmentsOfCustomer,
  insertAttachment,
  moveAttachment,
  removeAttachment,
  type AttachmentRecord,
} from '@xinhang/db/repositories/attachments.ts';
import type { Reader } from '@xinhang/db/database.ts';
import type { FileRow } from '@xinhang/shared/customer-work.ts';
import { fieldRefused, problem } from '@xinhang/shared/problems.ts';
import type { ReadContext, WriteContext } from '../../http/context.ts';
import { cleanFileName, typeOfFile } from '../../ops/file-names.ts';
import type { StoredFile } from '../../ops/file-store.ts';
import type { OwnedKinds } from '../../registry/owned.ts';
import { userNames } from '../org/service.ts';
import { toFileRow } from './mapper.ts';

/** Kind of what was sent for a row that is not saved yet; `owner_id` is then the sender. */
export const DRAFT = 'draft';

export async function hangFile(
  ctx: WriteContext,
  owner: { kind: string; id: number; customerId: number },
  file: StoredFile,
  name: string,
): Promise<AttachmentRecord> {
  const clean = cleanFileName(name);
  const row = await insertAttachment(ctx.tx, {
    owner_kind: owner.kind,
    owner_id: owner.id,
    customer_id: owner.customerId,
    name: clean,
    mime: typeOfFile(clean),
    size: file.size,
    sha256: file.sha256,
    uploaded_by: ctx.actor.userId,
    at: ctx.now,
    removed_at: null,
  });
  await ctx.audit({
    action: 'files.upload',
    entity: 'file',
    entityId: row.id,
    customerId: owner.customerId,
    after: row,
  });
  return row;
}

export async function takeFileOff(ctx: WriteContext, row: AttachmentRecord): Promise<void> {
  await removeAttachment(ctx.tx, row.id, ctx.now);
  await ctx.audit({
    action: 'files.remove',
    entity: 'file',
    entityId: row.id,
    customerId: row.customer_id,
    before: row,
  });
}

/**
 * Makes these files, in this order, the files of a row: own drafts sent for the same customer are
 * hung on it, and what hung on it and is not named any more is taken off.
 */
export async function setFiles(
  ctx: WriteContext,
  owner: { kind: string; id: number; customerId: number },
  fileIds: readonly number[],
): Promise<void> {
  const hanging = await attachmentsOf(ctx.tx, owner.kind, [owner.id]);
  for (const row of hanging) if (!fileIds.includes(row.id)) await takeFileOff(ctx, row);
  for (const [at, id] of fileIds.entries()) {
    if (hanging.some((row) => row.id === id)) continue;
    const row = await attachmentById(ctx.tx, id);
    const own = row?.owner_kind === DRAFT && row.owner_id === ctx.actor.userId;
    if (!own || row.customer_id !== owner.customerId) {
      throw fieldRefused(`/fileIds/${at}`, 'unknown-file');
    }
    await moveAttachment(ctx.tx, id, owner);
    await ctx.audit({
      action: 'files.hang',
      entity: 'file',
      entityId: id,
      customerId: owner.customerId,
      before: { ownerKind: row.owner_kind, ownerId: row.owner_id },
      after: { ownerKind: owner.kind, ownerId: owner.id },
    });
  }
}

/** Files by the row they hang on, as rows show them. */
export async function filesByRow(db: Reader, kind: string, ids: readonly number[]) {
  const found = new Map<number, { id: number; name: string; mime: string; size: number }[]>();
  for (const { owner_id: row, id, name, mime, size } of await attachmentsOf(db, kind, ids)) {
    found.set(row, [...(found.get(row) ?? []), { id, name, mime, size }]);
  }
  return found;
}

/** What hangs on one row that the caller found through scope, the newest first. */
export async function filesOfRow(db: Reader, kind: string, id: number): Promise<FileRow[]> {
  const rows = (await attachmentsOf(db, kind, [id])).toReversed();
  const people = await userNames(
    db,
    rows.map((row) => row.uploaded_by),
  );
  return rows.map((row) => toFileRow(row, people));
}

/** What hangs on a customer and on its rows, as far as the reader sees those; 404 beyond that. */
export async function filesOfCustomer(
  ctx: ReadContext,
  owned: OwnedKinds,
  customerId: number,
): Promise<FileRow[]> {
  const kinds: string[] = [];
  for (const { kind, files } of owned.withFiles()) {
    if (await files.readable(ctx, customerId)) kinds.push(kind);
  }
  if (!kinds.includes('customer')) {
    const names = await owned.get('customer')?.names?.(ctx, [customerId]);
    // Seen through the pool: the customer is there, and nothing that hangs on it.
    if (!names?.has(customerId)) throw problem('not-found');
    return [];
  }
  const rows = await attachmentsOfCustomer(ctx.db, customerId, kinds);
  const people = await userNames(
    ctx.db,
    rows.map((row) => row.uploaded_by),
  );
  return rows.map((row) => toFileRow(row, people));
}
