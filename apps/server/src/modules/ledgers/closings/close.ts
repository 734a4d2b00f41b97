import { closedTo, closingRows, insertClosing } from '@xinhang/db/repositories/period-closings.ts';
import type {
  PeriodArea,
  PeriodDraft,
  PeriodLeft,
  PeriodObstacle,
} from '@xinhang/shared/period-closings.ts';
import { periodOf } from '@xinhang/shared/periods.ts';
import { fieldRefused, problem, type FieldProblem } from '@xinhang/shared/problems.ts';
import type { ReadContext, WriteContext } from '../../../http/context.ts';
import { todayOf } from '../../../http/today.ts';
import type { Closings } from '../../../registry/closings.ts';
import { closedBefore, closedBy, lastDayOf, lastMonth, nextMonth } from './list.ts';

interface One {
  area: PeriodArea;
  /** `YYYY-MM`. */
  month: string;
}

/** Drafts of one kind that are listed. */
const MOST_DRAFTS = 100;

const plain = (code: PeriodObstacle['code'], month = ''): PeriodObstacle => ({
  code,
  count: 0,
  amountFen: null,
  month,
});

/** What stands in the way of closing a month of an area; drafts are those that the actor may open. */
export async function checksOf(
  ctx: ReadContext,
  closings: Closings,
  { area, month }: One,
): Promise<{ obstacles: PeriodObstacle[]; left: PeriodLeft[]; drafts: PeriodDraft[] }> {
  const period = periodOf('month', `${month}-01`);
  const closed = await closedTo(ctx.db, area);
  const obstacles: PeriodObstacle[] = [];
  if (period.to >= (await todayOf(ctx))) obstacles.push(plain('month-not-over'));
  const next = nextMonth(closed);
  if (period.to <= closed) obstacles.push(plain('month-closed'));
  else if (next !== null && next !== month) obstacles.push(plain('month-not-next', next));
  if (area === 'finance') {
    for (const other of ['stock', 'arap'] as const) {
      const reached = (await closedTo(ctx.db, other)) >= period.to;
      if (!reached) obstacles.push(plain(`${other}-open`));
    }
  }
  for (const check of closings.checksOf(area)) {
    const faults = await check.find(ctx, area, period);
    obstacles.push(...faults.map((fault) => ({ ...plain(fault.code), ...fault })));
  }
  const left: PeriodLeft[] = [];
  for (const source of closings.leftOf(area)) {
    left.push(...(await source.find(ctx, period)).map((one) => ({ ...one, month: '' })));
  }
  const drafts: PeriodDraft[] = [];
  for (const source of closings.draftsOf(area)) {
    drafts.push(...(await source.find(ctx, period.to, MOST_DRAFTS)));
  }
  return {
    obstacles,
    left,
    drafts: drafts.toSorted((a, b) => (a.businessDate < b.businessDate ? -1 : 1)),
  };
}

/** Closes a month; `period-not-closable` names everything that stands in the way. */
export async function closeMonth(
  ctx: WriteContext,
  closings: Closings,
  { area, month, leaveDrafts, leaveOpen }: One & { leaveDrafts: boolean; leaveOpen: boolean },
) {
  const { obstacles, left, drafts } = await checksOf(ctx, closings, { area, month });
  const errors = obstacles.map(({ code, count, month: first }): FieldProblem => ({
    pointer: '/month',
    code,
    params: { area, count, month: first },
  }));
  if (drafts.length > 0 && !leaveDrafts) {
    const params = { area, count: drafts.length, month };
    errors.push({ pointer: '/leaveDrafts', code: 'drafts-left', params });
  }
  for (const { code, count } of leaveOpen ? [] : left) {
    errors.push({ pointer: '/leaveOpen', code, params: { area, count, month } });
  }
  if (errors.length > 0) throw problem('period-not-closable', { errors });
  const before = await closedTo(ctx.tx, area);
  const after = { area, closedTo: lastDayOf(month), draftsLeft: drafts.length, left };
  await write(ctx, 'close', { area, closedTo: after.closedTo, reason: '' }, { before, after });
  return { area, closedTo: after.closedTo };
}

/**
 * Opens again what was closed last: with the month before closed where it was. Refused while
 * finance is closed beyond that.
 */
export async function reopenMonth(
  ctx: WriteContext,
  { area, month, reason }: One & { reason: string },
) {
  const rows = await closingRows(ctx.tx);
  const before = closedBy(rows, area);
  const last = lastMonth(before);
  if (last !== month) {
    throw fieldRefused('/month', 'not-last-closed', { area, month: last ?? '' });
  }
  const now = closedBefore(rows, area);
  const finance = closedBy(rows, 'finance');
  if (area !== 'finance' && finance > now) {
    throw fieldRefused('/month', 'finance-closed', { area, month: finance.slice(0, 7) });
  }
  const after = { area, closedTo: now, reason };
  await write(ctx, 'reopen', { area, closedTo: now, reason }, { before, after });
  return { area, closedTo: now };
}

async function write(
  ctx: WriteContext,
  action: 'close' | 'reopen',
  { area, closedTo: closed, reason }: { area: PeriodArea; closedTo: string; reason: string },
  told: { before: string; after: object },
): Promise<void> {
  const id = await insertClosing(ctx.tx, {
    area,
    action,
    closed_to: closed,
    reason,
    closed_by: ctx.actor.userId,
    closed_at: ctx.now,
  });
  await ctx.audit({
    action: `periodClosings.${action}`,
    entity: 'periodClosing',
    entityId: id,
    before: { area, closedTo: told.before },
    after: told.after,
  });
  await ctx.emit({ entity: 'periodClosing', id, version: 1, audience: [] });
}
