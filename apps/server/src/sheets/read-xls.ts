import { readXls as readByHucre } from 'hucre';
import { cellText } from './cell-text.ts';
import { SheetError, unreadable } from './sheet-error.ts';

/** Name of the stream in which Office keeps an encrypted .xlsx. */
const encryptedPackage = Buffer.from('EncryptedPackage', 'utf16le');
/** BIFF8 beginning of a workbook: record 0x0809 of 16 bytes, version 0x0600, workbook globals. */
const workbookStart = Buffer.from([0x09, 0x08, 0x10, 0x00, 0x00, 0x06, 0x05, 0x00]);
const FILE_PASS = 0x002f;

/** Rows of the first sheet of an .xls file (Excel 97 to 2003), or of any OLE2 file that is none. */
export async function readXls(bytes: Buffer): Promise<string[][]> {
  if (bytes.includes(encryptedPackage) || hasFilePass(bytes))
    throw new SheetError('sheet-password');
  try {
    const { sheets } = await readByHucre(bytes);
    return Array.from(sheets[0]?.rows ?? [], (row) => Array.from(row ?? [], cellText));
  } catch (error) {
    throw unreadable('damaged', error);
  }
}

/**
 * An encrypted .xls says so in one of the first records, in clear; the reader would take the
 * cipher for cells. The stream begins at a sector, and the record stands in that sector.
 */
function hasFilePass(bytes: Buffer): boolean {
  const start = bytes.indexOf(workbookStart);
  if (start === -1) return false;
  const end = Math.min(bytes.length - 4, start + 512);
  for (let at = start; at < end; at += 4 + bytes.readUInt16LE(at + 2)) {
    if (bytes.readUInt16LE(at) === FILE_PASS) return true;
  }
  return false;
}
