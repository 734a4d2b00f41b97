import { company } from '@xinhang/db/repositories/company.ts';
import { readSetting } from '@xinhang/db/repositories/settings.ts';
import type { Language } from '@xinhang/shared/auth.ts';
import { businessDate } from '@xinhang/shared/business-date.ts';
import { problem } from '@xinhang/shared/problems.ts';
import { stockDocWords, stockWords } from '@xinhang/shared/stock-words.ts';
import { stockExport } from '@xinhang/shared/stock.ts';
import type { z } from 'zod';
import type { ReadContext, WriteContext } from '../../http/context.ts';
import { assertSmall } from '../../jobs/export-limits.ts';
import { rightsOf, stillCovers } from '../../jobs/export-rights.ts';
import type { JobKind } from '../../jobs/kind.ts';
import type { JobRunner } from '../../jobs/runner.ts';
import { writeSheetInWorker } from '../../sheets/in-worker.ts';
import { sheetMimes } from '../../sheets/sheet-mimes.ts';
import type { SheetColumn, SheetValue } from '../../sheets/write-sheet.ts';
import { jobById } from '../system/service.ts';
import { seesCost } from './kinds.ts';
import {
  describeMovements,
  describeOnHand,
  listMovements,
  onHandProducts,
  onHandQuestion,
} from './read.ts';

type Input = z.output<typeof stockExport>;
interface Point {
  /** Of its person, for whom the file was made. */
  rights: string;
}
const goesBy = ['stock.read'] as const;

type Key = keyof typeof stockWords;
type Sheet = { keys: readonly Key[]; rows: SheetValue[][] };

const texts = new Set<Key>([
  'code',
  'name',
  'spec',
  'category',
  'unit',
  'date',
  'doc',
  'no',
  'from',
  'to',
  'batch',
  'serial',
  'by',
]);
const cost = new Set<Key>(['average', 'value']);
const e4 = (value: number | null) => (value === null ? null : value / 10_000);
const yuan = (value: number | null) => (value === null ? null : value / 100);

async function onHandSheet(ctx: ReadContext, input: Input, limit: number): Promise<Sheet> {
  const question = await onHandQuestion(ctx, input);
  const found = await onHandProducts(ctx.db, question, { after: null, limit });
  const rows = (await describeOnHand(ctx, found)).map((row) => [
    row.product.code,
    row.product.name,
    row.product.spec,
    row.category?.name ?? '',
    row.product.unit.name,
    e4(row.onHandE4),
    e4(row.reservedE4),
    e4(row.availableE4),
    e4(row.minQtyE4),
    e4(row.maxQtyE4),
    e4(row.averageE4),
    yuan(row.valueFen),
  ]);
  const keys = [
    'code',
    'name',
    'spec',
    'category',
    'unit',
    'onHand',
    'reserved',
    'available',
    'min',
    'max',
    'average',
    'value',
  ] as const;
  return { keys, rows };
}

async function ledgerSheet(ctx: ReadContext, input: Input, limit: number): Promise<Sheet> {
  const { productId, locationId, from, to, lang } = input;
  const question = { productId, locationId, from, to };
  const found = await listMovements(ctx.db, question, { after: null, limit });
  const rows = (await describeMovements(ctx, question, found)).map((row) => [
    row.businessDate,
    stockDocWords[row.doc.kind][lang],
    row.doc.no,
    row.product.code,
    row.product.name,
    row.product.spec,
    row.product.unit.name,
    row.from.name,
    row.to.name,
    row.batch,
    row.serial,
    e4(row.changeE4),
    e4(row.balanceE4),
    yuan(row.valueFen),
    row.by,
  ]);
  const keys = [
    'date',
    'doc',
    'no',
    'code',
    'name',
    'spec',
    'unit',
    'from',
    'to',
    'batch',
    'serial',
    'change',
    'balance',
    'value',
    'by',
  ] as const;
  return { keys, rows };
}

/** The same without the columns that its reader may not see. */
function shown({ keys, rows }: Sheet, costs: boolean): Sheet {
  const kept = keys.map((key) => costs || !cost.has(key));
  return {
    keys: keys.filter((_, at) => kept[at]),
    rows: rows.map((row) => row.filter((_, at) => kept[at])),
  };
}

const columnsOf = (keys: readonly Key[], lang: Language): SheetColumn[] =>
  keys.map((key) => ({
    header: stockWords[key][lang],
    ...(key === 'date'
      ? { type: 'date' as const }
      : texts.has(key)
        ? { type: 'text' as const }
        : { type: 'number' as const, format: cost.has(key) ? '#,##0.00' : '#,##0.####' }),
  }));

const sheetOf = async (ctx: ReadContext, input: Input, limit: number) =>
  shown(
    await (input.what === 'onHand' ? onHandSheet : ledgerSheet)(ctx, input, limit),
    seesCost(ctx.actor),
  );

/**
 * Stock or its movements as a file: what its person may see at one moment. A file that was made
 * with more rights than those of today is not handed out.
 */
export const stockExportJob: JobKind<Input, Point> = {
  kind: 'stock.export',
  input: stockExport,
  needs: () => 'stock.read',
  resumable: true,
  notice: 'export-done',
  mayRead: (actor, point) => point === null || stillCovers(actor, point.rights),
  async run(job) {
    const { what, format, lang } = job.input;
    let rights = '';
    await job.step(async (ctx) => {
      rights = rightsOf(ctx.actor, goesBy);
      const before = await jobById(ctx.tx, job.id);
      return { done: -(before?.progress ?? 0), total: 0, point: { rights } };
    });
    const ctx = await job.look();
    const today = businessDate(ctx.now, (await company(ctx.db))!.time_zone);
    const title = stockWords[what === 'onHand' ? 'onHandTitle' : 'ledgerTitle'][lang];
    await job.saveFile(
      { name: `${title}-${today}.${format}`, mime: sheetMimes[format] },
      async (path) => {
        const most = await readSetting(ctx.db, 'exports.maxRows');
        const { keys, rows } = await sheetOf(ctx, job.input, most + 1);
        if (rows.length > most) throw problem('export-too-large');
        // oxlint-disable-next-line require-await -- a block is what the writer takes
        const blocks = (async function* () {
          yield rows;
        })();
        await writeSheetInWorker(path, format, columnsOf(keys, lang), blocks, {
          sheetName: title,
        });
        // Audited with what the file holds, before anybody can have it.
        await job.step(async (step) => {
          if (!stillCovers(step.actor, rights)) throw problem('rights-changed');
          const after = { what, format, rows: rows.length };
          await step.audit({ action: 'stock.export', entity: 'job', entityId: job.id, after });
          return { done: rows.length, total: rows.length };
        });
      },
    );
  },
};

export async function startStockExport(
  ctx: WriteContext,
  jobs: JobRunner,
  input: Input,
): Promise<number> {
  await assertSmall(ctx, async (most) => (await sheetOf(ctx, input, most)).rows.length);
  return await jobs.enqueue(ctx, stockExportJob, input);
}
