import {
  insertNote,
  noteInScope,
  withdrawNote,
  type NamedNote,
} from '@xinhang/db/repositories/collection-notes.ts';
import type {
  CollectionNote,
  CollectionWay,
  PaymentPromise,
  PromiseState,
} from '@xinhang/shared/collections.ts';
import type { api } from '@xinhang/shared/contract/api.ts';
import type { EndpointInput } from '@xinhang/shared/contract/endpoint.ts';
import { fieldRefused, problem } from '@xinhang/shared/problems.ts';
import type { Reader } from '@xinhang/db/database.ts';
import { stale } from '../../../http/conflict.ts';
import type { ReadContext, WriteContext } from '../../../http/context.ts';
import { todayOf } from '../../../http/today.ts';
import { contactById, needCustomer, recordEvent } from '../../customers/service.ts';
import { moneyItem } from '../../ledgers/service.ts';
import { news } from '../record.ts';

/** How a promise stands: kept once as much came as was promised, or nothing is owed any more. */
function stateOf(row: NamedNote, today: string): PromiseState {
  if (Number(row.paid_fen) >= (row.promised_fen ?? 1)) return 'kept';
  if (Number(row.owed_fen) <= 0) return 'kept';
  if (row.promised_on! > today) return 'open';
  return row.promised_on === today ? 'today' : 'broken';
}

export const promiseOf = (row: NamedNote, today: string): PaymentPromise | null =>
  row.promised_on === null
    ? null
    : {
        on: row.promised_on,
        fen: row.promised_fen,
        paidFen: Number(row.paid_fen),
        state: stateOf(row, today),
      };

/** Whether what was promised did not come by its day, whatever came later. */
export const isBroken = (row: NamedNote, today: string): boolean =>
  row.promised_on !== null &&
  row.promised_on < today &&
  Number(row.paid_fen) < (row.promised_fen ?? 1);

const itemIds = (row: { item_ids: string }) => JSON.parse(row.item_ids) as number[];

/** Numbers of the documents behind rows of the ledger. */
async function docsOf(db: Reader, ids: readonly number[]) {
  const docs: CollectionNote['docs'] = [];
  for (const itemId of ids) {
    const item = await moneyItem(db, 'ar', itemId);
    if (item) docs.push({ itemId, no: item.doc_no });
  }
  return docs;
}

export async function toNote(
  ctx: ReadContext,
  row: NamedNote,
  today: string,
): Promise<CollectionNote> {
  const { actor, db } = ctx;
  return {
    id: row.id,
    version: row.version,
    customer: { id: row.customer_id, name: row.customer_name },
    notedOn: row.noted_on,
    at: row.made_at,
    by: { id: row.made_by, name: row.maker_name },
    way: row.way as CollectionWay,
    contact: row.contact_id === null ? null : { id: row.contact_id, name: row.contact_name ?? '' },
    result: row.result,
    promise: row.withdrawn_at === null ? promiseOf(row, today) : null,
    docs: await docsOf(db, itemIds(row)),
    withdrawnAt: row.withdrawn_at,
    mayWithdraw:
      actor.viewAsBy === null && row.withdrawn_at === null && row.made_by === actor.userId,
  };
}

/** As the audit tells it; the contact by its number alone, as contacts have a sight of their own. */
const told = (row: NamedNote) => ({
  version: row.version,
  way: row.way,
  result: row.result,
  contactId: row.contact_id,
  promisedOn: row.promised_on,
  promisedFen: row.promised_fen,
  withdrawn: row.withdrawn_at !== null,
});

async function record(
  ctx: WriteContext,
  action: string,
  id: number,
  before: NamedNote | null,
): Promise<CollectionNote> {
  const row = (await noteInScope(ctx.tx, ctx.actor, id))!;
  const { customer_id: customerId, version } = row;
  await ctx.audit({
    action,
    entity: 'collectionNote',
    entityId: id,
    customerId,
    before: before && told(before),
    after: told(row),
  });
  await news(ctx, { entity: 'collectionNote', id, version }, customerId);
  return await toNote(ctx, row, await todayOf(ctx));
}

type Body = EndpointInput<typeof api.collections.add>['body'];

/** Of the customer, and owed. */
async function checkItems(ctx: WriteContext, customerId: number, ids: readonly number[]) {
  for (const [at, id] of ids.entries()) {
    const item = await moneyItem(ctx.tx, 'ar', id);
    const theirs = item?.party_kind === 'customer' && item.owner_id === customerId;
    if (!theirs || item.amount_fen < 0) throw fieldRefused(`/itemIds/${at}`, 'not-owed');
  }
}

/** Writes down what a customer said about what it owes; it stands on the customer's thread too. */
export async function addNote(
  ctx: WriteContext,
  customerId: number,
  body: Body,
): Promise<CollectionNote> {
  const { tx, actor, now } = ctx;
  await needCustomer(tx, actor, 'receivables.read', customerId);
  const { way, contactId, result, promisedOn, promisedFen } = body;
  const today = await todayOf(ctx);
  if (promisedOn !== null && promisedOn < today) throw fieldRefused('/promisedOn', 'before-today');
  if (promisedFen !== null && promisedOn === null) throw fieldRefused('/promisedOn', 'required');
  if (contactId !== null) {
    const contact = await contactById(tx, contactId);
    if (contact?.customer_id !== customerId) throw fieldRefused('/contactId', 'unknown-contact');
  }
  await checkItems(ctx, customerId, body.itemIds);
  const id = await insertNote(tx, {
    customer_id: customerId,
    contact_id: contactId,
    way,
    result,
    noted_on: today,
    promised_on: promisedOn,
    promised_fen: promisedFen,
    item_ids: JSON.stringify([...new Set(body.itemIds)]),
    made_by: actor.userId,
    made_at: now,
    withdrawn_at: null,
  });
  await recordEvent(ctx, customerId, 'collection', { result, promisedOn, promisedFen });
  return await record(ctx, 'collections.add', id, null);
}

/** Takes an own note back. */
export async function takeNoteBack(
  ctx: WriteContext,
  id: number,
  version: number,
): Promise<CollectionNote> {
  const row = await noteInScope(ctx.tx, ctx.actor, id);
  if (!row) throw problem('not-found');
  if (row.made_by !== ctx.actor.userId) throw problem('forbidden');
  if (row.withdrawn_at !== null) throw problem('state-refused');
  if (row.version !== version || !(await withdrawNote(ctx.tx, row, ctx.now))) throw stale(row);
  const { result } = row;
  await recordEvent(ctx, row.customer_id, 'collection', { result, withdrawn: true });
  return await record(ctx, 'collections.withdraw', id, row);
}
