import { lentStock } from '@xinhang/db/repositories/lent-stock.ts';
import { balancesOf } from '@xinhang/db/repositories/stock-posting.ts';
import { problem, type FieldProblem } from '@xinhang/shared/problems.ts';
import type { WriteContext } from '../../http/context.ts';
import { allLocations } from '../products/service.ts';
import type { StockLine } from './post.ts';

/**
 * Goods that a customer borrowed leave his place through their loan alone: it would say that he has
 * them still. What else lies there may be moved (`lent-goods`; docs/decisions/0295).
 */
export async function needNotLent(
  ctx: WriteContext,
  entityId: number,
  moves: readonly StockLine[],
): Promise<void> {
  const places = (await allLocations(ctx.tx)).filter((one) => one.kind === 'consignment');
  const errors: FieldProblem[] = [];
  for (const { id: locationId } of places) {
    const leaving = moves.filter((move) => move.fromId === locationId);
    const productIds = [...new Set(leaving.map((move) => move.productId))];
    const lent = await lentStock(ctx.tx, { entityId, locationId, productIds });
    if (lent.length === 0) continue;
    const there = (await balancesOf(ctx.tx, entityId, productIds)).filter(
      (row) => row.location_id === locationId,
    );
    const moved = new Map<string, number>();
    for (const { productId, batch = '', serials = [], qtyE4, pointer } of leaving) {
      const own = lent.filter((one) => one.productId === productId && one.batch === batch);
      const [first] = own;
      if (!first) continue;
      const key = `${productId}/${batch}`;
      const have = there.find((row) => row.product_id === productId && row.batch === batch);
      const lentE4 = own.reduce((all, one) => all + one.outE4, 0);
      const freeE4 = Math.max(0, Number(have?.qty_e4 ?? 0) - lentE4 - (moved.get(key) ?? 0));
      moved.set(key, (moved.get(key) ?? 0) + qtyE4);
      const piece = serials.find((serial) => own.some((one) => one.serials.has(serial)));
      const params = { no: first.no, freeE4 };
      if (piece !== undefined) {
        errors.push({
          pointer: `${pointer}/serials`,
          code: 'lent-piece',
          params: { ...params, piece },
        });
      } else if (qtyE4 > freeE4) {
        errors.push({ pointer: `${pointer}/qtyE4`, code: 'lent-goods', params });
      }
    }
  }
  if (errors.length > 0) throw problem('field-refused', { errors });
}
