import { campaignsByIds } from '@xinhang/db/repositories/campaigns.ts';
import {
  anyToAsk,
  askAllLater,
  askLater,
  forgetOthers,
  messagesToAsk,
  putReport,
} from '@xinhang/db/repositories/message-reports.ts';
import type { OutboxRecord } from '@xinhang/db/repositories/outbox.ts';
import { z } from 'zod';
import type { WriteContext } from '../../http/context.ts';
import type { Watch } from '../../jobs/clockwork.ts';
import type { JobKind } from '../../jobs/kind.ts';
import type { JobRunner } from '../../jobs/runner.ts';
import { carrierOf } from './carriers.ts';
import type { Report } from './providers/provider.ts';

const MINUTE_MS = 60_000;
/** Minutes after a message was taken at which its provider is asked; carriers say no more later. */
const ASKED_AFTER = [1, 5, 30, 120, 480, 1440, 4320];
/** Where nobody answered, all are asked again after so long. */
const SILENCE_MS = 10 * MINUTE_MS;
/** Messages that are asked of before the answers are written down. */
const BLOCK = 20;
const MOST_REASON = 200;

/** When a provider is asked of a message that it took (UTC ms), after `now`; null: no more. */
export function asksAt(takenAt: number, now: number): number | null {
  const next = ASKED_AFTER.map((minutes) => takenAt + minutes * MINUTE_MS).find((at) => at > now);
  return next ?? null;
}

type Answered = { row: OutboxRecord; report: Report };

/** Writes down what was reported, and tells whose campaigns these are. */
async function settle(ctx: WriteContext, answers: readonly Answered[]): Promise<void> {
  const { tx, now } = ctx;
  const told = new Map<number, { delivered: number; failed: number }>();
  for (const { row, report } of answers) {
    if (report.state === 'waiting') {
      await askLater(tx, [row.id], asksAt(row.closed_at!, now));
    } else if (report.state !== 'silent') {
      const error = report.state === 'failed' ? report.reason.slice(0, MOST_REASON) : '';
      if (!(await putReport(tx, row.id, { state: report.state, error, at: now }))) continue;
      const counts = told.get(row.campaign_id) ?? { delivered: 0, failed: 0 };
      counts[report.state] += 1;
      told.set(row.campaign_id, counts);
    }
  }
  for (const { id, version, by_user_id: by } of await campaignsByIds(tx, [...told.keys()])) {
    const after = told.get(id)!;
    await ctx.audit({ action: 'campaigns.report', entity: 'campaign', entityId: id, after });
    await ctx.emit({ entity: 'campaign', id, version, audience: [by] });
  }
}

const nothing = z.object({});

/** Asks the provider what became of messages that it took (docs/decisions/0203). */
const reportJob: JobKind<z.output<typeof nothing>, null> = {
  kind: 'campaigns.reports',
  input: nothing,
  needs: () => null,
  resumable: true,
  quiet: () => true,
  async run(job) {
    const carrier = await carrierOf(await job.look(), 'sms');
    await job.step(async (ctx) => {
      await forgetOthers(ctx.tx, ctx.now, carrier?.provider.kind ?? '');
      return {};
    });
    for (;;) {
      const { db, now } = await job.look();
      const rows = await messagesToAsk(db, now, BLOCK);
      if (rows.length === 0 || !carrier?.provider.report) return;
      const answers: Answered[] = [];
      for (const row of rows) {
        const { address_key: address, provider_ref: providerRef } = row;
        const sentAt = row.closed_at!;
        const report = await carrier.provider.report({ address, providerRef, sentAt });
        answers.push({ row, report });
        if (report.state === 'silent') break;
      }
      const silent = answers.at(-1)!.report.state === 'silent';
      await job.step(async (ctx) => {
        await settle(ctx, answers);
        if (silent) await askAllLater(ctx.tx, ctx.now, ctx.now + SILENCE_MS);
        return { done: answers.length };
      });
      if (silent) return;
    }
  },
};

/** As long as messages are on their way, their provider is asked of them. */
export function reporting(jobs: JobRunner): Watch {
  jobs.register(reportJob);
  return {
    isDue: anyToAsk,
    async run(ctx) {
      if (!(await jobs.isOpen(ctx.tx, reportJob.kind))) await jobs.enqueue(ctx, reportJob, {});
    },
  };
}
