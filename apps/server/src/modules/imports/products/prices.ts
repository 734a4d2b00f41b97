import { may } from '@xinhang/db/actor.ts';
import { NO_DATE } from '@xinhang/db/no-date.ts';
import type { ImportColumn } from '@xinhang/shared/imports.ts';
import type { WriteContext } from '../../../http/context.ts';
import { putPrice, type PutAnswer } from '../../prices/service.ts';
import type { CurrentPrice, CurrentProduct } from './current.ts';
import type { ProductDraft } from './draft.ts';
import { Refused } from '../rows/refused.ts';

/** Prices that a row puts, and the columns that say so. */
export interface PricesPut {
  put: PutAnswer[];
  fields: ImportColumn[];
}

/**
 * Puts the prices that a row says and that are others than those that hold: with tax, for one of
 * the base unit, from today on. What it does not say of floor and ceiling stays.
 */
export async function putPrices(
  ctx: WriteContext,
  draft: ProductDraft,
  { row, price, levels }: CurrentProduct,
  today: string,
): Promise<PricesPut> {
  const put: PutAnswer[] = [];
  const fields: ImportColumn[] = [];
  const place = {
    product_id: row.id,
    unit_id: row.unit_id,
    customer_id: null,
    region: null,
    qty_from_e4: 0,
    basis: 'gross',
    valid_from: today,
    valid_to: NO_DATE,
    note: '',
  };
  const base = merged(draft, price);
  const changed = (
    [
      ['price', 'priceE4'],
      ['floorPrice', 'floorE4'],
      ['ceilingPrice', 'ceilingE4'],
    ] as const
  ).filter(([, field]) => draft[field] !== null && draft[field] !== (price?.[field] ?? null));
  const others = [...draft.levels].filter(([id, value]) => levels.get(id)?.priceE4 !== value);
  if (changed.length === 0 && others.length === 0) return { put, fields };
  if (!may(ctx.actor, 'prices.update')) throw new Refused('price-out-of-reach');
  if (changed.length > 0) {
    if (base.price_e4 === null) throw new Refused('price-missing');
    put.push(await putPrice(ctx, { ...place, ...base, scope: 'all', level_id: null }));
    fields.push(...changed.map(([column]) => column));
  }
  for (const [id, value] of others) {
    const level = { ...merged(null, levels.get(id) ?? null), price_e4: value };
    put.push(await putPrice(ctx, { ...place, ...level, scope: 'level', level_id: id }));
    fields.push(`level:${id}`);
  }
  return { put, fields };
}

function merged(
  draft: Pick<ProductDraft, 'priceE4' | 'floorE4' | 'ceilingE4'> | null,
  now: CurrentPrice | null,
) {
  return {
    price_e4: draft?.priceE4 ?? now?.priceE4 ?? null,
    floor_e4: draft?.floorE4 ?? now?.floorE4 ?? null,
    ceiling_e4: draft?.ceilingE4 ?? now?.ceilingE4 ?? null,
  };
}
