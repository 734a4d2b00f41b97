import { readSetting } from '@xinhang/db/repositories/settings.ts';
import { api } from '@xinhang/shared/contract/api.ts';
import { implement, type Http } from '../../http/implement.ts';
import { sheetExportJob, startSheetExport } from '../../jobs/sheet-export.ts';
import { inquiryFile } from './export.ts';
import {
  keepInquiryFile,
  listInquiryFiles,
  needInquiryFile,
  needSide,
  releaseInquiryFile,
  removeInquiryFile,
} from './files.ts';

const MEGABYTE = 1024 * 1024;

/** Files that hang on inquiries, each seen by its side of the wall, and the list as a file. */
export function inquiryFileRoutes(http: Http): void {
  const { inquiryFiles, priceInquiries } = api;
  http.jobs.register(sheetExportJob(inquiryFile));
  implement(http, priceInquiries.export, {
    run: async (ctx, { body }) => ({
      jobId: await startSheetExport(ctx, http.jobs, inquiryFile, body),
    }),
  });
  implement(http, inquiryFiles.list, {
    run: async (ctx, { params }) => await listInquiryFiles(ctx, params.id),
  });
  implement(http, inquiryFiles.upload, {
    async admit(ctx, { params, query }) {
      await needSide(ctx, params.id, query.side);
      return (await readSetting(ctx.db, 'files.maxMegabytes')) * MEGABYTE;
    },
    run: async (ctx, { params, query: { name, side } }, _prepared, { upload }) =>
      await keepInquiryFile(ctx, params.id, side, { file: upload!, name }),
  });
  implement(http, inquiryFiles.download, {
    async run(ctx, { params }) {
      const { file } = await needInquiryFile(ctx, params.id);
      const { sha256, size, name, mime } = file;
      return { paths: http.deps.paths, sha256, size, name, mime };
    },
  });
  implement(http, inquiryFiles.release, {
    run: async (ctx, { params, body }) => await releaseInquiryFile(ctx, params.id, body.released),
  });
  implement(http, inquiryFiles.remove, {
    async run(ctx, { params }) {
      await removeInquiryFile(ctx, params.id);
      return { ok: true as const };
    },
  });
}
