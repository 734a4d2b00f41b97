import { readXlsx as readByHucre } from 'hucre';
import { readSheet } from 'read-excel-file/node';
import { cellText, plainNumber } from './cell-text.ts';
import { checkSpan } from './sheet-span.ts';
import { unreadable } from './sheet-error.ts';
import { packParts, unpackParts, type ZipCaps } from './zip-guard.ts';

/** Rows of the first sheet of an .xlsx file. */
export async function readXlsx(bytes: Buffer, caps: ZipCaps): Promise<string[][]> {
  const parts = await unpackParts(bytes, caps);
  if (!parts.has('xl/workbook.xml')) throw unreadable('format');
  for (const [name, part] of parts) {
    if (name.startsWith('xl/worksheets/')) checkSpan(part);
  }
  const clean = packParts(parts);
  try {
    const rows = await readSheet(clean, 1, { parseNumber: (raw) => plainNumber(Number(raw)) });
    return rows.map((row) => row.map(cellText));
  } catch {
    return await readLenient(clean);
  }
}

/** For files that the first reader refuses whole: cells without addresses, one bad cell. */
async function readLenient(clean: Buffer): Promise<string[][]> {
  try {
    const { sheets } = await readByHucre(clean, { sheets: [0] });
    return Array.from(sheets[0]?.rows ?? [], (row) => Array.from(row ?? [], cellText));
  } catch (error) {
    throw unreadable('damaged', error);
  }
}
