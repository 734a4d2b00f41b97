import { may } from '@xinhang/db/actor.ts';
import {
  closingRows,
  firstBookDate,
  type ClosingRow,
} from '@xinhang/db/repositories/period-closings.ts';
import {
  periodAreas,
  type PeriodArea,
  type PeriodMonth,
  type PeriodState,
} from '@xinhang/shared/period-closings.ts';
import { monthsOf, periodOf } from '@xinhang/shared/periods.ts';
import { addDays } from '@xinhang/shared/business-date.ts';
import type { ReadContext } from '../../../http/context.ts';
import { todayOf } from '../../../http/today.ts';

/** So many months are shown, the newest. */
const MOST_MONTHS = 60;

/** The last day of a month `YYYY-MM`. */
export const lastDayOf = (month: string): string => periodOf('month', `${month}-01`).to;

/** How far each area is closed by these rows; empty: not at all. */
export const closedBy = (rows: readonly ClosingRow[], area: PeriodArea): string =>
  rows.findLast((row) => row.area === area)?.closed_to ?? '';

/** The months that may be closed next; null: any that is over, for nothing is closed yet. */
export const nextMonth = (closed: string): string | null =>
  closed === '' ? null : addDays(closed, 1).slice(0, 7);

/** The last month that is closed to its end; null: none is. */
export const lastMonth = (closed: string): string | null => {
  const next = nextMonth(closed);
  return next === null ? null : addDays(`${next}-01`, -1).slice(0, 7);
};

/** How far an area is closed once its last closed month is open again. */
export function closedBefore(rows: readonly ClosingRow[], area: PeriodArea): string {
  const now = closedBy(rows, area);
  const before = rows.filter((row) => row.area === area && row.closed_to < now);
  return before.map((row) => row.closed_to).toSorted()[before.length - 1] ?? '';
}

/** Every month of the books, the newest first, with its state in each area. */
export async function listMonths(ctx: ReadContext): Promise<PeriodMonth[]> {
  const today = await todayOf(ctx);
  const rows = await closingRows(ctx.db);
  const first = [await firstBookDate(ctx.db), ...rows.map((row) => row.closed_to)]
    .filter((one): one is string => one !== null && one !== '')
    .reduce((least, one) => (one < least ? one : least), addDays(`${today.slice(0, 7)}-01`, -1));
  const months = monthsOf({ from: first, to: today }).slice(-MOST_MONTHS).toReversed();
  return months.map((month) => ({
    month,
    over: lastDayOf(month) < today,
    areas: periodAreas.map((area) => stateOf(ctx, rows, { area, month, today })),
  }));
}

function stateOf(
  { actor }: ReadContext,
  rows: readonly ClosingRow[],
  { area, month, today }: { area: PeriodArea; month: string; today: string },
): PeriodState {
  const end = lastDayOf(month);
  let closed = false;
  let [closing, opening] = [null, null] as (ClosingRow | null)[];
  for (const row of rows) {
    if (row.area !== area) continue;
    const now = end <= row.closed_to;
    if (now && !closed) closing = row;
    if (!now && closed) opening = row;
    closed = now;
  }
  const until = closedBy(rows, area);
  const turn = !closed && end < today && (nextMonth(until) ?? month) === month;
  const reach = ['stock', 'arap'] as const;
  const othersClosed = area !== 'finance' || reach.every((one) => end <= closedBy(rows, one));
  const last = closed && month === lastMonth(until);
  const financeOpen = area === 'finance' || closedBy(rows, 'finance') <= closedBefore(rows, area);
  const by = (row: ClosingRow | null | undefined) =>
    row && row.closed_by !== null
      ? { by: { id: row.closed_by, name: row.closer_name ?? '' }, at: row.closed_at }
      : { by: null, at: null };
  const reopened = closed ? null : opening;
  return {
    area,
    closed,
    ...by(closed ? closing : null),
    reopenedBy: by(reopened).by,
    reopenedAt: by(reopened).at,
    reopenReason: reopened?.reason ?? '',
    mayClose: turn && othersClosed && may(actor, 'periods.close'),
    mayReopen: last && financeOpen && may(actor, 'periods.reopen'),
  };
}
