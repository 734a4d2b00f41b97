import type { NamedWorkLog } from '@xinhang/db/repositories/work-logs.ts';
import type { LogEdit } from '@xinhang/shared/work-logs.ts';
import { z } from 'zod';
import type { ReadContext } from '../../../http/context.ts';
import { changesOf } from '../../system/service.ts';
import { describeLines } from './lines.ts';
import { logClock } from './period.ts';

const MOST = 50;

/** A log as the audit has it; see `recordLog`. */
const audited = z.object({
  state: z.string(),
  results: z.string(),
  problems: z.string(),
  help: z.string(),
  next_plan: z.string(),
  lines: z.string(),
});
type Audited = z.output<typeof audited>;

const fields = {
  results: 'results',
  problems: 'problems',
  help: 'help',
  next: 'next_plan',
} as const;

/** Lines of a plan out of their text in the audit. */
function linesIn(text: string) {
  const blank = { plan_id: null, task_id: null, customer_id: null, done: 0 };
  return text.split('\n').flatMap((line) => {
    if (line === '') return [];
    const [, kind, id, rest = ''] = /^(plan|task|customer) (\d+)(?: (.*))?$/.exec(line) ?? [];
    if (!kind) return [{ ...blank, text: line }];
    return [{ ...blank, text: rest, [`${kind}_id`]: Number(id) }];
  });
}

/**
 * What the author of a log changed after he had submitted it, for whoever may read the log: as the
 * audit has it. Records that the reader may not open are hidden, as in the log itself.
 */
export async function editsOf(ctx: ReadContext, log: NamedWorkLog): Promise<LogEdit[]> {
  if (log.edited_at === null) return [];
  const which = { entity: 'workLog', entityId: log.id, action: 'workLogs.update' };
  const rows = await changesOf(ctx.db, which, MOST);
  const period = { from: log.from_on, to: log.to_on };
  const clock = await logClock(ctx.db, period);
  const of = { userId: log.author_id, ...clock.instants(period) };
  const shown = async (one: Audited) => await describeLines(ctx, linesIn(one.lines), of);
  const edits: LogEdit[] = [];
  for (const row of rows) {
    const before = audited.parse(JSON.parse(row.before!));
    const after = audited.parse(JSON.parse(row.after!));
    if (before.state === 'draft') continue;
    const texts = (Object.keys(fields) as (keyof typeof fields)[]).flatMap((field) => {
      const [was, is] = [before[fields[field]], after[fields[field]]];
      return was === is ? [] : [{ field, before: was, after: is }];
    });
    const lines =
      before.lines === after.lines
        ? null
        : { before: await shown(before), after: await shown(after) };
    edits.push({ at: row.at, late: row.at > clock.dueAt(period), texts, lines });
  }
  return edits;
}
