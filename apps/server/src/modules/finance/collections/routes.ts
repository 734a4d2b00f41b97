import { notesOfCustomer } from '@xinhang/db/repositories/collection-notes.ts';
import { api } from '@xinhang/shared/contract/api.ts';
import type { CollectionNote } from '@xinhang/shared/collections.ts';
import { implement, type Http } from '../../../http/implement.ts';
import { cutPage, startOf } from '../../../http/paging.ts';
import { todayOf } from '../../../http/today.ts';
import { hangRows, idsHanging, needCustomer, sightOf } from '../../customers/service.ts';
import { collectionList } from './list.ts';
import { addNote, takeNoteBack, toNote } from './notes.ts';

/** What is said with customers about what they owe too long. */
export function collectionRoutes(http: Http): void {
  const { collections } = api;
  http.owned.register({
    kind: 'collectionNote',
    sight: (ctx, ids) => sightOf(ctx, 'receivables.read', ids),
    follows: {
      count: () => Promise.resolve(null),
      ids: (ctx, customerId) => idsHanging(ctx.db, 'collection_note', customerId),
      move: (ctx, ids, way) => hangRows(ctx.tx, 'collection_note', ids, way),
    },
  });
  implement(http, collections.list, {
    run: async (ctx, { query }) => await collectionList(ctx, query),
  });
  implement(http, collections.notes, {
    async run(ctx, { params, query: { limit, ...query } }) {
      await needCustomer(ctx.db, ctx.actor, 'receivables.read', params.id);
      const after = startOf(query)?.id ?? null;
      const asked = { customerId: params.id, after, limit: limit + 1 };
      const found = await notesOfCustomer(ctx.db, ctx.actor, asked);
      const { rows, next } = cutPage(found, limit, ({ id }) => ({ value: id, id }));
      const today = await todayOf(ctx);
      const notes: CollectionNote[] = [];
      for (const row of rows) notes.push(await toNote(ctx, row, today));
      return { rows: notes, next, count: null };
    },
  });
  implement(http, collections.add, {
    run: async (ctx, { params, body }) => await addNote(ctx, params.id, body),
  });
  implement(http, collections.withdraw, {
    run: async (ctx, { params, body }) => await takeNoteBack(ctx, params.id, body.version),
  });
}
