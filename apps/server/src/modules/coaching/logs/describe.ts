import { messageCounts } from '@xinhang/db/repositories/messages.ts';
import {
  linesOfLogs,
  logById,
  reviewsOfLogs,
  type NamedWorkLog,
} from '@xinhang/db/repositories/work-logs.ts';
import { problem } from '@xinhang/shared/problems.ts';
import type { WorkLog } from '@xinhang/shared/work-logs.ts';
import type { ReadContext } from '../../../http/context.ts';
import { toReview } from '../mapper.ts';
import { mayReadLog, mayReviewLog } from '../policy.ts';
import { describeLines } from './lines.ts';
import { logClock } from './period.ts';

/** A log that the actor may read; another one does not exist (404). */
export async function needLog(ctx: ReadContext, id: number): Promise<NamedWorkLog> {
  const log = await logById(ctx.db, id);
  if (!log || !mayReadLog(ctx.actor, log)) throw problem('not-found');
  return log;
}

/** Logs that the actor may read, with what was said of them. */
export async function describeLogs(
  ctx: ReadContext,
  rows: readonly NamedWorkLog[],
): Promise<WorkLog[]> {
  if (rows.length === 0) return [];
  const ids = rows.map((row) => row.id);
  const days = rows.flatMap((row) => [row.from_on, row.to_on]).toSorted();
  const clock = await logClock(ctx.db, { from: days[0]!, to: days.at(-1)! });
  const reviews = Map.groupBy(await reviewsOfLogs(ctx.db, ids), (row) => row.log_id);
  const lines = Map.groupBy(await linesOfLogs(ctx.db, ids), (row) => row.log_id);
  const messages = await messageCounts(ctx.db, 'workLog', ids);
  const { userId, viewAsBy } = ctx.actor;
  const logs: WorkLog[] = [];
  for (const row of rows) {
    const period = { from: row.from_on, to: row.to_on };
    const of = { userId: row.author_id, ...clock.instants(period) };
    logs.push({
      id: row.id,
      version: row.version,
      author: { id: row.author_id, name: row.author_name },
      dept: { id: row.dept_id, name: row.dept_name },
      kind: row.kind as WorkLog['kind'],
      period: { ...period, dueAt: clock.dueAt(period) },
      state: row.state as WorkLog['state'],
      lines: await describeLines(ctx, lines.get(row.id) ?? [], of),
      results: row.results,
      problems: row.problems,
      help: row.help,
      next: row.next_plan,
      submittedAt: row.submitted_at,
      late: row.late === 1,
      editedAt: row.edited_at,
      editedLate: row.edited_late === 1,
      reviews: (reviews.get(row.id) ?? []).map(toReview),
      messages: messages.get(row.id) ?? 0,
      own: viewAsBy === null && row.author_id === userId,
      mayReview: mayReviewLog(ctx.actor, row),
    });
  }
  return logs;
}
