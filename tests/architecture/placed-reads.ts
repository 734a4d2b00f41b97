import { readersPastPlaces } from './past-places.ts';
import { readersPast } from './scoped-reads.ts';
import type { SourceFile } from './source.ts';

/** Tables whose rows a person sees through the place where goods lie. */
const placed = [
  'stock_balance',
  'stock_ledger',
  'stock_pool',
  'stock_serial',
  'stock_document',
  'stock_document_line',
  'receipt_note',
  'receipt_note_line',
  'purchase_return',
  'purchase_return_line',
].join('|');
const THROUGH_PLACES = /\b(placeInScope|placesReached|figuresIn|boughtPlaces|inPlaces)\(/;

/** `file#function` of whatever reads stock and does not ask which places are reached. */
export const unplacedReaders = (file: SourceFile): string[] =>
  readersPast(file, { tables: placed, doors: THROUGH_PLACES });

/** Reads of stock that neither ask which places are reached nor are registered. */
export const readsPastPlaces = (file: SourceFile): string[] =>
  unplacedReaders(file)
    .filter((reader) => !(reader in readersPastPlaces))
    .map((reader) => `${file.path}: ${reader} reads stock past the places of its reader`);

/** Entries of the register that nothing needs any more. */
export function idlePlaces(
  files: readonly SourceFile[],
  register: Readonly<Record<string, string>> = readersPastPlaces,
): string[] {
  const used = new Set(files.flatMap(unplacedReaders));
  return Object.keys(register).filter((entry) => !used.has(entry));
}
