import { beyondPlace, coveredAt } from '@xinhang/db/repositories/stock-provisional.ts';
import { isHeld } from '@xinhang/shared/stock-places.ts';
import { goesNegative, type Posting, type StockLine } from './posting.ts';

/**
 * Whether the place has so much, and each piece is where it is taken from; else it is noted. `beyond`:
 * it has not, and that is let go.
 */
export async function takeFromPlace(
  posting: Posting,
  line: StockLine,
  serial: string,
): Promise<{ beyond: boolean } | null> {
  const { books, places, products, short } = posting;
  const { productId, fromId, batch = '', pointer } = line;
  const { code, name } = products.get(productId)!;
  const params = { product: `${code} ${name}`, place: places.get(fromId)!.name };
  const held = isHeld(places.get(fromId)!.kind);
  if (serial !== '') {
    const piece = books.piece(productId, serial);
    const there = held
      ? piece?.location_id === fromId && piece.batch === batch
      : !piece || !isHeld(places.get(piece.location_id)!.kind);
    if (!there) {
      const otherBatch = held && piece?.location_id === fromId;
      const rule = otherBatch ? 'serial-of-batch' : held ? 'serial-not-there' : 'serial-in-stock';
      const of = { ...params, serial, ...(otherBatch && { batch: piece.batch }) };
      short.push({ pointer: `${pointer}/serials`, code: rule, params: of });
      return null;
    }
  }
  const haveE4 = books.quantity({ productId, locationId: fromId, batch });
  if (held && haveE4 < line.qtyE4) {
    if (await mayLack(posting, line, line.qtyE4 - haveE4)) {
      return { beyond: line.reversalOf === undefined };
    }
    const found = { ...params, haveE4, wantedE4: line.qtyE4 };
    if (batch === '') {
      short.push({ pointer: `${pointer}/qtyE4`, code: 'stock-short', params: found });
      return null;
    }
    // A number of which nothing is there is most often one that was mistyped.
    const [field, code] = haveE4 <= 0 ? ['batch', 'batch-not-there'] : ['qtyE4', 'batch-short'];
    short.push({ pointer: `${pointer}/${field}`, code: code!, params: { ...found, batch } });
    return null;
  }
  return { beyond: false };
}

/**
 * Whether a place may be left with less than nothing: a warehouse, of what has neither batches nor
 * numbers, where the company lets it. What is taken back may leave no more short than went out of
 * there beyond what it had; where the company does not let it (any more), no more than it covered of
 * that itself, for this was let go and is only open again.
 */
async function mayLack(posting: Posting, line: StockLine, shortE4: number): Promise<boolean> {
  const { ctx, doc, places, products } = posting;
  const { productId, fromId: locationId, reversalOf } = line;
  const product = products.get(productId)!;
  if (product.tracks_batch === 1 || product.tracks_serial === 1 || line.batch) return false;
  if (places.get(locationId)!.kind !== 'warehouse') return false;
  if (reversalOf === undefined && !doc.beyond) return false;
  const lets = await goesNegative(posting);
  if (reversalOf === undefined) return lets;
  if (!lets) return shortE4 <= (await coveredAt(ctx.tx, { sourceId: reversalOf, locationId }));
  return shortE4 <= (await beyondPlace(ctx.tx, { entityId: doc.entityId, productId, locationId }));
}
