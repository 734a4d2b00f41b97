import type { NamedStockDoc, NamedStockLine } from '@xinhang/db/repositories/stock-documents.ts';
import { lastCostOf, poolsOf } from '@xinhang/db/repositories/stock-posting.ts';
import { fen, splitByWeights } from '@xinhang/shared/money.ts';
import { fieldRefused } from '@xinhang/shared/problems.ts';
import { qtyE4 } from '@xinhang/shared/quantity.ts';
import { atPrice, emptyPool, valueAtAverage } from '@xinhang/shared/stock-cost.ts';
import type { WriteContext } from '../../http/context.ts';
import { needNotLent } from './lent.ts';
import { postStock, type PostedLine, type StockDoc, type StockLine } from './post.ts';

/** What a draft of an assembly may lack and a confirmed one may not. */
export function checkMade(doc: NamedStockDoc, lines: readonly NamedStockLine[]): void {
  if (doc.whole_id === null) throw fieldRefused('/whole/productId', 'required');
  if (!doc.whole_qty_e4) throw fieldRefused('/whole/qtyE4', 'required');
  const itself = lines.findIndex((line) => line.product_id === doc.whole_id);
  if (itself >= 0) throw fieldRefused(`/lines/${itself}/productId`, 'part-of-itself');
  if (doc.extra_fen > 0 && doc.extra_account === '') throw fieldRefused('/extra', 'required');
}

interface Posted {
  moves: readonly StockLine[];
  posted: readonly PostedLine[];
  /** What the whole was posted with. */
  wholeFen: number;
}

const totalOf = (posted: readonly PostedLine[]) =>
  posted.reduce((sum, { valueFen }) => sum + valueFen, 0);

/**
 * Posts an assembly: the parts go where things are put together, at their average, and the whole
 * comes from there at their sum and what was spent besides. Taken apart it goes the other way, and
 * its cost is split over the parts by what they are worth now (docs/decisions/0308).
 */
export async function postMade(
  ctx: WriteContext,
  event: Omit<StockDoc, 'lines'>,
  doc: NamedStockDoc,
  lines: readonly NamedStockLine[],
  bench: number,
): Promise<Posted> {
  const apart = doc.kind === 'disassembly';
  const whole: StockLine = {
    pointer: '/whole',
    lineId: null,
    productId: doc.whole_id!,
    fromId: apart ? doc.from_location_id! : bench,
    toId: apart ? bench : doc.to_location_id!,
    qtyE4: doc.whole_qty_e4!,
    batch: doc.whole_batch,
    serials: JSON.parse(doc.whole_serials) as string[],
  };
  const parts = lines.map((line, at): StockLine => ({
    pointer: `/lines/${at}`,
    lineId: line.id,
    productId: line.product_id,
    fromId: apart ? bench : doc.from_location_id!,
    toId: apart ? doc.to_location_id! : bench,
    qtyE4: line.qty_e4!,
    batch: line.batch,
    serials: JSON.parse(line.serials) as string[],
  }));
  await needNotLent(ctx, doc.entity_id, apart ? [whole] : parts);
  if (!apart) {
    const went = await postStock(ctx, { ...event, lines: parts });
    const wholeFen = totalOf(went) + doc.extra_fen;
    const came = await postStock(ctx, { ...event, lines: [{ ...whole, valueFen: wholeFen }] });
    return { moves: [...parts, whole], posted: [...went, ...came], wholeFen };
  }
  const went = await postStock(ctx, { ...event, lines: [whole] });
  const wholeFen = totalOf(went);
  const shares = await split(ctx, doc.entity_id, wholeFen + doc.extra_fen, parts);
  const valued = parts.map((part, at) => ({ ...part, valueFen: shares[at]! }));
  const came = await postStock(ctx, { ...event, lines: valued });
  return { moves: [whole, ...parts], posted: [...went, ...came], wholeFen };
}

/** By what the parts are worth now: at their average, else as they were bought last. */
async function split(
  { tx }: WriteContext,
  entityId: number,
  totalFen: number,
  parts: readonly StockLine[],
): Promise<number[]> {
  const ids = [...new Set(parts.map((part) => part.productId))];
  const pools = new Map((await poolsOf(tx, entityId, ids)).map((row) => [row.product_id, row]));
  const worth: number[] = [];
  for (const part of parts) {
    const row = pools.get(part.productId);
    const pool = row
      ? { qtyE4: qtyE4(Number(row.qty_e4)), valueFen: fen(Number(row.value_fen)) }
      : emptyPool;
    const last = await lastCostOf(tx, part.productId);
    const known = valueAtAverage(pool, qtyE4(part.qtyE4));
    worth.push(known ?? (last ? atPrice(last, part.qtyE4) : 0));
  }
  // Of parts that nobody knows the worth of each piece counts alike.
  const weights = worth.some((one) => one > 0) ? worth : parts.map((part) => part.qtyE4);
  return splitByWeights(fen(totalFen), weights);
}
