import type { NamedStockDoc } from '@xinhang/db/repositories/stock-documents.ts';
import { stockProducts } from '@xinhang/db/repositories/stock-posting.ts';
import type { api } from '@xinhang/shared/contract/api.ts';
import type { EndpointInput } from '@xinhang/shared/contract/endpoint.ts';
import { fieldRefused } from '@xinhang/shared/problems.ts';
import { fitsDecimals } from '@xinhang/shared/qty-decimals.ts';
import { qtyE4 } from '@xinhang/shared/quantity.ts';
import { isMade } from '@xinhang/shared/stock-documents.ts';
import type { WriteContext } from '../../http/context.ts';
import { seesCost } from './kinds.ts';

type Body = EndpointInput<typeof api.stockDocuments.create>['body'];
type Columns = Pick<
  NamedStockDoc,
  'whole_id' | 'whole_qty_e4' | 'whole_batch' | 'whole_serials' | 'extra_fen' | 'extra_account'
>;

/** Of documents that make nothing. */
export const noWhole: Columns = {
  whole_id: null,
  whole_qty_e4: null,
  whole_batch: '',
  whole_serials: '[]',
  extra_fen: 0,
  extra_account: '',
};

/**
 * What a draft puts together or takes apart, and what that costs besides; what is not said stays.
 * Whoever does not see cost writes none.
 */
export async function wholeOf(
  ctx: WriteContext,
  kind: string,
  { whole, extra }: { whole?: Body['whole'] | undefined; extra?: Body['extra'] | undefined },
  before: Columns = noWhole,
): Promise<Columns> {
  if (!isMade(kind)) return noWhole;
  // What is handed over is the whole document.
  const { whole_id, whole_qty_e4, whole_batch, whole_serials, extra_fen, extra_account } = before;
  const columns = { whole_id, whole_qty_e4, whole_batch, whole_serials, extra_fen, extra_account };
  if (whole !== undefined) Object.assign(columns, await made(ctx, kind, whole, before));
  if (extra) {
    if (!seesCost(ctx.actor)) throw fieldRefused('/extra', 'cost-hidden');
    columns.extra_fen = extra.amountFen;
    columns.extra_account = extra.account ?? '';
  }
  return columns;
}

async function made(
  ctx: WriteContext,
  kind: string,
  whole: Body['whole'],
  before: Columns,
): Promise<Partial<Columns>> {
  if (whole === null) {
    const { whole_id, whole_qty_e4, whole_batch, whole_serials } = noWhole;
    return { whole_id, whole_qty_e4, whole_batch, whole_serials };
  }
  const { productId, qtyE4: quantity, batch, serials } = whole;
  const product = (await stockProducts(ctx.tx, [productId])).get(productId);
  if (!product) throw fieldRefused('/whole/productId', 'unknown-product');
  if (product.kind !== 'goods') throw fieldRefused('/whole/productId', 'not-goods');
  // No more is made of what is given up; what there is may be taken apart.
  if (kind === 'assembly' && product.active === 0 && productId !== before.whole_id) {
    throw fieldRefused('/whole/productId', 'not-in-use');
  }
  if (quantity !== null && !fitsDecimals(qtyE4(quantity), product.qty_decimals)) {
    throw fieldRefused('/whole/qtyE4', 'too-many-decimals', { most: product.qty_decimals });
  }
  return {
    whole_id: productId,
    // Nothing is what is not said yet.
    whole_qty_e4: quantity === 0 ? null : quantity,
    whole_batch: batch,
    whole_serials: JSON.stringify(serials),
  };
}
