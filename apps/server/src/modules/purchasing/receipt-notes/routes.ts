import { listReceiptNotes } from '@xinhang/db/repositories/receipt-notes.ts';
import { api } from '@xinhang/shared/contract/api.ts';
import { implement, type Http } from '../../../http/implement.ts';
import { cutPage, startOf } from '../../../http/paging.ts';
import { needNote } from './access.ts';
import { confirmNote, reverseNote } from './confirm.ts';
import { describeNote, toNoteRow } from './describe.ts';
import { createNote, discardNote, updateNote } from './drafts.ts';

/** What comes in from suppliers. */
export function receiptNoteRoutes(http: Http): void {
  const { receiptNotes } = api;
  implement(http, receiptNotes.list, {
    async run(ctx, { query }) {
      const { state: states, q: text, limit, supplierId, orderId, warehouseId, from, to } = query;
      const filter = { states, text, supplierId, orderId, warehouseId, from, to };
      const page = { after: startOf(query)?.id ?? null, limit: limit + 1 };
      const found = await listReceiptNotes(ctx.db, ctx.actor, filter, page);
      const { rows, next } = cutPage(found, limit, ({ id }) => ({ value: id, id }));
      return { rows: rows.map((row) => toNoteRow(ctx.actor, row)), next, count: null };
    },
  });
  implement(http, receiptNotes.get, {
    run: async (ctx, { params }) => await describeNote(ctx, await needNote(ctx, params.id)),
  });
  implement(http, receiptNotes.create, {
    run: async (ctx, { body }) => await describeNote(ctx, await createNote(ctx, body)),
  });
  implement(http, receiptNotes.update, {
    run: async (ctx, { params, body }) =>
      await describeNote(ctx, await updateNote(ctx, params.id, body)),
  });
  implement(http, receiptNotes.discard, {
    async run(ctx, { params, body }) {
      await discardNote(ctx, params.id, body.version);
      return { ok: true } as const;
    },
  });
  implement(http, receiptNotes.confirm, {
    run: async (ctx, { params, body }) =>
      await describeNote(ctx, await confirmNote(ctx, params.id, body.version)),
  });
  implement(http, receiptNotes.reverse, {
    run: async (ctx, { params, body }) =>
      await describeNote(ctx, await reverseNote(ctx, params.id, body)),
  });
}
