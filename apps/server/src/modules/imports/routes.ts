import {
  customersMade,
  listBatches,
  listImportRows,
  type BatchRecord,
} from '@xinhang/db/repositories/imports.ts';
import { may } from '@xinhang/db/actor.ts';
import { api } from '@xinhang/shared/contract/api.ts';
import type { ImportBatch } from '@xinhang/shared/imports.ts';
import { problem } from '@xinhang/shared/problems.ts';
import type { ReadContext } from '../../http/context.ts';
import { implement, type Http } from '../../http/implement.ts';
import { cutPage, startOf } from '../../http/paging.ts';
import { sheetExportJob, startSheetExport } from '../../jobs/sheet-export.ts';
import { storedFile } from '../../ops/paths.ts';
import { DEFAULT_MAX_BYTES } from '../../sheets/read-sheet.ts';
import { userNames } from '../org/service.ts';
import { factsOf, reachedAmong } from '../customers/service.ts';
import { discardJob } from './discard.ts';
import { errorFileOf } from './error-file.ts';
import { shapeOf } from './file.ts';
import { checkJob, importJob } from './jobs.ts';
import { toImportBatch, toImportRow } from './mapper.ts';
import { importKindsOf } from './kinds.ts';
import { kindOf } from './policy.ts';
import { productFile } from './products/export.ts';
import { needImport, runningJob, startOn, takeFile } from './service.ts';
import { templateOf } from './template.ts';
import { undoJob } from './undo.ts';

/** As many as one bulk action takes. */
const MOST_TO_ASSIGN = 5000;

export function importRoutes(http: Http): void {
  const { jobs, deps } = http;
  const kinds = importKindsOf(http);
  const check = checkJob(deps, kinds);
  const run = importJob(deps, kinds);
  const undo = undoJob(kinds);
  for (const kind of [check, run, undo, discardJob]) jobs.register(kind);
  const office = { jobs, kinds };

  async function describe(ctx: ReadContext, rows: readonly BatchRecord[]): Promise<ImportBatch[]> {
    const people = rows.map((batch) => batch.created_by);
    const names = await userNames(ctx.db, people);
    const described: ImportBatch[] = [];
    for (const batch of rows) {
      const by = { id: batch.created_by, name: names.get(batch.created_by) ?? '' };
      const running = (await runningJob(ctx.db, batch))?.kind;
      const open = kindOf(kinds, batch).readsContents(ctx.actor);
      described.push(toImportBatch(batch, { by, running, open }));
    }
    return described;
  }

  jobs.register(sheetExportJob(productFile));
  implement(http, api.products.export, {
    run: async (ctx, { body }) => ({ jobId: await startSheetExport(ctx, jobs, productFile, body) }),
  });

  implement(http, api.imports.upload, {
    // oxlint-disable-next-line require-await -- what admits may look at the database
    async admit(ctx, { query }) {
      if (!may(ctx.actor, kinds[query.kind].needs)) throw problem('forbidden');
      return DEFAULT_MAX_BYTES;
    },
    prepare: async (_ctx, { query }, { upload }) =>
      await shapeOf(storedFile(deps.paths, upload!.sha256), query.name, kinds[query.kind].look),
    async run(ctx, { query }, shape, { upload }) {
      const taken = { file: upload!, shape };
      const batch = await takeFile(ctx, kinds[query.kind], query.name, taken);
      return (await describe(ctx, [batch]))[0]!;
    },
  });

  implement(http, api.imports.template, {
    async run(ctx, { query }) {
      if (!may(ctx.actor, kinds[query.kind].needs)) throw problem('forbidden');
      return await templateOf(ctx, query.kind, query.lang);
    },
  });

  implement(http, api.imports.list, {
    async run(ctx, { query }) {
      const asked = Object.values(kinds).filter(
        ({ name, needs }) => may(ctx.actor, needs) && (query.kind?.includes(name) ?? true),
      );
      const found = await listBatches(ctx.db, {
        kinds: asked.map((kind) => ({
          kind: kind.name,
          createdBy: kind.seesAll(ctx.actor) ? null : ctx.actor.userId,
        })),
        before: startOf(query)?.id ?? null,
        limit: query.limit + 1,
      });
      const page = cutPage(found, query.limit, ({ id }) => ({ value: id, id }));
      return { rows: await describe(ctx, page.rows), next: page.next, count: null };
    },
  });

  implement(http, api.imports.get, {
    async run(ctx, { params }) {
      const [described] = await describe(ctx, [await needImport(ctx, kinds, params.id)]);
      return described!;
    },
  });

  implement(http, api.imports.check, {
    async run(ctx, { params, body }) {
      const from = ['uploaded', 'checked'];
      return { jobId: await startOn(ctx, office, params.id, { kind: check, from, choices: body }) };
    },
  });

  implement(http, api.imports.listRows, {
    async run(ctx, { params, query }) {
      const batch = await needImport(ctx, kinds, params.id);
      const found = await listImportRows(ctx.db, batch.id, {
        verdicts: query.verdict,
        after: startOf(query)?.id ?? 0,
        limit: query.limit + 1,
      });
      const page = cutPage(found, query.limit, ({ row }) => ({ value: row, id: row }));
      const ids = page.rows.flatMap((row) => row.customer_id ?? []);
      const readable = await reachedAmong(ctx.db, ctx.actor, 'customers.read', ids);
      const open = kindOf(kinds, batch).readsContents(ctx.actor);
      return {
        rows: page.rows.map((row) => toImportRow(row, { open, readable })),
        next: page.next,
        count: null,
      };
    },
  });

  implement(http, api.imports.listCustomers, {
    async run(ctx, { params }) {
      const batch = await needImport(ctx, kinds, params.id);
      const made = await customersMade(ctx.db, batch.id, MOST_TO_ASSIGN);
      const own = (await factsOf(ctx, made)).filter(
        ({ ownerId }) => ownerId === null || ownerId === ctx.actor.userId,
      );
      return { ids: own.map(({ id }) => id) };
    },
  });

  implement(http, api.imports.run, {
    async run(ctx, { params, body }) {
      const plan = { kind: run, from: ['checked'], choices: body };
      return { jobId: await startOn(ctx, office, params.id, plan) };
    },
  });

  implement(http, api.imports.errorFile, {
    async run(ctx, { params, query }) {
      const batch = await needImport(ctx, kinds, params.id);
      const contents = kindOf(kinds, batch).readsContents(ctx.actor);
      return await errorFileOf(ctx, batch, { lang: query.lang, contents });
    },
  });

  implement(http, api.imports.undo, {
    async run(ctx, { params }) {
      const batch = await needImport(ctx, kinds, params.id);
      await kindOf(kinds, batch).checkTakeBack?.(ctx);
      const plan = { kind: undo, from: ['imported'] };
      return { jobId: await startOn(ctx, office, params.id, plan) };
    },
  });

  implement(http, api.imports.discard, {
    async run(ctx, { params }) {
      const plan = { kind: discardJob, from: ['uploaded', 'checked'] };
      return { jobId: await startOn(ctx, office, params.id, plan) };
    },
  });
}
