import { markRowUndone, type ImportRowRecord } from '@xinhang/db/repositories/imports.ts';
import { deleteImportedProduct } from '@xinhang/db/repositories/take-back.ts';
import type { WriteContext } from '../../../http/context.ts';
import type { ProductUses } from '../../../registry/product-uses.ts';
import { takeBackPrice } from '../../prices/service.ts';
import { changeProduct, productById } from '../../products/service.ts';
import type { Move } from '../kind.ts';
import { quiet } from '../trying.ts';
import type { Kept } from './write.ts';

const undone = { verdict: 'undone', code: 'undone' };
const kept = { verdict: 'kept', code: 'worked-on-since' };

/**
 * Takes products back that rows made or changed: one that was made goes unless something stands on
 * it, one that was changed is as before unless somebody changed it since. Units and categories that
 * came with them stay.
 */
export const takeBackProducts =
  (uses: ProductUses) =>
  async (ctx: WriteContext, batchId: number, rows: readonly ImportRowRecord[]): Promise<Move[]> => {
    const moves: Move[] = [];
    for (const row of rows) {
      const result = (await takeBack(quiet(ctx), uses, row)) ? undone : kept;
      await markRowUndone(ctx.tx, batchId, row.row, result);
      moves.push({ from: row.verdict, to: result.verdict, rows: 1 });
    }
    const id = rows.at(-1)?.entity_id;
    if (id) await ctx.emit({ entity: 'product', id, version: ctx.now, audience: [] });
    return moves;
  };

async function takeBack(
  ctx: WriteContext,
  uses: ProductUses,
  row: ImportRowRecord,
): Promise<boolean> {
  const { version, before, prices } = JSON.parse(row.kept ?? '{}') as Kept;
  const id = row.entity_id!;
  if (row.made === 1) {
    const ids = prices.map((price) => price.id);
    return await deleteImportedProduct(ctx.tx, { id, version }, ids);
  }
  const now = await productById(ctx.tx, id);
  if (now?.version !== version) return false;
  if (before && Object.keys(before).length > 0) {
    await changeProduct(ctx, uses, id, { version, ...before });
  }
  let all = true;
  for (const price of prices.toReversed()) all = (await takeBackPrice(ctx, price)) && all;
  return all;
}
