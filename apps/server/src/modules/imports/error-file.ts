import { rm } from 'node:fs/promises';
import type { Language } from '@xinhang/shared/auth.ts';
import {
  listImportRows,
  type BatchRecord,
  type ImportRowRecord,
} from '@xinhang/db/repositories/imports.ts';
import { columnText, reasonText, sheetWords } from '@xinhang/shared/sheet-words.ts';
import type { Reader } from '@xinhang/db/database.ts';
import type { FileAnswer } from '../../http/download.ts';
import { hashFile, keepFile } from '../../ops/file-store.ts';
import { storedFile, temporaryFile, type Paths } from '../../ops/paths.ts';
import { writeSheetInWorker } from '../../sheets/in-worker.ts';
import { sheetMimes } from '../../sheets/sheet-mimes.ts';
import type { SheetColumn } from '../../sheets/write-sheet.ts';
import { rowsBelow } from './file.ts';
import type { Mapping } from './headers.ts';
import { reasonParams } from './policy.ts';

/** What is needed of a context. */
interface Reading {
  readonly deps: { readonly paths: Paths; readonly random: (bytes: number) => Buffer };
  readonly db: Reader;
  /** UTC ms. */
  readonly now: number;
}

const PAGE = 500;
const leftOut = ['duplicate', 'invalid'];

/**
 * Rows that were left out, as they stood in the file, with the reason in a last column; to
 * somebody without customers only where they stand in the file, and the reason.
 */
export async function errorFileOf(
  ctx: Reading,
  batch: BatchRecord,
  { lang, contents }: { lang: Language; contents: boolean },
): Promise<FileAnswer> {
  const { paths, random } = ctx.deps;
  const path = temporaryFile(paths, `errors-${random(12).toString('hex')}`);
  try {
    const sheet = contents
      ? ([columnsOf(batch, lang), rowsOf(ctx, batch, lang)] as const)
      : ([columnsOnly(lang), reasonsOf(ctx, batch, lang)] as const);
    await writeSheetInWorker(path, 'xlsx', ...sheet);
    const file = await hashFile(path);
    await keepFile(paths, path, file, ctx.now);
    const name = `${batch.file_name.replace(/\.[^.]*$/, '')}-${sheetWords.reason[lang]}.xlsx`;
    return { ...file, paths, name, mime: sheetMimes.xlsx };
  } finally {
    await rm(path, { force: true });
  }
}

function columnsOf(batch: BatchRecord, lang: Language): SheetColumn[] {
  const header = JSON.parse(batch.header) as string[];
  const mapping = JSON.parse(batch.mapping) as Mapping;
  const named = header.map((text, at) => {
    const target = mapping[at];
    return batch.header_row > 0 || !target ? text : columnText(target, lang);
  });
  return [...named, sheetWords.reason[lang]].map((text) => ({ header: text, type: 'text' }));
}

function columnsOnly(lang: Language): SheetColumn[] {
  return [sheetWords.rowNo, sheetWords.reason].map((words) => ({
    header: words[lang],
    type: 'text',
  }));
}

async function* reasonsOf(
  ctx: Reading,
  batch: BatchRecord,
  lang: Language,
): AsyncGenerator<string[][]> {
  for (let after = 0; ;) {
    const page = { verdicts: leftOut, after, limit: PAGE };
    const found = await listImportRows(ctx.db, batch.id, page);
    yield found.map((row) => [String(row.row), why(row, lang, false)]);
    if (found.length < PAGE) return;
    after = found.at(-1)!.row;
  }
}

async function* rowsOf(
  ctx: Reading,
  batch: BatchRecord,
  lang: Language,
): AsyncGenerator<string[][]> {
  const path = storedFile(ctx.deps.paths, batch.file_sha256);
  const nameAt = (JSON.parse(batch.mapping) as Mapping).indexOf('name');
  const from = { headerRow: batch.header_row, after: 0, size: PAGE };
  for await (const block of rowsBelow(path, batch.file_name, from)) {
    const after = block[0]!.row - 1;
    const found = await listImportRows(ctx.db, batch.id, {
      verdicts: leftOut,
      after,
      limit: PAGE,
    });
    const results = new Map(found.map((row) => [row.row, row]));
    yield block.flatMap(({ row, cells }) => {
      const result = results.get(row);
      return result ? [[...named(cells, result, nameAt), why(result, lang, true)]] : [];
    });
  }
}

/** A row that belonged to the customer above it stands alone now, and must say whose it is. */
function named(cells: readonly string[], result: ImportRowRecord, nameAt: number): string[] {
  return cells.map((cell, at) => (at === nameAt && cell === '' ? result.label : cell));
}

function why(result: ImportRowRecord, lang: Language, contents: boolean): string {
  return reasonText(result.code, reasonParams(result, contents), lang);
}
