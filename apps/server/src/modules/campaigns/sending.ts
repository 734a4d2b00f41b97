import { company } from '@xinhang/db/repositories/company.ts';
import { updateCampaign, type NamedCampaign } from '@xinhang/db/repositories/campaigns.ts';
import {
  anyWaiting,
  closeOutbox,
  closeUnwanted,
  listOutbox,
  type NamedOutbox,
} from '@xinhang/db/repositories/outbox.ts';
import type { Language } from '@xinhang/shared/auth.ts';
import { businessDate } from '@xinhang/shared/business-date.ts';
import { campaignExport, type Campaign, type OutboxRow } from '@xinhang/shared/campaigns.ts';
import { id as rowId } from '@xinhang/shared/contract/fields.ts';
import { problem } from '@xinhang/shared/problems.ts';
import { columnWords, messageWords } from '@xinhang/shared/sheet-words.ts';
import type { z } from 'zod';
import type { ReadContext, WriteContext } from '../../http/context.ts';
import { rightsOf, stillCovers } from '../../jobs/export-rights.ts';
import type { JobKind, JobRun } from '../../jobs/kind.ts';
import { writeSheetInWorker } from '../../sheets/in-worker.ts';
import { sheetMimes } from '../../sheets/sheet-mimes.ts';
import type { SheetColumn, SheetValue } from '../../sheets/write-sheet.ts';
import { needOwn, recordCampaign, toCampaign } from './campaigns.ts';

/** Rows that are read together. */
const PAGE = 500;

/** Numbers and addresses are behind the phone policy: shown in full, or not at all. */
export function toOutboxRow({ actor }: ReadContext, row: NamedOutbox): OutboxRow {
  return {
    id: row.id,
    customer: { id: row.customer_id, name: row.customer_name },
    contact: { id: row.contact_id, name: row.contact_name },
    address: actor.fields.phone === 'show' ? row.address : '',
    text: row.text,
    parts: row.parts,
    state: row.state as OutboxRow['state'],
    error: row.error,
    closedAt: row.closed_at,
  };
}

/** Ids of those who wait, as far as the actor may write to them now. */
async function waiting(
  ctx: ReadContext,
  campaignId: number,
  ids: readonly number[] | undefined,
): Promise<number[]> {
  const found: number[] = [];
  for (let after = 0; ;) {
    const filter = { campaignId, states: ['queued', 'unknown'], ids };
    const rows = await listOutbox(ctx.db, ctx.actor, filter, { after, limit: PAGE });
    found.push(...rows.map((row) => row.id));
    if (rows.length < PAGE) return found;
    after = rows.at(-1)!.id;
  }
}

/** What was sent from elsewhere, or came back; when nobody waits any more, the campaign is done. */
export async function markSent(
  ctx: WriteContext,
  id: number,
  body: { ids?: readonly number[] | undefined; state: 'sent' | 'failed'; error: string },
): Promise<{ marked: number; campaign: Campaign }> {
  const row = await needOwn(ctx, id, 'approved');
  const how = { state: body.state, error: body.error, at: ctx.now };
  let marked = 0;
  const ids = await waiting(ctx, id, body.ids);
  for (let from = 0; from < ids.length; from += PAGE) {
    marked += await closeOutbox(ctx.tx, ids.slice(from, from + PAGE), how);
  }
  const after = await endIfOver(ctx, row, { state: body.state, marked });
  return { marked, campaign: toCampaign(ctx, after) };
}

async function endIfOver(
  ctx: WriteContext,
  row: NamedCampaign,
  marked: { state: string; marked: number },
): Promise<NamedCampaign> {
  await ctx.audit({
    action: 'campaigns.mark',
    entity: 'campaign',
    entityId: row.id,
    before: {},
    after: marked,
  });
  if (await anyWaiting(ctx.tx, row.id)) return row;
  if (!(await updateCampaign(ctx.tx, row, { state: 'done' }))) throw problem('version-conflict');
  return await recordCampaign(ctx, 'campaigns.done', row, row.id);
}

/** The list is of numbers: nothing for whoever does not see them in full. */
export function needPhones({ actor }: ReadContext): void {
  if (actor.fields.phone !== 'show') throw problem('forbidden');
}

const exportInput = campaignExport.extend({ id: rowId });
type ExportInput = z.output<typeof exportInput>;
interface Point {
  /** Of its person, for whom the file was made. */
  rights: string;
}

/** What decides which rows the list may hold. */
const goesBy = ['campaigns.create'] as const;

const columnsOf = (lang: Language): SheetColumn[] => [
  { header: messageWords.address[lang], type: 'text', width: 16 },
  { header: messageWords.text[lang], type: 'text', width: 60 },
  { header: columnWords.contactName[lang], type: 'text', width: 12 },
  { header: columnWords.name[lang], type: 'text', width: 28 },
];

async function* blocksOf(
  job: JobRun<ExportInput, Point>,
  rights: string,
): AsyncGenerator<SheetValue[][]> {
  for (let after = 0; ;) {
    const ctx = await job.look();
    if (rightsOf(ctx.actor, goesBy) !== rights) throw problem('rights-changed');
    const filter = { campaignId: job.input.id, states: ['queued'] };
    const rows = await listOutbox(ctx.db, ctx.actor, filter, { after, limit: PAGE });
    yield rows.map((row) => [row.address, row.text, row.contact_name, row.customer_name]);
    await job.step(() => Promise.resolve({ done: rows.length }));
    if (rows.length < PAGE) return;
    after = rows.at(-1)!.id;
  }
}

/** Who still waits, with number and text, for a phone or the page of a provider. */
export const listJob: JobKind<ExportInput, Point> = {
  kind: 'campaigns.export',
  input: exportInput,
  needs: () => 'campaigns.create',
  // Nothing is kept of an unfinished file: it begins again.
  resumable: true,
  notice: 'export-done',
  mayRead: (actor, point) => point === null || stillCovers(actor, point.rights),
  async run(job) {
    const { format, lang, id } = job.input;
    let rights = '';
    await job.step((ctx) => {
      rights = rightsOf(ctx.actor, goesBy);
      return Promise.resolve({ point: { rights } });
    });
    const ctx = await job.look();
    const row = await needOwn(ctx, id, 'approved');
    needPhones(ctx);
    await job.step(async ({ tx, now }) => {
      await closeUnwanted(tx, { campaignId: id, channel: row.channel }, now);
      return {};
    });
    const today = businessDate(ctx.now, (await company(ctx.db))!.time_zone);
    await job.saveFile(
      { name: `${row.name}-${today}.${format}`, mime: sheetMimes[format] },
      async (path) => {
        const sheetName = messageWords.list[lang];
        await writeSheetInWorker(path, format, columnsOf(lang), blocksOf(job, rights), {
          sheetName,
        });
        await job.step(async (as) => {
          if (!stillCovers(as.actor, rights)) throw problem('rights-changed');
          const after = { campaignId: id, format };
          await as.audit({ action: 'campaigns.export', entity: 'job', entityId: job.id, after });
          return {};
        });
      },
    );
  },
};
