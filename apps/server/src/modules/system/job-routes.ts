import { may } from '@xinhang/db/actor.ts';
import {
  jobById,
  jobsByIds,
  listJobRows,
  listJobs,
  type JobRecord,
} from '@xinhang/db/repositories/jobs.ts';
import { api } from '@xinhang/shared/contract/api.ts';
import { problem } from '@xinhang/shared/problems.ts';
import type { Job } from '@xinhang/shared/system.ts';
import type { ReadContext } from '../../http/context.ts';
import { implement, type Http } from '../../http/implement.ts';
import { userNames } from '../org/service.ts';
import { toJob, toJobRow } from './mapper.ts';
import { pageOfIds, pageStart } from './pages.ts';

export function jobRoutes(http: Http): void {
  const { jobs, deps } = http;

  async function describe(ctx: ReadContext, rows: readonly JobRecord[]): Promise<Job[]> {
    const names = await userNames(
      ctx.db,
      rows.flatMap((row) => row.created_by ?? []),
    );
    return rows.map((row) =>
      toJob(row, names.get(row.created_by ?? 0), {
        readable: jobs.mayRead(ctx.actor, row),
        undoBy: ctx.actor.viewAsBy === null ? jobs.undoBy(row) : null,
        route: jobs.routeOf(row),
      }),
    );
  }

  /** Own jobs, and everybody's with `system.jobs`; any other does not exist. */
  async function need(ctx: ReadContext, id: number): Promise<JobRecord> {
    const row = await jobById(ctx.db, id);
    const own = row?.created_by === ctx.actor.userId;
    if (!row || (!own && !may(ctx.actor, 'system.jobs'))) throw problem('not-found');
    return row;
  }

  /** Results hold business data, so that only the starter reads them, while the right is held. */
  async function needReadable(ctx: ReadContext, id: number): Promise<JobRecord> {
    const row = await need(ctx, id);
    if (!jobs.mayRead(ctx.actor, row)) throw problem('not-found');
    return row;
  }

  http.owned.register({
    kind: 'job',
    async names(ctx, ids) {
      const rows = await jobsByIds(ctx.db, ids);
      return new Map(
        rows.filter((row) => jobs.mayRead(ctx.actor, row)).map((row) => [row.id, row.title]),
      );
    },
  });

  implement(http, api.system.listJobs, {
    async run(ctx, { query }) {
      const all = query.all === '1';
      if (all && !may(ctx.actor, 'system.jobs')) {
        throw problem('forbidden', { params: { permission: 'system.jobs' } });
      }
      const found = await listJobs(ctx.db, {
        createdBy: all ? null : ctx.actor.userId,
        before: pageStart(query.cursor),
        limit: query.limit + 1,
      });
      const { rows, next } = pageOfIds(found, query.limit, (row) => row.id);
      return { rows: await describe(ctx, rows), next, count: null };
    },
  });

  implement(http, api.system.getJob, {
    async run(ctx, { params }) {
      const [described] = await describe(ctx, [await need(ctx, params.id)]);
      return described!;
    },
  });

  implement(http, api.system.listJobRows, {
    async run(ctx, { params, query }) {
      const job = await needReadable(ctx, params.id);
      const found = await listJobRows(ctx.db, {
        jobId: job.id,
        outcomes: query.outcome,
        after: pageStart(query.cursor),
        limit: query.limit + 1,
      });
      const { rows, next } = pageOfIds(found, query.limit, (row) => row.seq);
      const about = http.owned.get(jobs.rowsOf(job) ?? '');
      const ids = rows.map((row) => Number(row.ref));
      const names = (await about?.names?.(ctx, ids)) ?? null;
      return { rows: rows.map((row) => toJobRow(row, names)), next, count: null };
    },
  });

  implement(http, api.system.cancelJob, {
    async run(ctx, { params }) {
      const after = await jobs.cancel(ctx, await need(ctx, params.id));
      const [described] = await describe(ctx, [after]);
      return described!;
    },
  });

  implement(http, api.system.downloadJobFile, {
    async run(ctx, { params }) {
      const job = await needReadable(ctx, params.id);
      if (job.file_sha256 === null || (job.file_until ?? 0) <= ctx.now) throw problem('not-found');
      return {
        paths: deps.paths,
        sha256: job.file_sha256,
        size: job.file_size ?? 0,
        name: job.file_name ?? '',
        mime: job.file_mime ?? 'application/octet-stream',
      };
    },
  });
}
