import type { PriceBasis } from '@xinhang/shared/price-resolver.ts';
import type { RowReader } from './reader.ts';
import { flagOf } from './values.ts';

/** How a price of a row is meant, from which quantity on, and when it holds. */
export interface PriceSpan {
  basis: PriceBasis;
  qtyFromE4: number;
  /** Today where the file says nothing. */
  validFrom: string | null;
  validTo: string | null;
  note: string;
}

const gross = new Set('含税 含稅 税后 稅後 gross'.split(' '));
const net = new Set('未税 未稅 不含税 不含稅 税前 稅前 net'.split(' '));
const withTax = (text: string) =>
  gross.has(text.toLowerCase()) ? true : net.has(text.toLowerCase()) ? false : flagOf(text);

/** Prices are with tax unless the file says otherwise. */
export function readPriceSpan(cells: RowReader): PriceSpan {
  const tax = cells.read('priceBasis', withTax, 'basis-unknown') ?? true;
  const validFrom = cells.date('validFrom') ?? null;
  const validTo = cells.date('validTo') ?? null;
  if (validFrom !== null && validTo !== null && validTo < validFrom) cells.refuse('dates-reversed');
  return {
    basis: tax ? 'gross' : 'net',
    qtyFromE4: cells.amount('qtyFrom') ?? 0,
    validFrom,
    validTo,
    note: cells.text('priceNote'),
  };
}
