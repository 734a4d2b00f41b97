import { isBusinessDate } from '@xinhang/shared/business-date.ts';
import type { Row } from './csv-table.ts';

/** What is wrong with a cell, in words; null when nothing is. */
export type Fault = string | null;

interface Bounds {
  min?: number;
  max?: number;
  whole?: boolean;
  /** Empty is nothing wrong. */
  optional?: boolean;
}

/** A number inside its bounds. */
export function numberFault(row: Row, column: string, bounds: Bounds = {}): Fault {
  const text = row.text(column);
  if (text === '') return bounds.optional ? null : `has no ${column}`;
  const value = row.number(column);
  const { min = -Infinity, max = Infinity, whole = false } = bounds;
  if (value === null) return `${column} is no number: ${text}`;
  if (value < min) return `${column} is below ${min}: ${text}`;
  if (value > max) return `${column} is above ${max}: ${text}`;
  return whole && !Number.isInteger(value) ? `${column} is no whole number: ${text}` : null;
}

/** A date as `YYYY-MM-DD`, from this form (a time may follow) or the American M/D/YYYY; else null. */
export function dateIn(text: string): string | null {
  const [, month, day, year] = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(text) ?? [];
  const [plain = ''] = /^\d{4}-\d{2}-\d{2}(?=$|[ T])/.exec(text) ?? [];
  const date =
    year === undefined ? plain : `${year}-${month!.padStart(2, '0')}-${day!.padStart(2, '0')}`;
  return isBusinessDate(date) ? date : null;
}

export function dateFault(row: Row, column: string, { optional = false } = {}): Fault {
  const text = row.text(column);
  if (text === '') return optional ? null : `has no ${column}`;
  return dateIn(text) === null ? `${column} is no date: ${text}` : null;
}

/** Of two dates that exist the first must not be later. */
export function orderFault(row: Row, first: string, second: string): Fault {
  const [from, to] = [dateIn(row.text(first)), dateIn(row.text(second))];
  if (from === null || to === null || from <= to) return null;
  return `${second} ${row.text(second)} is before ${first} ${row.text(first)}`;
}

export const faults = (...found: readonly Fault[]): string[] =>
  found.filter((fault) => fault !== null);

export const missing = (row: Row, column: string): Fault =>
  row.text(column) === '' ? `has no ${column}` : null;

/** Numbers of people, orders and products are counted from 1. */
export const keyFault = (row: Row, column: string): Fault =>
  numberFault(row, column, { min: 1, whole: true });
