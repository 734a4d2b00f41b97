import { heldAfter, putForecast, type HeldRecord } from '@xinhang/db/repositories/recycling.ts';
import { addDays } from '@xinhang/shared/business-date.ts';
import { FORECAST_DAYS } from '@xinhang/shared/pool-work.ts';
import { z } from 'zod';
import type { WriteContext } from '../../http/context.ts';
import { todayOf } from '../../http/today.ts';
import type { OwnedKinds } from '../../registry/owned.ts';
import type { ScheduleKind } from '../../jobs/clockwork.ts';
import type { JobKind, JobRun, ResultRow } from '../../jobs/kind.ts';
import { customerById } from '../customers/service.ts';
import { listJobRows } from '../system/service.ts';
import { letFall } from './hold.ts';
import { judgesOf, type Judges, type Verdict } from './judges.ts';

/** Rows that are judged together, and rows after which a step ends. */
const BLOCK = 100;
const MOST = 10 * BLOCK;
/** Result rows that are read together. */
const PAGE = 1000;

interface Point {
  /** Customers up to this id are done. */
  after: number;
  /** Former owners were told. */
  told?: boolean;
}

interface Walk {
  after: number;
  /** Who is due on this date drops; null judges alone. */
  dropOn: string | null;
  /** No customer drops before it, as far as the forecast goes. */
  from: string;
  owned: OwnedKinds;
}

/** Judges every customer of somebody: drops those that are due, and notes of the others when. */
async function walk(
  job: JobRun<unknown, Point>,
  { after, dropOn, from, owned }: Walk,
): Promise<void> {
  let at = after;
  for (let more = true; more;) {
    let reached = at;
    await job.step(async (ctx, slice) => {
      reached = at;
      const today = dropOn ? await judgesOf(ctx.tx, dropOn) : null;
      const ahead = await judgesOf(ctx.tx, from);
      if (!ahead.any) {
        more = false;
        await putForecast(ctx.tx, null, []);
        return { point: { after: Number.MAX_SAFE_INTEGER } };
      }
      const rows: ResultRow[] = [];
      let done = 0;
      for (more = true; more && done < MOST;) {
        const held = await heldAfter(ctx.tx, reached, BLOCK);
        more = held.length === BLOCK;
        const to = held.at(-1)?.id ?? Number.MAX_SAFE_INTEGER;
        if (today && dropOn)
          rows.push(...(await dropDue(ctx, owned, today, { held, date: dropOn })));
        const left = held.filter((row) => !rows.some(({ ref }) => ref === String(row.id)));
        await noteAhead(ctx, ahead, left, { after: reached, to }, from);
        reached = to;
        done += held.length;
        if (slice.over()) break;
      }
      return { done, rows, point: { after: reached } };
    });
    at = reached;
  }
}

async function dropDue(
  ctx: WriteContext,
  owned: OwnedKinds,
  judges: Judges,
  { held, date }: { held: readonly HeldRecord[]; date: string },
): Promise<ResultRow[]> {
  const rows: ResultRow[] = [];
  for (const [id, { drop, poolId }] of await judges.judge(ctx.tx, held)) {
    if (drop.on !== date) continue;
    const before = (await customerById(ctx.tx, id))!;
    const { ruleId } = drop;
    const by = judges.why(ruleId);
    const falling = { poolId, reason: 'recycle', note: '', ruleId, by } as const;
    const after = await letFall(ctx, owned, before, falling);
    if (!after) continue;
    const params = { ownerId: before.owner_id, ruleId };
    rows.push({ ref: String(id), label: '', outcome: 'changed', params });
  }
  return rows;
}

/** Notes whom to warn, and who drops within the next days. */
async function noteAhead(
  ctx: WriteContext,
  judges: Judges,
  held: readonly HeldRecord[],
  span: { after: number; to: number },
  from: string,
): Promise<void> {
  const verdicts = await judges.judge(ctx.tx, held);
  const until = addDays(from, FORECAST_DAYS);
  const near = ({ drop }: Verdict) => drop.warnOn <= until || drop.on <= until;
  const rows = held.flatMap((row) => {
    const verdict = verdicts.get(row.id);
    if (!verdict || !near(verdict)) return [];
    return {
      customer_id: row.id,
      owner_id: row.owner_id!,
      drop_on: verdict.drop.on,
      warn_on: verdict.drop.warnOn,
      rule_id: verdict.drop.ruleId,
      chance_grade: row.chance_grade,
      last_follow_at: row.last_follow_at,
      contract_end_on: verdict.contractEndOn,
    };
  });
  await putForecast(ctx.tx, span, rows);
}

/** Each former owner hears once how many dropped. */
async function tellOwners(job: JobRun<unknown, Point>): Promise<void> {
  await job.step(async (ctx) => {
    const lost = new Map<number, number>();
    for (let after = 0; ;) {
      const page = { jobId: job.id, outcomes: ['changed'], after, limit: PAGE };
      const rows = await listJobRows(ctx.tx, page);
      for (const { params } of rows) {
        const { ownerId } = z.object({ ownerId: z.int() }).parse(JSON.parse(params));
        lost.set(ownerId, (lost.get(ownerId) ?? 0) + 1);
      }
      if (rows.length < PAGE) break;
      after = rows.at(-1)!.seq;
    }
    for (const [ownerId, count] of lost) {
      const kind = 'customers-recycled';
      await ctx.notify([ownerId], { kind, params: { count }, route: '/pool' });
    }
    return { point: { after: Number.MAX_SAFE_INTEGER, told: true } };
  });
}

const dated = z.object({ date: z.string() });

/** What is due by the rules of a pool drops in the night; after a kill it goes on where it was. */
const recycleJob = (owned: OwnedKinds): JobKind<z.output<typeof dated>, Point> => ({
  kind: 'pools.recycle',
  input: dated,
  needs: () => null,
  resumable: true,
  rowsOf: 'customer',
  async run(job) {
    if (job.point?.told) return;
    const { date } = job.input;
    const from = addDays(date, 1);
    await walk(job, { after: job.point?.after ?? 0, dropOn: date, from, owned });
    await tellOwners(job);
  },
});

/** Every night; after the server was off, once for the newest date: what was missed is due now. */
export const recycling = (owned: OwnedKinds): ScheduleKind => ({
  key: 'recycling',
  at: '02:00',
  catchUp: 'newest',
  job: recycleJob(owned) as JobKind<{ date: string }, never>,
});

const nothing = z.object({});

/** The forecast alone, after rules were changed. */
export const forecastJob = (owned: OwnedKinds): JobKind<z.output<typeof nothing>, Point> => ({
  kind: 'pools.forecast',
  input: nothing,
  needs: () => 'system.settings',
  resumable: true,
  quiet: () => true,
  async run(job) {
    const ctx = await job.look();
    const from = addDays(await todayOf(ctx), 1);
    await walk(job, { after: job.point?.after ?? 0, dropOn: null, from, owned });
  },
});
