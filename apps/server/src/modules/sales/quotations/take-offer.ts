import { quotationLinesOf, type NamedQuotation } from '@xinhang/db/repositories/quotations.ts';
import type { PriceBasis } from '@xinhang/shared/price-resolver.ts';
import type { WriteContext } from '../../../http/context.ts';
import type { LastPrices } from '../../../registry/last-prices.ts';
import { wantedAgain } from '../orders/lines.ts';
import { needIn } from './access.ts';
import { changeQuotation } from './drafts.ts';

/** An offer that somebody made for a product: at a price, and to be delivered in some time. */
export interface Offered {
  productId: number;
  unitId: number;
  qtyE4: number;
  priceIn: (basis: PriceBasis) => number;
  leadTime: string;
  /** Stands as the reason where the price is another than the rules say. */
  why: string;
}
export interface Offer extends Offered {
  quotationId: number;
  version: number;
}

const LONGEST_NOTE = 200;

/** The note of a line with the words in it, once. */
const withWords = (note: string, words: string): string =>
  words === '' || note.includes(words) || note.length + words.length + 1 > LONGEST_NOTE
    ? note
    : [note, words].filter(Boolean).join(' ');

type Wanted = ReturnType<typeof wantedAgain>;
/** A line that is added has no number yet. */
type Added = Omit<Wanted, 'id'>;

/** Lines with an offer in them: that of the product in its unit gets the price, else one is added. */
export function withOffer<L extends Added>(
  lines: readonly L[],
  {
    priceE4,
    productId,
    unitId,
    qtyE4,
    why,
    words,
  }: Omit<Offered, 'priceIn' | 'leadTime'> & { priceE4: number; words: string },
  added: (line: Added) => L,
): L[] {
  const priced = { priceE4, discountBp: 0, deviation: why };
  const same = lines.find(
    (line) => line.kind === 'goods' && line.productId === productId && line.unitId === unitId,
  );
  if (same) {
    return lines.map((line) =>
      line === same ? { ...line, ...priced, note: withWords(line.note, words) } : line,
    );
  }
  const note = withWords('', words);
  const kind = 'goods' as const;
  return [...lines, added({ ...priced, kind, productId, unitId, text: '', qtyE4, note })];
}

/**
 * Takes an offer into a draft: the line of the product in that unit gets its price, or a line is
 * added. When it can be delivered stands in the head, or beside the line where the head says
 * something else already.
 */
export async function takeOffer(
  ctx: WriteContext,
  lastPrices: LastPrices,
  { quotationId, version, productId, unitId, qtyE4, leadTime, ...offer }: Offer,
): Promise<NamedQuotation> {
  const row = await needIn(ctx, { id: quotationId, version }, ['draft']);
  const priceE4 = offer.priceIn(row.basis as PriceBasis);
  const inHead = row.lead_time === '' || row.lead_time === leadTime;
  const words = inHead ? '' : leadTime;
  const lines = (await quotationLinesOf(ctx.tx, quotationId)).map(wantedAgain);
  const next = withOffer<Added & { id?: number }>(
    lines,
    { ...offer, productId, unitId, qtyE4, priceE4, words },
    (line) => line,
  );
  return await changeQuotation(ctx, lastPrices, quotationId, {
    version,
    ...(inHead && { leadTime }),
    lines: next,
  });
}
