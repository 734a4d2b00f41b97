import { countPrintRuns, insertPrintRun, lastPrintRuns } from '@xinhang/db/repositories/prints.ts';
import { api } from '@xinhang/shared/contract/api.ts';
import type { PrintKindName } from '@xinhang/shared/print-kinds.ts';
import type { Printed } from '@xinhang/shared/print-templates.ts';
import { problem } from '@xinhang/shared/problems.ts';
import type { ReadContext } from '../../../http/context.ts';
import { implement, type Http } from '../../../http/implement.ts';
import { addTemplate, changeTemplate, listTemplates, removeTemplate } from './templates.ts';

const SHOWN = 10;

async function printedOf(
  { db }: ReadContext,
  { kind, docId }: { kind: PrintKindName; docId: number },
): Promise<Printed> {
  const last = await lastPrintRuns(db, kind, docId, SHOWN);
  return {
    count: await countPrintRuns(db, kind, docId),
    last: last.map(({ user_id, name, printed_at: at, template }) => ({
      by: { id: user_id, name },
      at,
      template,
    })),
  };
}

/** How documents stand on paper, and how often each was printed. */
export function printRoutes(http: Http): void {
  const { printTemplates, printRuns } = api;
  const need = async (ctx: ReadContext, kind: PrintKindName, docId: number) => {
    if (!(await http.printables.of(kind)?.reads(ctx, kind, docId))) throw problem('not-found');
  };
  implement(http, printTemplates.list, {
    run: async (ctx) => ({ rows: await listTemplates(ctx) }),
  });
  implement(http, printTemplates.create, {
    run: async (ctx, { body }) => await addTemplate(ctx, body),
  });
  implement(http, printTemplates.update, {
    run: async (ctx, { params, body }) => await changeTemplate(ctx, params.id, body),
  });
  implement(http, printTemplates.remove, {
    async run(ctx, { params, body }) {
      await removeTemplate(ctx, params.id, body);
      return { ok: true } as const;
    },
  });
  implement(http, printRuns.counted, {
    async run(ctx, { params }) {
      await need(ctx, params.kind, params.docId);
      return await printedOf(ctx, params);
    },
  });
  implement(http, printRuns.record, {
    async run(ctx, { body }) {
      const { kind, docId, template } = body;
      await need(ctx, kind, docId);
      const row = {
        kind,
        doc_id: docId,
        template,
        printed_by: ctx.actor.userId,
        printed_at: ctx.now,
      };
      const id = await insertPrintRun(ctx.tx, row);
      const after = { kind, docId, template };
      await ctx.audit({
        action: 'printRuns.record',
        entity: 'print',
        entityId: id,
        before: null,
        after,
      });
      await ctx.emit({ entity: 'print', id, version: 1, audience: [ctx.actor.userId] });
      return await printedOf(ctx, body);
    },
  });
}
