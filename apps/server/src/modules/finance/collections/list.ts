import { standingNotes, type NamedNote } from '@xinhang/db/repositories/collection-notes.ts';
import type { CollectionRow } from '@xinhang/shared/collections.ts';
import type { api } from '@xinhang/shared/contract/api.ts';
import type { EndpointInput } from '@xinhang/shared/contract/endpoint.ts';
import type { ReceivableRow } from '@xinhang/shared/receivables.ts';
import type { ReadContext } from '../../../http/context.ts';
import { cutPage, startOf } from '../../../http/paging.ts';
import { todayOf } from '../../../http/today.ts';
import { receivablesOf } from '../receivables/list.ts';
import { isBroken, promiseOf, toNote } from './notes.ts';

/** Fewer than either engine takes in one list. */
const AT_ONCE = 500;

async function notesByCustomer(ctx: ReadContext, rows: readonly ReceivableRow[]) {
  const ids = rows.map((row) => row.customer.id);
  const notes: NamedNote[] = [];
  for (let from = 0; from < ids.length; from += AT_ONCE) {
    notes.push(...(await standingNotes(ctx.db, ctx.actor, ids.slice(from, from + AT_ONCE))));
  }
  return Map.groupBy(notes, (note) => note.customer_id);
}

async function withNotes(
  ctx: ReadContext,
  row: ReceivableRow,
  notes: readonly NamedNote[],
  today: string,
): Promise<CollectionRow> {
  const promised = notes.find((note) => note.promised_on !== null);
  return {
    ...row,
    lastNote: notes[0] ? await toNote(ctx, notes[0], today) : null,
    promise: promised ? promiseOf(promised, today) : null,
    broken: notes.filter((note) => isBroken(note, today)).length,
  };
}

/** Customers that owe too long, with what they said last; a promise is the newest they gave. */
export async function collectionList(
  ctx: ReadContext,
  query: EndpointInput<typeof api.collections.list>['query'],
) {
  const { limit, ownerId, promise, q: text } = query;
  const today = await todayOf(ctx);
  const { rows } = await receivablesOf(ctx, { ownerId, text, overdue: true }, today);
  // A promise that is asked for is looked for with everybody; else only the page needs its notes.
  const all = promise && (await notesByCustomer(ctx, rows));
  const asked = all
    ? rows.filter(({ customer }) => {
        const given = all.get(customer.id)?.find((note) => note.promised_on !== null);
        const state = given ? promiseOf(given, today)!.state : 'none';
        return state === promise;
      })
    : rows;
  const start = startOf(query);
  const from = start === null ? 0 : asked.findIndex((row) => row.customer.id === start.id) + 1;
  const page = cutPage(asked.slice(from, from + limit + 1), limit, ({ customer: { id } }) => ({
    value: id,
    id,
  }));
  const notes = all ?? (await notesByCustomer(ctx, page.rows));
  const shown: CollectionRow[] = [];
  for (const row of page.rows) {
    shown.push(await withNotes(ctx, row, notes.get(row.customer.id) ?? [], today));
  }
  const overdueFen = asked.reduce((sum, row) => sum + row.overdueFen, 0);
  const totals = { overdueFen, customers: asked.length };
  return { ...page, rows: shown, count: asked.length, totals };
}
