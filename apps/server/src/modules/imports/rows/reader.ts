import type { ImportColumn, ImportReason } from '@xinhang/shared/imports.ts';
import { beyondHeaders } from '../beyond-headers.ts';
import { cleanCell, shown } from '../cells.ts';
import { whenOf } from '../dates.ts';
import type { SheetRow } from '../file.ts';
import type { Mapping } from '../headers.ts';
import { noLine } from '../no-line.ts';
import type { Reason } from '../reason.ts';
import { flagOf, numberOf } from './values.ts';

/** What every row of a list has, whatever it says. */
export interface RowDraft {
  row: number;
  /** Why it is no line of the list. */
  noLine: ReturnType<typeof noLine> | 'zero-row';
  problems: Reason[];
  /** Cells that nobody gave a name. */
  unused: Reason | null;
}

/** Larger numbers are no prices and quantities of a company. */
const MAX_E4 = 1e13;
const MAX_TEXT = 1000;

/** Reads the cells of a row by what their columns become, and collects what cannot be read. */
export class RowReader {
  readonly #row: SheetRow;
  readonly #mapping: Mapping;
  readonly #texts = new Map<string, string>();
  readonly #problems: Reason[] = [];
  #zero = false;

  constructor(
    row: SheetRow,
    mapping: Mapping,
    longest: Readonly<Partial<Record<ImportColumn, number>>>,
  ) {
    this.#row = row;
    this.#mapping = mapping;
    for (const [at, target] of mapping.entries()) {
      if (target === null) continue;
      const text = cleanCell(row.cells[at] ?? '');
      const max = longest[target] ?? MAX_TEXT;
      if (text.length > max) this.refuse('too-long', { field: target, max });
      this.#texts.set(target, text);
    }
  }

  /** After everything is read. */
  draft(): RowDraft {
    const { row, cells, fault, named } = this.#row;
    return {
      row,
      noLine: noLine(cells) ?? (this.#zero && !fault ? 'zero-row' : null),
      // What stands in the wrong cells says nothing.
      problems: fault ? [fault] : this.#problems,
      unused: fault ? null : beyondHeaders(cells, named, this.#mapping),
    };
  }

  /**
   * Says that the row has nothing to bring in, as lists of other programs have them; what else is
   * wrong with it does not count then.
   */
  leaveOut(): void {
    this.#zero = true;
  }

  /** Whether nothing but 0 stands in these cells. */
  isZero(...targets: ImportColumn[]): boolean {
    return targets.every((target) => {
      const value = this.lines(target);
      return value === '' || numberOf(value, 4) === 0;
    });
  }

  refuse(code: ImportReason, params: Reason['params'] = {}): void {
    this.#problems.push({ code, params });
  }

  /** Columns that the file has. */
  targets(): string[] {
    return [...this.#texts.keys()];
  }

  /** As it stands, with its lines. */
  lines(target: ImportColumn): string {
    return this.#texts.get(target) ?? '';
  }

  /** In one line; empty where there is nothing. */
  text(target: ImportColumn): string {
    return this.lines(target).replaceAll(/\s*[\r\n\t]+\s*/g, ' ');
  }

  /** As `text`; undefined where the cell is empty, which changes nothing. */
  words(target: ImportColumn): string | undefined {
    return this.text(target) || undefined;
  }

  /** What a cell says, undefined where it is empty or says nothing that is read. */
  read<T>(
    target: ImportColumn,
    of: (value: string) => T | null,
    otherwise: ImportReason,
  ): T | undefined {
    const value = this.lines(target);
    if (value === '') return undefined;
    const found = of(value);
    if (found === null) this.refuse(otherwise, { field: target, value: shown(value) });
    return found ?? undefined;
  }

  /** A price or a quantity, 1/10,000; never below nought. */
  amount(target: ImportColumn): number | undefined {
    const found = this.read(target, (value) => numberOf(value, 4), 'number-unreadable');
    if (found === undefined || (found >= 0 && found <= MAX_E4)) return found;
    this.refuse('number-out-of-range', { field: target, value: shown(this.lines(target)) });
    return undefined;
  }

  /** The same of what may lie below nought. */
  signed(target: ImportColumn): number | undefined {
    const found = this.read(target, (value) => numberOf(value, 4), 'number-unreadable');
    if (found === undefined || Math.abs(found) <= MAX_E4) return found;
    this.refuse('number-out-of-range', { field: target, value: shown(this.lines(target)) });
    return undefined;
  }

  /** Money in fen; never below nought. What a formula left beyond fen is rounded away. */
  fen(target: ImportColumn): number | undefined {
    const found = this.amount(target);
    return found === undefined ? undefined : Math.round(found / 100);
  }

  /** The same of what may lie below nought. */
  signedFen(target: ImportColumn): number | undefined {
    const found = this.signed(target);
    return found === undefined ? undefined : Math.round(found / 100);
  }

  flag(target: ImportColumn): boolean | undefined {
    return this.read(target, flagOf, 'flag-unreadable');
  }

  date(target: ImportColumn): string | undefined {
    // Days need no zone: what a file says of the hour is left away.
    const day = (value: string) => whenOf(value, 'Asia/Shanghai')?.date ?? null;
    return this.read(target, day, 'date-unreadable');
  }

  /** Refuses a row without it. */
  need(target: ImportColumn): void {
    if (this.lines(target) === '') this.refuse('field-missing', { field: target });
  }
}
