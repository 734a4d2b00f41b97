import {
  insertLog,
  linesOfLogs,
  logById,
  logOf,
  setLogLines,
  updateLog,
  type NamedWorkLog,
} from '@xinhang/db/repositories/work-logs.ts';
import { addDays } from '@xinhang/shared/business-date.ts';
import type { api } from '@xinhang/shared/contract/api.ts';
import type { EndpointInput } from '@xinhang/shared/contract/endpoint.ts';
import { fieldRefused, problem } from '@xinhang/shared/problems.ts';
import { conflict } from '../../../http/conflict.ts';
import type { WriteContext } from '../../../http/context.ts';
import { todayOf } from '../../../http/today.ts';
import { needLog } from './describe.ts';
import { toRows } from './lines.ts';
import { logClock, periodOf } from './period.ts';

type CreateBody = EndpointInput<typeof api.workLogs.create>['body'];
type UpdateBody = EndpointInput<typeof api.workLogs.update>['body'];

/** Nobody remembers more. */
const OLDEST_DAYS = 60;

/** Audit with what the lines say, and news for its author and those who review him. */
async function recordLog(
  ctx: WriteContext,
  action: string,
  id: number,
  before: object | null,
): Promise<NamedWorkLog> {
  const after = (await logById(ctx.tx, id))!;
  const audited = { ...after, lines: await linesText(ctx, id) };
  await ctx.audit({ action, entity: 'workLog', entityId: id, before, after: audited });
  const audience = [after.author_id];
  await ctx.emit({ entity: 'workLog', id, version: after.version, audience });
  return after;
}

const linesText = async (ctx: WriteContext, id: number) =>
  (await linesOfLogs(ctx.tx, [id]))
    .map(({ text, plan_id: plan, task_id: task, customer_id: customer }) =>
      [plan && `plan ${plan}`, task && `task ${task}`, customer && `customer ${customer}`, text]
        .filter(Boolean)
        .join(' '),
    )
    .join('\n');

/** What nobody could review is not submitted. */
function refuseEmpty(
  log: { results: string; problems: string; help: string; next_plan: string },
  lines: number,
): void {
  const said = [log.results, log.problems, log.help, log.next_plan].some((text) => text !== '');
  if (!said && lines === 0) throw fieldRefused('/results', 'required');
}

/** Begins the actor's log of a period; there is one of each. */
export async function createLog(ctx: WriteContext, body: CreateBody): Promise<NamedWorkLog> {
  const { tx, actor, now } = ctx;
  const today = await todayOf(ctx);
  const period = periodOf(body.kind, body.on);
  if (period.from > today) throw fieldRefused('/on', 'in-the-future');
  if (period.to < addDays(today, -OLDEST_DAYS)) throw fieldRefused('/on', 'too-long-ago');
  if (await logOf(tx, actor.userId, body.kind, period.from)) throw problem('already-exists');
  const lines = await toRows(ctx, body.lines ?? []);
  const texts = {
    results: body.results ?? '',
    problems: body.problems ?? '',
    help: body.help ?? '',
    next_plan: body.next ?? '',
  };
  if (body.submit) refuseEmpty(texts, lines.length);
  const clock = await logClock(tx, period);
  const id = await insertLog(tx, {
    author_id: actor.userId,
    kind: body.kind,
    from_on: period.from,
    to_on: period.to,
    ...texts,
    state: body.submit ? 'submitted' : 'draft',
    submitted_at: body.submit ? now : null,
    late: body.submit && now > clock.dueAt(period) ? 1 : 0,
    edited_at: null,
    edited_late: 0,
  });
  await setLogLines(tx, id, lines);
  return await recordLog(ctx, body.submit ? 'workLogs.submit' : 'workLogs.create', id, null);
}

/** Changes or submits an own log; what is changed after that is marked, and marked as late. */
export async function changeLog(
  ctx: WriteContext,
  id: number,
  body: UpdateBody,
): Promise<NamedWorkLog> {
  const { tx, actor, now } = ctx;
  const before = await needLog(ctx, id);
  if (before.author_id !== actor.userId) throw problem('forbidden');
  if (before.state === 'reviewed') throw problem('state-refused');
  const { version, submit, lines: sent, ...wanted } = body;
  const { results, problems, help, next_plan: next } = before;
  if (version !== before.version) {
    throw conflict(before.version, { results, problems, help, next }, wanted);
  }
  const texts = {
    results: body.results ?? results,
    problems: body.problems ?? problems,
    help: body.help ?? help,
    next_plan: body.next ?? next,
  };
  const old = await linesOfLogs(tx, [id]);
  const lines = sent === undefined ? null : await toRows(ctx, sent);
  const bare = (rows: readonly object[]) => JSON.stringify(rows);
  const kept = old.map(({ id: _id, log_id: _log, position: _position, ...line }) => line);
  const same = (['results', 'problems', 'help', 'next_plan'] as const).every(
    (key) => texts[key] === before[key],
  );
  const samePlan = lines === null || bare(lines.map(ordered)) === bare(kept.map(ordered));
  const submits = submit === true && before.state === 'draft';
  if (same && samePlan && !submits) return before;
  if (submits || before.state === 'submitted') refuseEmpty(texts, (lines ?? old).length);
  const clock = await logClock(tx, { from: before.from_on, to: before.to_on });
  const late = now > clock.dueAt({ from: before.from_on, to: before.to_on });
  const audited = { ...before, lines: await linesText(ctx, id) };
  const after = await updateLog(tx, before, {
    ...texts,
    ...(submits && { state: 'submitted', submitted_at: now, late: late ? 1 : 0 }),
    ...(before.state === 'submitted' && {
      edited_at: now,
      edited_late: late || before.edited_late === 1 ? 1 : 0,
    }),
  });
  if (!after) throw problem('version-conflict');
  if (lines !== null && !samePlan) await setLogLines(tx, id, lines);
  return await recordLog(ctx, submits ? 'workLogs.submit' : 'workLogs.update', id, audited);
}

type Line = Awaited<ReturnType<typeof toRows>>[number];
const ordered = ({ text, plan_id, task_id, customer_id, done }: Line) => [
  text,
  plan_id,
  task_id,
  customer_id,
  done,
];
