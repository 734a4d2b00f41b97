import { company } from '@xinhang/db/repositories/company.ts';
import { listCampaigns } from '@xinhang/db/repositories/campaigns.ts';
import { listOptOuts } from '@xinhang/db/repositories/opt-outs.ts';
import { countOutbox, listOutbox } from '@xinhang/db/repositories/outbox.ts';
import { outboxStates, type Channel } from '@xinhang/shared/campaigns.ts';
import { api } from '@xinhang/shared/contract/api.ts';
import { implement, type Http } from '../../http/implement.ts';
import { cutPage, startOf } from '../../http/paging.ts';
import { assertSmall } from '../../jobs/export-limits.ts';
import {
  cancelCampaign,
  changeCampaign,
  draftCampaign,
  needCampaign,
  needOwn,
  previewOf,
  submitCampaign,
  toCampaign,
} from './campaigns.ts';
import { allProviders, carrierOf, setProvider } from './carriers.ts';
import { reporting } from './report-job.ts';
import { ownedCampaign, ownedOutbox } from './estate.ts';
import { retryFailed } from './retry.ts';
import { scheduleCampaign } from './schedule.ts';
import { needCarrier, resuming, sendingJob, sendJob } from './send-job.ts';
import { noteOptOut, takeBackOptOut, toOptOut } from './opt-outs.ts';
import { listJob, markSent, needPhones, toOutboxRow } from './sending.ts';
import { campaignTarget } from './target.ts';

const byId = ({ id }: { id: number }) => ({ value: id, id });

/** Messages to many contacts, and who gets none. */
export function campaignRoutes(http: Http): void {
  const { jobs } = http;
  http.approvals.register(campaignTarget);
  http.owned.register(ownedCampaign);
  http.owned.register(ownedOutbox);
  jobs.register(listJob);
  jobs.register(sendJob);
  http.clockwork.watch(reporting(jobs));
  http.clockwork.watch(resuming(jobs));

  implement(http, api.campaigns.list, {
    async run(ctx, { query }) {
      const page = { before: startOf(query)?.id ?? null, limit: query.limit + 1 };
      const found = await listCampaigns(ctx.db, ctx.actor, query.state, page);
      const { rows, next } = cutPage(found, query.limit, byId);
      return { rows: rows.map((row) => toCampaign(ctx, row)), next, count: null };
    },
  });
  implement(http, api.campaigns.create, {
    run: async (ctx, { body }) => await draftCampaign(ctx, body),
  });
  implement(http, api.campaigns.update, {
    run: async (ctx, { params, body }) => await changeCampaign(ctx, params.id, body),
  });
  implement(http, api.campaigns.get, {
    async run(ctx, { params }) {
      const row = await needCampaign(ctx, params.id);
      const found = new Map(
        (await countOutbox(ctx.db, ctx.actor, row.id)).map(({ state, n }) => [state, n]),
      );
      const counts = Object.fromEntries(
        outboxStates.map((state) => [state, found.get(state) ?? 0]),
      ) as Record<(typeof outboxStates)[number], number>;
      const carried = (await carrierOf(ctx, row.channel as Channel)) !== null;
      return { campaign: toCampaign(ctx, row), counts, carried };
    },
  });
  implement(http, api.campaigns.preview, {
    run: async (ctx, { params }) => await previewOf(ctx, params.id),
  });
  implement(http, api.campaigns.submit, {
    run: async (ctx, { params, body }) => await submitCampaign(http, ctx, params.id, body.version),
  });
  implement(http, api.campaigns.cancel, {
    run: async (ctx, { params }) => await cancelCampaign(ctx, params.id),
  });
  implement(http, api.campaigns.recipients, {
    async run(ctx, { params, query }) {
      const { id: campaignId } = await needCampaign(ctx, params.id);
      const page = { after: startOf(query)?.id ?? 0, limit: query.limit + 1 };
      const filter = { campaignId, states: query.state };
      const found = await listOutbox(ctx.db, ctx.actor, filter, page);
      const { rows, next } = cutPage(found, query.limit, byId);
      return { rows: rows.map((row) => toOutboxRow(ctx, row)), next, count: null };
    },
  });
  implement(http, api.campaigns.exportList, {
    async run(ctx, { params, body }) {
      const { id } = await needOwn(ctx, params.id, 'approved');
      needPhones(ctx);
      await assertSmall(ctx, async () =>
        (await countOutbox(ctx.tx, ctx.actor, id)).reduce((sum, { n }) => sum + n, 0),
      );
      return { jobId: await jobs.enqueue(ctx, listJob, { ...body, id }) };
    },
  });
  implement(http, api.campaigns.send, {
    async run(ctx, { params }) {
      const row = await needOwn(ctx, params.id, 'approved');
      needPhones(ctx);
      await needCarrier(ctx, row.channel as Channel);
      // Pressed twice, it is sent once.
      const sending = await sendingJob(ctx, row.id);
      return { jobId: sending ?? (await jobs.enqueue(ctx, sendJob, { id: row.id })) };
    },
  });
  implement(http, api.campaigns.schedule, {
    run: async (ctx, { params, body }) => await scheduleCampaign(ctx, params.id, body),
  });
  implement(http, api.messageProviders.list, {
    run: async (ctx) => ({ rows: await allProviders(ctx) }),
  });
  implement(http, api.messageProviders.set, {
    run: async (ctx, { params, body }) => await setProvider(ctx, params.channel, body),
  });
  implement(http, api.campaigns.mark, {
    run: async (ctx, { params: { id }, body: { state, ...how } }) =>
      state === 'queued'
        ? await retryFailed(ctx, id, how.ids)
        : await markSent(ctx, id, { ...how, state }),
  });

  implement(http, api.optOuts.list, {
    async run(ctx, { query }) {
      const page = { before: startOf(query)?.id ?? null, limit: query.limit + 1 };
      const { rows, next } = cutPage(await listOptOuts(ctx.db, ctx.actor, page), query.limit, byId);
      const zone = (await company(ctx.db))!.time_zone;
      return { rows: rows.map((row) => toOptOut(row, zone)), next, count: null };
    },
  });
  implement(http, api.optOuts.create, {
    run: async (ctx, { body }) => await noteOptOut(ctx, body),
  });
  implement(http, api.optOuts.remove, {
    async run(ctx, { params }) {
      await takeBackOptOut(ctx, params.id);
      return { ok: true as const };
    },
  });
}
