import { dropSnoozes, putSnooze, snoozesOf } from '@xinhang/db/repositories/snoozes.ts';
import { company } from '@xinhang/db/repositories/company.ts';
import { businessDate } from '@xinhang/shared/business-date.ts';
import type { DeskBlock, DeskSide } from '@xinhang/shared/activities.ts';
import { api } from '@xinhang/shared/contract/api.ts';
import { DESK_CAP } from '@xinhang/shared/contract/fields.ts';
import type { DeskKind } from '@xinhang/shared/desk-kinds.ts';
import { fieldRefused } from '@xinhang/shared/problems.ts';
import type { ReadContext } from '../../http/context.ts';
import { implement, type Http } from '../../http/implement.ts';
import { putOffReminder } from '../system/service.ts';
import { DESK_ROWS, type Registries } from '../../registry/boot.ts';

/** Lines of a block beyond those it shows that are looked through for what was put off. */
const MOST_ASLEEP = 200;
/** The longest that a line is put off. */
const YEAR_MS = 366 * 86_400_000;

/** Blocks whose lines have a time of day, by the kind of what they show. */
const remindedBy: Partial<Record<DeskKind, string>> = { plansDue: 'plan', tasksReceived: 'task' };

/** What everybody begins with: the desk and the search box. */
export function homeRoutes(http: Http, registries: Registries): void {
  implement(http, api.home.desk, {
    async run(ctx, { query }) {
      const zone = (await company(ctx.db))!.time_zone;
      const today = businessDate(ctx.now, zone);
      const whose = query.whose ?? (await sideOf(ctx, http));
      const snoozed = await snoozesOf(ctx.db, ctx.actor.userId, ctx.now);
      const blocks = [];
      for (const source of registries.deskBlocks) {
        const ids = snoozed.filter(({ kind }) => kind === source.kind).map((one) => one.row_id);
        const { kind, shows = DESK_ROWS } = source;
        const limit = shows + Math.min(ids.length, MOST_ASLEEP);
        const block = await source.build(ctx, { whose, today, zone, limit, cap: DESK_CAP });
        if (block) blocks.push({ kind, ...awake(block, new Set(ids), shows) });
      }
      const wakesAt = snoozed.length === 0 ? null : Math.min(...snoozed.map(({ until }) => until));
      return { today, whose, blocks, wakesAt };
    },
  });

  implement(http, api.snoozes.set, {
    async run(ctx, { body }) {
      const { kind, id, until } = body;
      if (until <= ctx.now || until > ctx.now + YEAR_MS) throw fieldRefused('/until', 'not-ahead');
      const { userId } = ctx.actor;
      const snooze = { user_id: userId, kind, row_id: id, until };
      await putSnooze(ctx.tx, snooze, ctx.now);
      const reminded = remindedBy[kind];
      if (reminded) await putOffReminder(ctx, http.owned, { kind: reminded, id, until });
      const after = { kind, id, until };
      await ctx.audit({ action: 'snoozes.set', entity: 'user', entityId: userId, after });
      return { ok: true as const };
    },
  });

  implement(http, api.snoozes.wake, {
    async run(ctx, { body: { kind } }) {
      const { userId } = ctx.actor;
      const lines = await dropSnoozes(ctx.tx, userId, kind);
      const after = { kind, lines };
      await ctx.audit({ action: 'snoozes.wake', entity: 'user', entityId: userId, after });
      return { ok: true as const };
    },
  });

  implement(http, api.home.search, {
    async run(ctx, { query }) {
      const found = [];
      for (const source of registries.searchSources) {
        found.push(await source.find(ctx, query.q, query.limit));
      }
      return { hits: shared(found, query.limit) };
    },
  });
}

/** Without the lines that were put off; what is shown then are the first of the others. */
function awake(
  block: Omit<DeskBlock, 'kind' | 'asleep'>,
  ids: ReadonlySet<number>,
  shows: number,
): Omit<DeskBlock, 'kind'> {
  let asleep = 0;
  const left = <Row>(rows: readonly Row[], idOf: (row: Row) => number) => {
    const kept = rows.filter((row) => !ids.has(idOf(row)));
    asleep += rows.length - kept.length;
    return kept.slice(0, shows);
  };
  const byId = ({ id }: { id: number }) => id;
  const bySnooze = ({ snoozeId }: { snoozeId: number }) => snoozeId;
  const { approvals, tasks, festivals, sheets, alerts, logs } = block;
  const {
    articles,
    enrolments,
    attempts,
    probation,
    watch,
    milestones,
    promised,
    statements,
    payables,
    bills,
    limits,
    loans,
    quotations,
  } = block;
  const rest = {
    items: left(block.items, bySnooze),
    jobs: left(block.jobs, byId),
    ...(approvals && { approvals: left(approvals, byId) }),
    ...(tasks && { tasks: left(tasks, byId) }),
    ...(festivals && { festivals: left(festivals, bySnooze) }),
    ...(sheets && { sheets: left(sheets, byId) }),
    ...(alerts && { alerts: left(alerts, byId) }),
    ...(logs && { logs: left(logs, bySnooze) }),
    ...(articles && { articles: left(articles, byId) }),
    ...(enrolments && { enrolments: left(enrolments, byId) }),
    ...(attempts && { attempts: left(attempts, byId) }),
    ...(probation && { probation: left(probation, byId) }),
    ...(watch && { watch: left(watch, byId) }),
    ...(milestones && { milestones: left(milestones, byId) }),
    ...(promised && { promised: left(promised, byId) }),
    ...(statements && { statements: left(statements, byId) }),
    ...(payables && { payables: left(payables, byId) }),
    ...(bills && { bills: left(bills, byId) }),
    ...(limits && { limits: left(limits, byId) }),
    ...(loans && { loans: left(loans, byId) }),
    ...(quotations && { quotations: left(quotations, byId) }),
  };
  const count = block.count < DESK_CAP ? Math.max(0, block.count - asleep) : DESK_CAP;
  return { ...block, ...rest, count, asleep };
}

/** Where the day begins: with the own customers, or, for who leads and has none, with the team's. */
async function sideOf(ctx: ReadContext, { owned }: Http): Promise<DeskSide> {
  const { actor } = ctx;
  const reach = actor.reach.get('customers.read');
  if (!reach?.all && !reach?.ownerIds.some((id) => id !== actor.userId)) return 'mine';
  const own = await owned.get('customer')?.ownedBy?.(ctx, actor.userId, true);
  return own === 0 ? 'team' : 'mine';
}

/**
 * The first `limit` of several lists: each has room for an equal part, and what one leaves free
 * goes to the others.
 */
export function shared<T>(lists: readonly (readonly T[])[], limit: number): T[] {
  const part = Math.ceil(limit / Math.max(1, lists.length));
  const sum = (sizes: readonly number[]) => sizes.reduce((total, size) => total + size, 0);
  const sizes = lists.map((list) => Math.min(list.length, part));
  let free = limit - sum(sizes);
  for (const [at, list] of lists.entries()) {
    const more = Math.max(0, Math.min(list.length - sizes[at]!, free));
    sizes[at]! += more;
    free -= more;
  }
  return lists.flatMap((list, at) => list.slice(0, sizes[at])).slice(0, limit);
}
