import { may } from '@xinhang/db/actor.ts';
import {
  changeInquiryFile,
  filesOfInquiry,
  inquiryFileById,
  insertInquiryFile,
  type InquiryFileRecord,
} from '@xinhang/db/repositories/inquiry-files.ts';
import type { NamedInquiry } from '@xinhang/db/repositories/price-inquiries.ts';
import type { InquiryFile, InquiryFileSide } from '@xinhang/shared/inquiry-files.ts';
import { problem } from '@xinhang/shared/problems.ts';
import type { ReadContext, WriteContext } from '../../http/context.ts';
import { cleanFileName, typeOfFile } from '../../ops/file-names.ts';
import type { StoredFile } from '../../ops/file-store.ts';
import { userNames } from '../org/service.ts';
import { needInquiry, sidesOf } from './access.ts';

type Looker = Pick<ReadContext, 'actor'>;

/**
 * What sales attached everybody sees who sees the inquiry. What the buyer attached names suppliers
 * and costs: whoever buys and sees cost, the others once it was released.
 */
const sees = ({ actor }: Looker, inquiry: NamedInquiry, file: InquiryFileRecord): boolean =>
  file.side === 'sales' ||
  file.released === 1 ||
  (sidesOf(actor, inquiry).buys && actor.fields.cost === 'show');

const writes = ({ actor }: Looker, inquiry: NamedInquiry, side: InquiryFileSide): boolean => {
  if (actor.viewAsBy !== null) return false;
  const { asks, buys } = sidesOf(actor, inquiry);
  if (side === 'sales') return asks;
  return buys && may(actor, 'purchaseOrders.update') && actor.fields.cost === 'show';
};

async function describe(
  { db }: ReadContext,
  rows: readonly InquiryFileRecord[],
): Promise<InquiryFile[]> {
  const people = await userNames(
    db,
    rows.map((row) => row.uploaded_by),
  );
  return rows.map(({ id, name, mime, size, sha256, at, uploaded_by: by, side, released }) => {
    const sender = people.get(by);
    return {
      id,
      name,
      mime,
      size,
      sha256,
      by: sender ? { id: by, name: sender } : null,
      at,
      side: side as InquiryFileSide,
      released: released === 1,
    };
  });
}

export async function listInquiryFiles(ctx: ReadContext, id: number) {
  const inquiry = await needInquiry(ctx, id);
  const rows = (await filesOfInquiry(ctx.db, id)).filter((file) => sees(ctx, inquiry, file));
  const can = { sales: writes(ctx, inquiry, 'sales'), buyer: writes(ctx, inquiry, 'buyer') };
  return { rows: await describe(ctx, rows), can };
}

/** A file with its inquiry, where the reader sees both; else it does not exist (404). */
export async function needInquiryFile(ctx: ReadContext, id: number) {
  const file = await inquiryFileById(ctx.db, id);
  if (!file) throw problem('not-found');
  const inquiry = await needInquiry(ctx, file.inquiry_id);
  if (!sees(ctx, inquiry, file)) throw problem('not-found');
  return { file, inquiry };
}

/** The inquiry, where a file of this side may be attached to it. */
export async function needSide(
  ctx: ReadContext,
  id: number,
  side: InquiryFileSide,
): Promise<NamedInquiry> {
  const inquiry = await needInquiry(ctx, id);
  if (!writes(ctx, inquiry, side)) throw problem('forbidden');
  return inquiry;
}

/** Audit and news; of a file that sales does not see nothing is told to whoever asked. */
async function record(
  ctx: WriteContext,
  action: 'addFile' | 'releaseFile' | 'removeFile',
  inquiry: NamedInquiry,
  { before, after }: { before: InquiryFileRecord | null; after: InquiryFileRecord | null },
): Promise<void> {
  const told = (file: InquiryFileRecord | null) =>
    file && { no: inquiry.no, file: file.name, side: file.side, released: file.released === 1 };
  await ctx.audit({
    action: `priceInquiries.${action}`,
    entity: 'priceInquiry',
    entityId: inquiry.id,
    before: told(before),
    after: told(after),
  });
  const shown = [before, after].some((one) => one?.side === 'sales' || one?.released === 1);
  const { id, version, asker_id: asker } = inquiry;
  await ctx.emit({ entity: 'priceInquiry', id, version, audience: shown ? [asker] : [] });
}

export async function keepInquiryFile(
  ctx: WriteContext,
  id: number,
  side: InquiryFileSide,
  { file, name }: { file: StoredFile; name: string },
): Promise<InquiryFile> {
  const inquiry = await needSide(ctx, id, side);
  const clean = cleanFileName(name);
  const row = await insertInquiryFile(ctx.tx, {
    inquiry_id: id,
    side,
    released: 0,
    name: clean,
    mime: typeOfFile(clean),
    size: file.size,
    sha256: file.sha256,
    uploaded_by: ctx.actor.userId,
    at: ctx.now,
  });
  await record(ctx, 'addFile', inquiry, { before: null, after: row });
  return (await describe(ctx, [row]))[0]!;
}

export async function releaseInquiryFile(
  ctx: WriteContext,
  id: number,
  released: boolean,
): Promise<InquiryFile> {
  const { file, inquiry } = await needInquiryFile(ctx, id);
  if (file.side !== 'buyer' || !writes(ctx, inquiry, 'buyer')) throw problem('forbidden');
  const after = { ...file, released: released ? 1 : 0 };
  if (after.released !== file.released) {
    await changeInquiryFile(ctx.tx, id, { released: after.released });
    await record(ctx, 'releaseFile', inquiry, { before: file, after });
  }
  return (await describe(ctx, [after]))[0]!;
}

export async function removeInquiryFile(ctx: WriteContext, id: number): Promise<void> {
  const { file, inquiry } = await needInquiryFile(ctx, id);
  if (!writes(ctx, inquiry, file.side as InquiryFileSide)) throw problem('forbidden');
  await changeInquiryFile(ctx.tx, id, { removed_at: ctx.now });
  await record(ctx, 'removeFile', inquiry, { before: file, after: null });
}
