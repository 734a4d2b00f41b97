import {
  customersMade,
  listBatches,
  listImportRows,
  type BatchRecord,
} from '@xinhang/db/repositories/imports.ts';
import { api } from '@xinhang/shared/contract/api.ts';
import type { ImportBatch } from '@xinhang/shared/imports.ts';
import type { ReadContext } from '../../http/context.ts';
import { implement, type Http } from '../../http/implement.ts';
import { cutPage, startOf } from '../../http/paging.ts';
import { storedFile } from '../../ops/paths.ts';
import { DEFAULT_MAX_BYTES } from '../../sheets/read-sheet.ts';
import { userNames } from '../org/service.ts';
import { factsOf, reachedAmong } from '../customers/service.ts';
import { discardJob } from './discard.ts';
import { errorFileOf } from './error-file.ts';
import { shapeOf } from './file.ts';
import { checkJob, importJob } from './jobs.ts';
import { toImportBatch, toImportRow } from './mapper.ts';
import { mayReadContents, maySeeAllImports } from './policy.ts';
import { needImport, runningJob, startOn, takeFile } from './service.ts';
import { undoJob } from './undo.ts';

async function describe(ctx: ReadContext, batches: readonly BatchRecord[]): Promise<ImportBatch[]> {
  const names = await userNames(
    ctx.db,
    batches.map((batch) => batch.created_by),
  );
  const described: ImportBatch[] = [];
  for (const batch of batches) {
    const by = { id: batch.created_by, name: names.get(batch.created_by) ?? '' };
    described.push(
      toImportBatch(ctx.actor, batch, { by, running: (await runningJob(ctx.db, batch))?.kind }),
    );
  }
  return described;
}

/** As many as one bulk action takes. */
const MOST_TO_ASSIGN = 5000;

export function importRoutes(http: Http): void {
  const { jobs, deps } = http;
  const check = checkJob(deps);
  const run = importJob(deps);
  for (const kind of [check, run, undoJob, discardJob]) jobs.register(kind);

  implement(http, api.imports.upload, {
    // oxlint-disable-next-line require-await -- who may upload is said by the contract
    admit: async () => DEFAULT_MAX_BYTES,
    prepare: async (_ctx, { query }, { upload }) =>
      await shapeOf(storedFile(deps.paths, upload!.sha256), query.name),
    async run(ctx, { query }, shape, { upload }) {
      const [described] = await describe(ctx, [await takeFile(ctx, query.name, upload!, shape)]);
      return described!;
    },
  });

  implement(http, api.imports.list, {
    async run(ctx, { query }) {
      const found = await listBatches(ctx.db, {
        createdBy: maySeeAllImports(ctx.actor) ? null : ctx.actor.userId,
        before: startOf(query)?.id ?? null,
        limit: query.limit + 1,
      });
      const page = cutPage(found, query.limit, ({ id }) => ({ value: id, id }));
      return { rows: await describe(ctx, page.rows), next: page.next, count: null };
    },
  });

  implement(http, api.imports.get, {
    async run(ctx, { params }) {
      const [described] = await describe(ctx, [await needImport(ctx, params.id)]);
      return described!;
    },
  });

  implement(http, api.imports.check, {
    async run(ctx, { params, body }) {
      const from = ['uploaded', 'checked'];
      return { jobId: await startOn(ctx, jobs, params.id, { kind: check, from, choices: body }) };
    },
  });

  implement(http, api.imports.listRows, {
    async run(ctx, { params, query }) {
      const batch = await needImport(ctx, params.id);
      const found = await listImportRows(ctx.db, batch.id, {
        verdicts: query.verdict,
        after: startOf(query)?.id ?? 0,
        limit: query.limit + 1,
      });
      const page = cutPage(found, query.limit, ({ row }) => ({ value: row, id: row }));
      const ids = page.rows.flatMap((row) => row.customer_id ?? []);
      const readable = await reachedAmong(ctx.db, ctx.actor, 'customers.read', ids);
      return {
        rows: page.rows.map((row) => toImportRow(ctx.actor, row, readable)),
        next: page.next,
        count: null,
      };
    },
  });

  implement(http, api.imports.listCustomers, {
    async run(ctx, { params }) {
      const batch = await needImport(ctx, params.id);
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
      return { jobId: await startOn(ctx, jobs, params.id, plan) };
    },
  });

  implement(http, api.imports.errorFile, {
    run: async (ctx, { params, query }) =>
      await errorFileOf(ctx, await needImport(ctx, params.id), {
        lang: query.lang,
        contents: mayReadContents(ctx.actor),
      }),
  });

  implement(http, api.imports.undo, {
    async run(ctx, { params }) {
      const plan = { kind: undoJob, from: ['imported'] };
      return { jobId: await startOn(ctx, jobs, params.id, plan) };
    },
  });

  implement(http, api.imports.discard, {
    async run(ctx, { params }) {
      const plan = { kind: discardJob, from: ['uploaded', 'checked'] };
      return { jobId: await startOn(ctx, jobs, params.id, plan) };
    },
  });
}
