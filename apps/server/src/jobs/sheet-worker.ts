// Entry of a worker thread: reads or writes one spreadsheet file. See sheets/in-worker.ts.
import { readFile, stat, writeFile } from 'node:fs/promises';
import type { Damage } from '../sheets/damage.ts';
import type { SheetRows } from '../sheets/read-sheet.ts';
import type { SheetJob, ToParent, ToWorker } from '../sheets/in-worker.ts';
import { SheetError } from '../sheets/sheet-error.ts';
import type { SheetValue } from '../sheets/write-sheet.ts';
import { parent } from '../threads/parent.ts';

const BLOCK_ROWS = 500;
const { data, tell, heard, close } = parent<SheetJob, ToParent, ToWorker>();

/** Of one block. */
function damagedIn({ damaged }: SheetRows, from: number): Map<number, Damage> {
  const found = new Map<number, Damage>();
  for (let at = 0; damaged && at < BLOCK_ROWS; at += 1) {
    const one = damaged.get(from + at);
    if (one) found.set(at, one);
  }
  return found;
}

async function run(job: SheetJob): Promise<void> {
  if (job.kind === 'read') {
    const { DEFAULT_MAX_BYTES, readSheet, usualWidth } = await import('../sheets/read-sheet.ts');
    const maxBytes = job.options.maxBytes ?? DEFAULT_MAX_BYTES;
    if ((await stat(job.path)).size > maxBytes) {
      throw new SheetError('sheet-too-large', { maxBytes });
    }
    const sheet = await readSheet(await readFile(job.path), job.fileName, job.options);
    const { rows } = sheet;
    const width = usualWidth(sheet);
    for (let at = 0; at < rows.length; at += BLOCK_ROWS) {
      tell({
        kind: 'rows',
        rows: rows.slice(at, at + BLOCK_ROWS),
        total: rows.length,
        usualWidth: width,
        damaged: damagedIn(sheet, at),
      });
      await heard();
    }
    return;
  }
  const rows: (readonly SheetValue[])[] = [];
  for (;;) {
    tell({ kind: 'more' });
    const message = await heard();
    if (message.kind === 'end') break;
    if (message.kind === 'rows') rows.push(...message.rows);
  }
  const { columns, options } = job;
  const { writeCsv, writeXlsx } = await import('../sheets/write-sheet.ts');
  const bytes =
    job.format === 'xlsx' ? await writeXlsx(columns, rows, options) : writeCsv(columns, rows);
  await writeFile(job.path, bytes);
}

try {
  await run(data);
  tell({ kind: 'done' });
} catch (error) {
  // An error loses its class on the way between threads.
  if (error instanceof SheetError) {
    tell({ kind: 'refused', code: error.code, params: error.params });
  } else {
    tell({ kind: 'failed', message: error instanceof Error ? (error.stack ?? '') : String(error) });
  }
} finally {
  close();
}
