import {
  findStockDoc,
  linesOf,
  stockDocById,
  type NamedStockDoc,
} from '@xinhang/db/repositories/stock-documents.ts';
import { placesReached } from '@xinhang/db/scope-places.ts';
import { problem } from '@xinhang/shared/problems.ts';
import type { ReadContext, WriteContext } from '../../http/context.ts';
import { needAct, type StockAct } from './own-places.ts';
import { stale } from '../../http/conflict.ts';

const placesIn = (doc: NamedStockDoc) => [doc.from_location_id, doc.to_location_id];

/** A document as the audit tells it, and its places; what lines cost stands under a name that is guarded. */
export async function told(ctx: WriteContext, doc: NamedStockDoc): Promise<Told> {
  return { places: placesIn(doc), audit: await inWords(ctx, doc) };
}

export interface Told {
  readonly places: readonly (number | null)[];
  readonly audit: object;
}

async function inWords(ctx: WriteContext, doc: NamedStockDoc): Promise<object> {
  const lines = await linesOf(ctx.tx, doc.id);
  return {
    version: doc.version,
    kind: doc.kind,
    no: doc.no,
    state: doc.state,
    businessDate: doc.business_date,
    from: doc.from_name,
    to: doc.to_name,
    reason: doc.reason,
    twoStep: doc.two_step === 1,
    note: doc.note,
    ...(doc.whole_id !== null && {
      whole: `${doc.whole_code} ${doc.whole_name}`,
      wholeQtyE4: doc.whole_qty_e4,
      wholeBatch: doc.whole_batch,
      wholeSerials: doc.whole_serials,
      costExtraFen: doc.extra_fen,
      costExtraAccount: doc.extra_account,
    }),
    reversalReason: doc.reversal_reason,
    lines: lines.map((line) => ({
      product: `${line.code} ${line.name}`,
      qtyE4: line.unit_qty_e4,
      unit: line.unit_name,
      costPriceE4: line.price_e4,
      batch: line.batch,
      serials: line.serials,
      receivedE4: line.received_e4,
      note: line.note,
    })),
  };
}

/** Audit and news of a change of a document; `before` as `told` told it. */
export async function record(
  ctx: WriteContext,
  action: string,
  id: number,
  before: Told | null,
): Promise<NamedStockDoc | undefined> {
  const after = await stockDocById(ctx.tx, id);
  const now = after ? await told(ctx, after) : null;
  await ctx.audit({
    action,
    entity: 'stockDocument',
    entityId: id,
    before: before?.audit ?? null,
    after: now?.audit ?? null,
  });
  const version = after?.version ?? 0;
  const places = [...(before?.places ?? []), ...(now?.places ?? [])];
  await ctx.emit({ entity: 'stockDocument', id, version, audience: [], places });
  return after;
}

/** A document that touches a place whose stock the reader sees; others do not exist (404). */
export async function needDoc(
  ctx: Pick<ReadContext, 'db' | 'actor'>,
  id: number,
): Promise<NamedStockDoc> {
  const doc = await findStockDoc(ctx.db, id, placesReached(ctx.actor, 'stock.read'));
  if (!doc) throw problem('not-found');
  return doc;
}

/** A document in one of these states on whose places the actor may act, in the version he saw. */
export async function needIn(
  ctx: WriteContext,
  id: number,
  version: number,
  states: readonly string[],
  act: StockAct,
): Promise<NamedStockDoc> {
  const doc = await needDoc(ctx, id);
  needAct(ctx.actor, doc, act);
  if (!states.includes(doc.state)) throw problem('state-refused');
  if (doc.version !== version) throw stale(doc);
  return doc;
}
