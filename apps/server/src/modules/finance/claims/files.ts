import {
  claimFileById,
  claimInReach,
  insertClaimFile,
  takeOffClaimFile,
  type ClaimFileRecord,
  type NamedClaim,
} from '@xinhang/db/repositories/expense-claims.ts';
import type { FileRow } from '@xinhang/shared/customer-work.ts';
import { problem } from '@xinhang/shared/problems.ts';
import type { ReadContext, WriteContext } from '../../../http/context.ts';
import { cleanFileName, typeOfFile } from '../../../ops/file-names.ts';
import type { StoredFile } from '../../../ops/file-store.ts';
import { news } from './access.ts';
import { toFiles } from './describe.ts';

/** An own draft: what is handed in keeps its receipts as they are. */
export async function needOwnDraft(ctx: ReadContext, id: number): Promise<NamedClaim> {
  const row = await claimInReach(ctx.db, ctx.actor, id);
  if (!row) throw problem('not-found');
  if (row.user_id !== ctx.actor.userId) throw problem('forbidden');
  if (row.state !== 'draft') throw problem('state-refused');
  return row;
}

/** A file of a claim in reach; any other does not exist. */
export async function needClaimFile(ctx: ReadContext, id: number): Promise<ClaimFileRecord> {
  const file = await claimFileById(ctx.db, id);
  if (!file || !(await claimInReach(ctx.db, ctx.actor, file.claim_id))) throw problem('not-found');
  return file;
}

export async function keepClaimFile(
  ctx: WriteContext,
  claimId: number,
  file: StoredFile,
  name: string,
): Promise<FileRow> {
  const claim = await needOwnDraft(ctx, claimId);
  const clean = cleanFileName(name);
  const row = await insertClaimFile(ctx.tx, {
    claim_id: claimId,
    name: clean,
    mime: typeOfFile(clean),
    size: file.size,
    sha256: file.sha256,
    uploaded_by: ctx.actor.userId,
    at: ctx.now,
  });
  await recordFile(ctx, 'expenseClaims.addFile', claim, { before: null, after: row.name });
  return (await toFiles(ctx, [row]))[0]!;
}

export async function removeClaimFile(ctx: WriteContext, id: number): Promise<void> {
  const file = await needClaimFile(ctx, id);
  const claim = await needOwnDraft(ctx, file.claim_id);
  await takeOffClaimFile(ctx.tx, id, ctx.now);
  await recordFile(ctx, 'expenseClaims.removeFile', claim, { before: file.name, after: null });
}

async function recordFile(
  ctx: WriteContext,
  action: string,
  { id, version, user_id: userId }: NamedClaim,
  said: { before: string | null; after: string | null },
): Promise<void> {
  await ctx.audit({
    action,
    entity: 'expenseClaim',
    entityId: id,
    before: { file: said.before },
    after: { file: said.after },
  });
  await news(ctx, 'file', { id, version, userId });
}
