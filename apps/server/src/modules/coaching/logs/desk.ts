import { may } from '@xinhang/db/actor.ts';
import {
  countLogs,
  listLogs,
  logWriters,
  reviewsOfLogs,
  type LogFilter,
  type NamedWorkLog,
} from '@xinhang/db/repositories/work-logs.ts';
import type { DeskBlock } from '@xinhang/shared/activities.ts';
import { addDays, daysBetween } from '@xinhang/shared/business-date.ts';
import { COUNT_CAP } from '@xinhang/shared/contract/fields.ts';
import { logKinds } from '@xinhang/shared/work-logs.ts';
import type { ReadContext } from '../../../http/context.ts';
import type { DeskSource } from '../../../registry/boot.ts';
import { lastOver, logsMissing, writersInReach } from './missing.ts';
import { logClock } from './period.ts';

type Line = NonNullable<DeskBlock['logs']>[number];

const block = (logs: Line[], limit: number, count = logs.length) =>
  count === 0 ? null : { count, items: [], jobs: [], logs: logs.slice(0, limit) };

const toLine = (row: NamedWorkLog): Line => ({
  id: row.id,
  snoozeId: row.id,
  person: { id: row.author_id, name: row.author_name },
  kind: row.kind as Line['kind'],
  from: row.from_on,
  late: row.late === 1 || row.edited_late === 1,
  note: (row.help || row.problems || row.results).slice(0, 200),
});

/** By which a log that nobody wrote is put off: its person, its kind and the day it begins. */
const owedLogId = (personId: number, kind: Line['kind'], from: string) =>
  personId * 1_000_000 + daysBetween('1970-01-01', from) * logKinds.length + logKinds.indexOf(kind);

async function owed(
  ctx: ReadContext,
  today: string,
  people: Awaited<ReturnType<typeof logWriters>>,
): Promise<Line[]> {
  const clock = await logClock(ctx.db, { from: addDays(today, -60), to: today });
  const lines: Line[] = [];
  for (const kind of logKinds) {
    const rows = await logsMissing(ctx, kind, lastOver(clock, kind, today), people);
    for (const { person, period, overdue } of rows) {
      const { from } = period;
      const snoozeId = owedLogId(person.id, kind, from);
      lines.push({ id: null, snoozeId, person, kind, from, late: overdue, note: '' });
    }
  }
  return lines;
}

async function listed(ctx: ReadContext, filter: LogFilter, limit: number) {
  const rows = await listLogs(ctx.db, filter, { after: null, limit });
  if (rows.length === 0) return null;
  return block(rows.map(toLine), limit, await countLogs(ctx.db, filter, COUNT_CAP));
}

/** Own logs of the last working day and the last week that are not submitted. */
const logsDue: DeskSource = {
  kind: 'logsDue',
  async build(ctx, { today, limit }) {
    if (!may(ctx.actor, 'workLogs.create')) return null;
    return block(await owed(ctx, today, await logWriters(ctx.db, [ctx.actor.userId])), limit);
  },
};

/** What was said of each log, and whether it can be acknowledged in place. */
async function withReviews(ctx: ReadContext, lines: readonly Line[]): Promise<Line[]> {
  const reviews = await reviewsOfLogs(
    ctx.db,
    lines.map((line) => line.id!),
  );
  return lines.map((line) => {
    const waiting = reviews.filter((one) => one.log_id === line.id && one.acknowledged_at === null);
    const last = waiting.at(-1);
    if (!last) return line;
    const { reviewer_name: by, rating, comment } = last;
    const said = ['★'.repeat(rating ?? 0), comment].filter(Boolean).join(' ');
    const note = [by, said].filter(Boolean).join(' · ').slice(0, 200);
    const plain = waiting.length === 1 && last.asks === 0;
    return { ...line, note, ...(plain && { unread: { id: last.id, version: last.version } }) };
  });
}

/** What was said of own logs and is not acknowledged. */
const logReviews: DeskSource = {
  kind: 'logReviews',
  async build(ctx, { limit }) {
    if (!may(ctx.actor, 'workLogs.create')) return null;
    const found = await listed(ctx, { authorIds: [ctx.actor.userId], unread: true }, limit);
    return found && { ...found, logs: await withReviews(ctx, found.logs) };
  },
};

/** What people in reach submitted and nobody reviewed. */
const logsToReview: DeskSource = {
  kind: 'logsToReview',
  async build(ctx, { limit }) {
    const reach = ctx.actor.reach.get('workLogs.review');
    if (!reach) return null;
    const authorIds = reach.all ? undefined : reach.ownerIds;
    const filter = { authorIds, notBy: ctx.actor.userId, states: ['submitted'] } as const;
    return await listed(ctx, filter, limit);
  },
};

/** Who of the people in reach did not submit the logs of the last working day and week. */
const missing: DeskSource = {
  kind: 'logsMissing',
  async build(ctx, { today, whose, limit }) {
    if (whose === 'mine' || !may(ctx.actor, 'workLogs.review')) return null;
    const people = await writersInReach(ctx);
    const lines = await owed(ctx, today, people);
    return block(
      lines.filter((line) => line.late),
      limit,
    );
  },
};

export const logDesk: readonly DeskSource[] = [logsDue, logReviews, logsToReview, missing];
