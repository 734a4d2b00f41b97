import {
  dealFileById,
  filesOfDeal,
  insertDealFile,
  takeOffDealFile,
  type DealFileRecord,
} from '@xinhang/db/repositories/deal-files.ts';
import type { DealRecord } from '@xinhang/db/repositories/deals.ts';
import type { FileRow } from '@xinhang/shared/customer-work.ts';
import type { Permission } from '@xinhang/shared/permissions.ts';
import { problem } from '@xinhang/shared/problems.ts';
import type { ReadContext, WriteContext } from '../../http/context.ts';
import { cleanFileName, typeOfFile } from '../../ops/file-names.ts';
import type { StoredFile } from '../../ops/file-store.ts';
import { userNames } from '../org/service.ts';
import { needDeal, recordDeal } from './access.ts';

async function describeFiles(
  { db }: ReadContext,
  rows: readonly DealFileRecord[],
): Promise<FileRow[]> {
  const people = await userNames(
    db,
    rows.map((row) => row.uploaded_by),
  );
  return rows.map(({ id, name, mime, size, sha256, at, uploaded_by: by }) => {
    const sender = people.get(by);
    return { id, name, mime, size, sha256, by: sender ? { id: by, name: sender } : null, at };
  });
}

/** Files of a deal that the reader may open. */
export async function listDealFiles(ctx: ReadContext, dealId: number): Promise<FileRow[]> {
  await needDeal(ctx.db, ctx.actor, 'deals.read', dealId);
  return await describeFiles(ctx, await filesOfDeal(ctx.db, dealId));
}

/** A file with its deal, where the permission reaches that; else it does not exist (404). */
export async function needDealFile(
  ctx: ReadContext,
  permission: Permission,
  id: number,
): Promise<{ file: DealFileRecord; deal: DealRecord }> {
  const file = await dealFileById(ctx.db, id);
  if (!file) throw problem('not-found');
  return { file, deal: await needDeal(ctx.db, ctx.actor, permission, file.deal_id) };
}

/** Hangs a file on a deal. An ended one gets files, too: the contract comes after the win. */
export async function keepDealFile(
  ctx: WriteContext,
  dealId: number,
  file: StoredFile,
  name: string,
): Promise<FileRow> {
  const deal = await needDeal(ctx.tx, ctx.actor, 'deals.update', dealId);
  const clean = cleanFileName(name);
  const row = await insertDealFile(ctx.tx, {
    deal_id: dealId,
    name: clean,
    mime: typeOfFile(clean),
    size: file.size,
    sha256: file.sha256,
    uploaded_by: ctx.actor.userId,
    at: ctx.now,
  });
  await recordDeal(ctx, 'deals.addFile', { ...deal, file: null }, { ...deal, file: row.name });
  return (await describeFiles(ctx, [row]))[0]!;
}

export async function removeDealFile(ctx: WriteContext, id: number): Promise<void> {
  const { file, deal } = await needDealFile(ctx, 'deals.update', id);
  await takeOffDealFile(ctx.tx, id, ctx.now);
  await recordDeal(ctx, 'deals.removeFile', { ...deal, file: file.name }, { ...deal, file: null });
}
