import {
  linesOf,
  stockDocById,
  type NamedStockDoc,
} from '@xinhang/db/repositories/stock-documents.ts';
import { problem } from '@xinhang/shared/problems.ts';
import type { WriteContext } from '../../http/context.ts';
import { needWriter } from './kinds.ts';
import { stale } from '../../http/conflict.ts';

/** A document as the audit tells it; what lines cost stands under a name that is guarded. */
export async function told(ctx: WriteContext, doc: NamedStockDoc): Promise<object> {
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
  before: object | null,
): Promise<NamedStockDoc | undefined> {
  const after = await stockDocById(ctx.tx, id);
  const now = after ? await told(ctx, after) : null;
  await ctx.audit({ action, entity: 'stockDocument', entityId: id, before, after: now });
  const version = after?.version ?? 0;
  await ctx.emit({ entity: 'stockDocument', id, version, audience: [] });
  return after;
}

/** A document in one of these states that the actor may write, in the version he saw. */
export async function needIn(
  ctx: WriteContext,
  id: number,
  version: number,
  states: readonly string[],
): Promise<NamedStockDoc> {
  const doc = await stockDocById(ctx.tx, id);
  if (!doc) throw problem('not-found');
  if (!states.includes(doc.state)) throw problem('state-refused');
  if (doc.version !== version) throw stale(doc);
  return doc;
}

/** The same of a kind that the actor writes. */
export async function needOwn(
  ctx: WriteContext,
  id: number,
  version: number,
  state: string,
): Promise<NamedStockDoc> {
  const doc = await stockDocById(ctx.tx, id);
  if (!doc) throw problem('not-found');
  needWriter(ctx.actor, doc.kind);
  return await needIn(ctx, id, version, [state]);
}
