import { readSetting } from '@xinhang/db/repositories/settings.ts';
import { api } from '@xinhang/shared/contract/api.ts';
import { implement, type Http } from '../../http/implement.ts';
import { needDeal } from './access.ts';
import { keepDealFile, listDealFiles, needDealFile, removeDealFile } from './files.ts';

const MEGABYTE = 1024 * 1024;

/** Files of deals: as visible as the deal, added and taken off by whoever may change it. */
export function dealFileRoutes(http: Http): void {
  implement(http, api.dealFiles.list, {
    run: async (ctx, { params }) => ({ rows: await listDealFiles(ctx, params.id) }),
  });
  implement(http, api.dealFiles.upload, {
    async admit(ctx, { params }) {
      await needDeal(ctx.db, ctx.actor, 'deals.update', params.id);
      return (await readSetting(ctx.db, 'files.maxMegabytes')) * MEGABYTE;
    },
    run: async (ctx, { params, query }, _prepared, { upload }) =>
      await keepDealFile(ctx, params.id, upload!, query.name),
  });
  implement(http, api.dealFiles.download, {
    async run(ctx, { params }) {
      const { file } = await needDealFile(ctx, 'deals.read', params.id);
      const { sha256, size, name, mime } = file;
      return { paths: http.deps.paths, sha256, size, name, mime };
    },
  });
  implement(http, api.dealFiles.remove, {
    async run(ctx, { params }) {
      await removeDealFile(ctx, params.id);
      return { ok: true as const };
    },
  });
}
