import type { TradingPeriod } from './trading-history.ts';

/** Months that are looked at, the present one left out: it is not over. */
const MONTHS = 12;
const MONTH_DAYS = 30;
/** Whoever pays less than half by its day is given half. */
const LATE_BP = 5000;
/** Limits are round: whole thousands of yuan. */
const STEP_FEN = 100_000;

export interface CreditSuggestion {
  limitFen: number;
  /** What it is reckoned from. */
  monthlyFen: number;
  payDays: number;
  late: boolean;
}

/**
 * A credit limit from what a customer bought in the last twelve whole months: what is open between
 * the goods and their money at its usual pace, and one month more for what is under way. Null where
 * nothing was bought, or not all of it is shown to the reader.
 */
export function creditSuggestion(
  months: readonly TradingPeriod[],
  today: string,
): CreditSuggestion | null {
  const [year, month] = today.split('-').map(Number) as [number, number];
  const ago = (from: string) => {
    const [y, m] = from.split('-').map(Number) as [number, number];
    return (year - y) * MONTHS + month - m;
  };
  const whole = months.filter(({ from }) => ago(from) >= 1 && ago(from) <= MONTHS);
  if (whole.length === 0 || whole.some((row) => row.orderedFen === null)) return null;
  const ordered = whole.reduce((all, row) => all + row.orderedFen!, 0);
  if (ordered <= 0) return null;
  // A customer that is new is measured over the months since it began.
  const span = Math.max(...whole.map(({ from }) => ago(from)));
  const monthlyFen = Math.round(ordered / span);
  const paid = whole.filter((row) => row.payDays !== null);
  const weight = paid.reduce((all, row) => all + row.soldFen, 0);
  const days = paid.reduce((all, row) => all + row.payDays! * row.soldFen, 0);
  const payDays = weight > 0 ? Math.max(0, Math.round(days / weight)) : MONTH_DAYS;
  const due = whole.filter((row) => row.onTimeBp !== null);
  const late =
    due.length > 0 && due.reduce((all, row) => all + row.onTimeBp!, 0) / due.length < LATE_BP;
  const full = (monthlyFen * (payDays + MONTH_DAYS)) / MONTH_DAYS;
  const limitFen = Math.ceil((late ? full / 2 : full) / STEP_FEN) * STEP_FEN;
  return { limitFen, monthlyFen, payDays, late };
}
