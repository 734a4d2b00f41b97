import { monthsOf, periodOf, type Period } from '@xinhang/shared/periods.ts';

/** January to December, as targets are set. */
export const MONTHS = Array.from({ length: 12 }, (_, at) => at + 1);

/** Months of a period as numbers, of one year. */
export const monthNumbers = (period: Period) =>
  monthsOf(period).map((month) => Number(month.slice(5)));

/** A month of a year as `YYYY-MM`. */
export const monthOf = (year: number, month: number) => `${year}-${String(month).padStart(2, '0')}`;

/** The months of a year as periods. */
export const monthsOfYear = (year: number): Period[] =>
  MONTHS.map((month) => periodOf('month', `${monthOf(year, month)}-01`));
