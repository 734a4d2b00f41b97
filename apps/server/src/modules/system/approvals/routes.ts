import { may } from '@xinhang/db/actor.ts';
import { approvalById, countApprovals, listApprovals } from '@xinhang/db/repositories/approvals.ts';
import { openTasksOf } from '@xinhang/db/repositories/approval-tasks.ts';
import { readSetting } from '@xinhang/db/repositories/settings.ts';
import { api } from '@xinhang/shared/contract/api.ts';
import { COUNT_CAP } from '@xinhang/shared/contract/fields.ts';
import { problem } from '@xinhang/shared/problems.ts';
import type { ReadContext } from '../../../http/context.ts';
import { implement, type Http } from '../../../http/implement.ts';
import { pageOfIds, pageStart } from '../pages.ts';
import { endDeputy, nameDeputy, ownDelegations, personOut } from './absence.ts';
import { addSigner, decide, needApproval, remind, transfer, withdraw } from './decide.ts';
import { addFlow, allFlows, editFlow, preview } from './flows.ts';
import { principalsNow } from './people.ts';
import { titlesOf, toPage, toRows } from './read.ts';
import { keepFile, makeRequest, needRequestFile, requestForms, requestTarget } from './requests.ts';

const MEGABYTE = 1024 * 1024;

/** Approvals: boxes, deciding, deputies, flows, and requests as the first kind of subject. */
export function approvalRoutes(http: Http): void {
  http.approvals.register(requestTarget);
  http.owned.register({
    kind: 'approval',
    names: async (ctx, ids) => await titlesOf(http, ctx, ids),
    personOut: async (ctx, userId) => await personOut(http, ctx, userId),
    estate: {
      async counts(ctx, userId) {
        const { length: count } = await openTasksOf(ctx.db, userId);
        return [{ sort: 'approvals', count, fate: 'superior' }];
      },
    },
  });
  readingRoutes(http);
  decidingRoutes(http);
  requestRoutes(http);
  flowRoutes(http);
}

/** As the actor sees it after what he did, even where it concerns him no more. */
const pageAfter = async (http: Http, ctx: ReadContext, id: number) =>
  await toPage(http, ctx, (await approvalById(ctx.db, id))!);

function readingRoutes(http: Http): void {
  implement(http, api.approvals.list, {
    async run(ctx, { query }) {
      const { box, state, limit } = query;
      if (box === 'all' && !may(ctx.actor, 'system.owner')) throw problem('forbidden');
      const filter = {
        box,
        state,
        userId: ctx.actor.userId,
        principalIds: box === 'todo' ? await principalsNow(ctx) : [],
      };
      const page = { after: pageStart(query.cursor), limit: limit + 1 };
      const found = await listApprovals(ctx.db, filter, page);
      const { rows, next } = pageOfIds(found, limit, (row) => row.id);
      return {
        rows: await toRows(http, ctx, rows),
        next,
        count: query.count ? await countApprovals(ctx.db, filter, COUNT_CAP) : null,
      };
    },
  });

  implement(http, api.approvals.get, {
    run: async (ctx, { params }) => await toPage(http, ctx, await needApproval(ctx, params.id)),
  });

  implement(http, api.approvals.listDelegations, {
    run: async (ctx) => ({ rows: await ownDelegations(ctx) }),
  });

  implement(http, api.approvals.createDelegation, {
    run: async (ctx, { body }) => await nameDeputy(ctx, body),
  });

  implement(http, api.approvals.endDelegation, {
    async run(ctx, { params }) {
      await endDeputy(ctx, params.id);
      return { ok: true as const };
    },
  });
}

function decidingRoutes(http: Http): void {
  implement(http, api.approvals.decide, {
    run: async (ctx, { params, body }) =>
      await pageAfter(http, ctx, await decide(http, ctx, params.id, body)),
  });

  implement(http, api.approvals.transfer, {
    run: async (ctx, { params, body }) =>
      await pageAfter(http, ctx, await transfer(ctx, params.id, body)),
  });

  implement(http, api.approvals.addSigner, {
    run: async (ctx, { params, body }) =>
      await pageAfter(http, ctx, await addSigner(ctx, params.id, body)),
  });

  implement(http, api.approvals.withdraw, {
    async run(ctx, { params, body }) {
      await withdraw(http, ctx, params.id, body.reason);
      return await pageAfter(http, ctx, params.id);
    },
  });

  implement(http, api.approvals.remind, {
    async run(ctx, { params }) {
      await remind(ctx, params.id);
      return await pageAfter(http, ctx, params.id);
    },
  });
}

function requestRoutes(http: Http): void {
  implement(http, api.approvals.forms, {
    run: async (ctx) => ({ rows: await requestForms(ctx) }),
  });

  implement(http, api.approvals.request, {
    run: async (ctx, { body }) => await pageAfter(http, ctx, await makeRequest(http, ctx, body)),
  });

  implement(http, api.approvals.uploadFile, {
    admit: async (ctx) => (await readSetting(ctx.db, 'files.maxMegabytes')) * MEGABYTE,
    run: async (ctx, { query }, _prepared, { upload }) => await keepFile(ctx, upload!, query.name),
  });

  implement(http, api.approvals.downloadFile, {
    async run(ctx, { params }) {
      const { sha256, size, name, mime } = await needRequestFile(ctx, params.id);
      return { paths: http.deps.paths, sha256, size, name, mime };
    },
  });
}

function flowRoutes(http: Http): void {
  implement(http, api.approvalFlows.listFlows, {
    run: async (ctx) => await allFlows(http, ctx),
  });

  implement(http, api.approvalFlows.createFlow, {
    run: async (ctx, { body }) => await addFlow(http, ctx, body),
  });

  implement(http, api.approvalFlows.updateFlow, {
    run: async (ctx, { params, body }) => await editFlow(http, ctx, params.id, body),
  });

  implement(http, api.approvalFlows.previewFlow, {
    run: async (ctx, { params, query }) => await preview(ctx, params.id, query),
  });
}
