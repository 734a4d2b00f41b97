import { dealsEnded, dealsMoved, dealsStuck } from '@xinhang/db/repositories/weekly-reports.ts';
import { company } from '@xinhang/db/repositories/company.ts';
import { addDays, daySpan } from '@xinhang/shared/business-date.ts';
import { postedAs, type LedgerMetric } from '@xinhang/shared/performance.ts';
import type { Period } from '@xinhang/shared/periods.ts';
import type { ReportRow, WeekActivity } from '@xinhang/shared/weekly-reports.ts';
import type { WorkloadRow } from '@xinhang/shared/workload.ts';
import type { ReadContext } from '../../http/context.ts';
import { alertsByOwner } from '../alerts/service.ts';
import { missingOf, workloadOf } from '../coaching/service.ts';
import { achievedBy } from '../ledgers/service.ts';

const activityOf = (row: WorkloadRow | undefined): WeekActivity => ({
  calls: row?.calls ?? 0,
  visits: row?.visits ?? 0,
  followUps: row?.followUps ?? 0,
  newCustomers: row?.newCustomers ?? 0,
});

/** By person the share that the ledger holds, also of a document that counts for somebody else. */
async function resultsOf(
  { db, actor }: Pick<ReadContext, 'db' | 'actor'>,
  metric: LedgerMetric,
  week: Period,
): Promise<Map<number, number>> {
  const sums = new Map<number, number>();
  for (const row of await achievedBy(db, actor, { metric: postedAs[metric] }, [week])) {
    sums.set(row.userId, (sums.get(row.userId) ?? 0) + row.amountsFen[0]!);
  }
  return sums;
}

/**
 * What the people of a recipient did in a week, by what the recipient may open: the context is the
 * recipient's. Empty for somebody who reaches nobody but himself.
 */
export async function reportRows(
  ctx: ReadContext,
  { from, to }: { from: string; to: string },
): Promise<ReportRow[]> {
  const { db, actor } = ctx;
  const reach = actor.reach.get('weeklyReports.receive');
  const within = (id: number) => reach?.all === true || reach?.ownerIds.includes(id) === true;
  const now = (await workloadOf(ctx, { span: 'week', on: from })).rows;
  const past = (await workloadOf(ctx, { span: 'week', on: addDays(from, -7) })).rows;
  const people = now.filter(({ person }) => within(person.id));
  if (!people.some(({ person }) => person.id !== actor.userId)) return [];
  const before = new Map(past.map((row) => [row.person.id, row]));
  const ids = people.map(({ person }) => person.id);
  const { since, before: end } = daySpan(from, to, (await company(db))!.time_zone);
  const ended = new Map(
    (await dealsEnded(db, actor, { from, to })).map((row) => [row.userId, row]),
  );
  const won = await resultsOf(ctx, 'won', { from, to });
  const ordered = await resultsOf(ctx, 'ordered', { from, to });
  const delivered = await resultsOf(ctx, 'delivered', { from, to });
  const received = await resultsOf(ctx, 'received', { from, to });
  const counts = (rows: { userId: number; n: number }[]) =>
    new Map(rows.map(({ userId, n }) => [userId, n]));
  const moved = counts(await dealsMoved(db, actor, ids, { since: since!, before: end! }));
  const stuck = counts(await dealsStuck(db, actor, ctx.now));
  const alerts = new Map((await alertsByOwner(db, actor)).map((row) => [row.userId, row]));
  const missing = new Map<number, number>();
  if (actor.reach.has('workLogs.review')) {
    for (const kind of ['day', 'week'] as const) {
      const span = kind === 'day' ? { from, to } : { from, to: from };
      for (const { person } of (await missingOf(ctx, { kind, ...span })).rows) {
        missing.set(person.id, (missing.get(person.id) ?? 0) + 1);
      }
    }
  }
  return people.map((row): ReportRow => {
    const { id } = row.person;
    const deals = ended.get(id);
    return {
      person: row.person,
      now: activityOf(row),
      before: activityOf(before.get(id)),
      planned: row.planned,
      kept: row.kept,
      won: deals?.won ?? 0,
      wonFen: won.get(id) ?? 0,
      orderedFen: ordered.get(id) ?? 0,
      deliveredFen: delivered.get(id) ?? 0,
      receivedFen: received.get(id) ?? 0,
      lost: deals?.lost ?? 0,
      moved: moved.get(id) ?? 0,
      stuck: stuck.get(id) ?? 0,
      alertsOpen: alerts.get(id)?.open ?? 0,
      alertsEscalated: alerts.get(id)?.escalated ?? 0,
      logsMissing: missing.get(id) ?? 0,
    };
  });
}
