import type { SheetRow } from '../file.ts';
import type { Mapping } from '../headers.ts';
import { readProduct, type ProductNamed } from '../rows/finds.ts';
import { readPriceSpan, type PriceSpan } from '../rows/price-span.ts';
import { RowReader, type RowDraft } from '../rows/reader.ts';

/** One row of a list of prices. */
export interface PriceDraft extends RowDraft, PriceSpan {
  product: ProductNamed;
  /** For whom; everybody where nothing is said. */
  customer: string;
  level: string;
  region: string;
  priceE4: number | null;
  floorE4: number | null;
  ceilingE4: number | null;
  /** Prices of levels, each in a column of its own. */
  levels: ReadonlyMap<number, number>;
}

export function priceDraft(row: SheetRow, mapping: Mapping): PriceDraft {
  const cells = new RowReader(row, mapping, { priceNote: 500, priceRegion: 40 });
  const whom = {
    customer: cells.text('priceCustomer'),
    level: cells.text('priceLevel'),
    region: cells.text('priceRegion'),
  };
  if (Object.values(whom).filter(Boolean).length > 1) cells.refuse('several-whom');
  const levels = new Map<number, number>();
  for (const target of cells.targets()) {
    if (!target.startsWith('level:')) continue;
    const price = cells.amount(target as `level:${number}`);
    if (price !== undefined) levels.set(Number(target.slice(6)), price);
  }
  const priceE4 = cells.amount('listPrice') ?? null;
  const floorE4 = cells.amount('listFloor') ?? null;
  const ceilingE4 = cells.amount('listCeiling') ?? null;
  if (priceE4 === null && (floorE4 !== null || ceilingE4 !== null)) cells.refuse('price-missing');
  else if (priceE4 === null && levels.size === 0) {
    cells.refuse('field-missing', { field: 'listPrice' });
  }
  const product = readProduct(cells);
  const span = readPriceSpan(cells);
  return { ...cells.draft(), ...span, ...whom, product, priceE4, floorE4, ceilingE4, levels };
}
