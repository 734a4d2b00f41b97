import type { ImportRowRecord } from '@xinhang/db/repositories/imports.ts';
import { deleteImportedProduct } from '@xinhang/db/repositories/take-back.ts';
import type { WriteContext } from '../../../http/context.ts';
import type { ProductUses } from '../../../registry/product-uses.ts';
import { takeBackPrice } from '../../prices/service.ts';
import { changeProduct, productById } from '../../products/service.ts';
import { takeBackRows } from '../rows/undo.ts';
import type { Kept } from './write.ts';

/**
 * Takes products back that rows made or changed: one that was made goes unless something stands on
 * it, one that was changed is as before unless somebody changed it since. Units and categories that
 * came with them stay.
 */
export const takeBackProducts = (uses: ProductUses) =>
  takeBackRows('product', (ctx, row) => takeBack(ctx, uses, row));

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
