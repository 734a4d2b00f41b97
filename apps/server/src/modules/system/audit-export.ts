import { countAudit, listAudit, type AuditRecord } from '@xinhang/db/repositories/audit.ts';
import { company } from '@xinhang/db/repositories/company.ts';
import { readSetting } from '@xinhang/db/repositories/settings.ts';
import { auditAction, auditEntity, auditText } from '@xinhang/shared/audit-words/audit-text.ts';
import type { Language } from '@xinhang/shared/auth.ts';
import { businessDate, localMinute } from '@xinhang/shared/business-date.ts';
import { api } from '@xinhang/shared/contract/api.ts';
import { problem } from '@xinhang/shared/problems.ts';
import { sheetWords } from '@xinhang/shared/sheet-words.ts';
import { auditExport, type AuditExport, type AuditRow } from '@xinhang/shared/system.ts';
import { implement, type Http } from '../../http/implement.ts';
import { assertSmall } from '../../jobs/export-limits.ts';
import { everyRight, rightsOf, stillCovers } from '../../jobs/export-rights.ts';
import type { JobKind, JobRun } from '../../jobs/kind.ts';
import type { OwnedKinds } from '../../registry/owned.ts';
import { writeSheetInWorker } from '../../sheets/in-worker.ts';
import { sheetMimes } from '../../sheets/sheet-mimes.ts';
import type { SheetColumn, SheetValue } from '../../sheets/write-sheet.ts';
import { auditFilterOf, describeAudit } from './audit-routes.ts';
import { jobById } from './service.ts';

const PAGE = 200;

interface Point {
  /** Of its person, for whom the file was made. */
  rights: string;
}
type Run = JobRun<AuditExport, Point>;

const second = (at: number, zone: string) =>
  `${localMinute(at, zone)}:${String(Math.floor(at / 1000) % 60).padStart(2, '0')}`;

function columnsOf(lang: Language): SheetColumn[] {
  const text = (key: Parameters<typeof auditText>[0], width?: number): SheetColumn => ({
    header: auditText(key, lang),
    type: 'text',
    width,
  });
  return [
    { ...text('audit.at', 20), type: 'datetime', format: 'yyyy-mm-dd hh:mm:ss' },
    text('audit.actor', 12),
    text('audit.action', 24),
    text('audit.kind', 14),
    { ...text('audit.number', 10), type: 'number', format: '0' },
    text('audit.subject', 28),
    text('audit.address', 18),
    text('audit.before', 40),
    text('audit.after', 40),
    text('audit.part', 14),
  ];
}

/** Fields under the names that the database has for them: the whole of what the reader may see. */
function fieldsText(fields: AuditRow['before'], { withheld }: AuditRow, lang: Language) {
  if (fields !== null) return JSON.stringify(fields);
  return withheld ? sheetWords.hidden[lang] : null;
}

function cellsOf(row: AuditRow, record: AuditRecord, lang: Language, zone: string): SheetValue[] {
  const state = (fields: AuditRow['before'], kept: string | null) =>
    kept === null ? null : fieldsText(fields, row, lang);
  return [
    second(row.at, zone),
    row.actor?.name ?? auditText('audit.system', lang),
    auditAction(row.action, lang),
    auditEntity(row.entity, lang),
    row.entityId,
    row.subject,
    row.address === 'demo' ? auditText('audit.fromDemo', lang) : row.address,
    state(row.before, record.before),
    state(row.after, record.after),
    sheetWords[row.withheld ? 'yes' : 'no'][lang],
  ];
}

/**
 * The whole list page by page, newest first; what is written meanwhile stands before where it
 * begins. Described with the rights of each moment, and these must not change on the way.
 */
async function* blocksOf(job: Run, owned: OwnedKinds, rights: string, done: (n: number) => void) {
  const first = await job.look();
  const zone = (await company(first.db))!.time_zone;
  const filter = await auditFilterOf(first, job.input.filter);
  const maxRows = await readSetting(first.db, 'exports.maxRows');
  const counted = await countAudit(first.db, filter, maxRows + 1);
  let after = null;
  for (let read = 0; ;) {
    const ctx = await job.look();
    if (rightsOf(ctx.actor, everyRight) !== rights) throw problem('rights-changed');
    const found: AuditRecord[] = await listAudit(ctx.db, filter, { after, limit: PAGE });
    read += found.length;
    if (counted > maxRows || read > maxRows) throw problem('export-too-large');
    const rows = await describeAudit(ctx, owned, found);
    yield rows.map((row, at) => cellsOf(row, found[at]!, job.input.lang, zone));
    done(read);
    await job.step(() => Promise.resolve({ done: found.length, total: Math.max(counted, read) }));
    const last = found.at(-1);
    if (!last || found.length < PAGE) return;
    after = { value: last.at, id: last.id };
  }
}

/**
 * The audit as a file: as the list shows it to this person, what is withheld there said to be so.
 * A file that was made with more rights than those of today is not handed out.
 */
const exportJob = (owned: OwnedKinds): JobKind<AuditExport, Point> => ({
  kind: 'audit.export',
  input: auditExport,
  needs: () => 'system.audit',
  // Nothing is kept of an unfinished file: it begins again.
  resumable: true,
  notice: 'export-done',
  mayRead: (actor, point) => point === null || stillCovers(actor, point.rights),
  async run(job) {
    const { filter, format, lang } = job.input;
    let rights = '';
    await job.step(async (ctx) => {
      rights = rightsOf(ctx.actor, everyRight);
      const before = await jobById(ctx.tx, job.id);
      return { done: -(before?.progress ?? 0), total: 0, point: { rights } };
    });
    const { db, now } = await job.look();
    const today = businessDate(now, (await company(db))!.time_zone);
    const title = auditText('menu.audit', lang);
    await job.saveFile(
      { name: `${title}-${today}.${format}`, mime: sheetMimes[format] },
      async (path) => {
        let rows = 0;
        const blocks = blocksOf(job, owned, rights, (read) => (rows = read));
        await writeSheetInWorker(path, format, columnsOf(lang), blocks, { sheetName: title });
        // Audited with what the file holds, before anybody can have it.
        await job.step(async (ctx) => {
          if (!stillCovers(ctx.actor, rights)) throw problem('rights-changed');
          const after = { filter, format, rows };
          await ctx.audit({ action: 'audit.export', entity: 'job', entityId: job.id, after });
          return {};
        });
      },
    );
  },
});

export function auditExportRoutes(http: Http): void {
  const { jobs, owned } = http;
  const exporting = exportJob(owned);
  jobs.register(exporting);

  implement(http, api.system.exportAudit, {
    async run(ctx, { body }) {
      const filter = await auditFilterOf(ctx, body.filter);
      await assertSmall(ctx, (most) => countAudit(ctx.tx, filter, most));
      return { jobId: await jobs.enqueue(ctx, exporting, body) };
    },
  });
}
