import type { FieldProblem } from '@xinhang/shared/problems.ts';
import { fitsDecimals } from '@xinhang/shared/qty-decimals.ts';
import { qtyE4 } from '@xinhang/shared/quantity.ts';
import { wayOf } from '@xinhang/shared/stock-places.ts';
import type { Posting, StockLine } from './posting.ts';

export const WHOLE_E4 = 10_000;

/** What no book is needed for: the product, its places, its quantity, its batch and its numbers. */
export function faultsOf({ products, places }: Posting, line: StockLine): FieldProblem[] {
  const at = (field: string, code: string, params?: Record<string, string | number>) => [
    { pointer: `${line.pointer}/${field}`, code, ...(params && { params }) },
  ];
  const product = products.get(line.productId);
  if (!product) return at('productId', 'unknown-product');
  if (product.kind !== 'goods') return at('productId', 'not-goods');
  const [from, to] = [places.get(line.fromId), places.get(line.toId)];
  if (!from || !to || line.fromId === line.toId || wayOf(from.kind, to.kind) === null) {
    throw new RangeError(`no way from ${line.fromId} to ${line.toId}`);
  }
  if (!Number.isSafeInteger(line.qtyE4) || line.qtyE4 <= 0) return at('qtyE4', 'not-positive');
  // What is taken back goes as it came, whatever became of the product meanwhile.
  if (line.reversalOf !== undefined) return [];
  if (!fitsDecimals(qtyE4(line.qtyE4), product.qty_decimals)) {
    return at('qtyE4', 'too-many-decimals', { most: product.qty_decimals });
  }
  const name = `${product.code} ${product.name}`;
  const batch = line.batch ?? '';
  if (product.tracks_batch === 1 && batch === '')
    return at('batch', 'batch-needed', { product: name });
  if (product.tracks_batch === 0 && batch !== '')
    return at('batch', 'no-batches', { product: name });
  const serials = line.serials ?? [];
  if (product.tracks_serial === 0 && serials.length > 0) return at('serials', 'no-serials');
  if (product.tracks_serial === 1) {
    const pieces = line.qtyE4 / WHOLE_E4;
    if (serials.length !== pieces) return at('serials', 'serials-do-not-count', { pieces });
    if (new Set(serials).size !== serials.length) return at('serials', 'serial-twice');
  }
  return [];
}
