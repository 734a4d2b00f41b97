import { NO_DATE } from '@xinhang/db/no-date.ts';
import { wordKey } from '@xinhang/shared/text-keys.ts';
import type { WriteContext } from '../../../http/context.ts';
import { todayOf } from '../../../http/today.ts';
import { priceLevels, pricesAt, putPrice, type PutAnswer } from '../../prices/service.ts';
import { shown } from '../cells.ts';
import { findCustomerNamed, findProduct, findUnit } from '../rows/finds.ts';
import { Refused } from '../rows/refused.ts';
import type { WrittenRow } from '../rows/walk.ts';
import type { PriceDraft } from './draft.ts';

type Whom = {
  scope: string;
  customer_id: number | null;
  region: string | null;
  level_id: number | null;
};
const nobody = { customer_id: null, region: null, level_id: null };

async function whomOf(ctx: WriteContext, { customer, level, region }: PriceDraft): Promise<Whom> {
  if (customer !== '') {
    return {
      ...nobody,
      scope: 'customer',
      customer_id: (await findCustomerNamed(ctx, customer)).id,
    };
  }
  if (region !== '') return { ...nobody, scope: 'region', region };
  if (level === '') return { ...nobody, scope: 'all' };
  const levels = (await priceLevels(ctx.tx)).filter((one) => one.active === 1);
  const found = levels.find((one) => wordKey(one.name) === wordKey(level));
  if (!found) throw new Refused('level-unknown', { value: shown(level) });
  return { ...nobody, scope: 'level', level_id: found.id };
}

/** Puts the prices of a row that are others than those that hold. */
export async function writePrices(ctx: WriteContext, draft: PriceDraft): Promise<WrittenRow> {
  const product = await findProduct(ctx, draft.product);
  const common = {
    product_id: product.id,
    unit_id: await findUnit(ctx, product, draft.product),
    qty_from_e4: draft.qtyFromE4,
    basis: draft.basis,
    valid_from: draft.validFrom ?? (await todayOf(ctx)),
    valid_to: draft.validTo ?? NO_DATE,
    note: draft.note,
  };
  const prices = [...draft.levels].map(([level_id, price_e4]) => ({
    ...common,
    ...nobody,
    scope: 'level',
    level_id,
    price_e4,
    floor_e4: null as number | null,
    ceiling_e4: null as number | null,
  }));
  if (draft.priceE4 !== null) {
    prices.push({
      ...common,
      ...((await whomOf(ctx, draft)) as (typeof prices)[number]),
      price_e4: draft.priceE4,
      floor_e4: draft.floorE4,
      ceiling_e4: draft.ceilingE4,
    });
  }
  const put: PutAnswer[] = [];
  let there = 0;
  for (const price of prices) {
    const [now] = await pricesAt(ctx.tx, price, price.valid_from);
    const fields = ['price_e4', 'floor_e4', 'ceiling_e4', 'basis', 'valid_to'] as const;
    if (now && fields.every((field) => now[field] === price[field])) there = now.id;
    else put.push(await putPrice(ctx, price));
  }
  const [first] = put;
  if (!first) {
    const entity = { id: there, version: 1 };
    const reasons: WrittenRow['reasons'] = [{ code: 'price-same', params: {} }];
    return { verdict: 'same', reasons, entity, kept: null };
  }
  const fresh = put.every((one) => one.ended.length === 0);
  return {
    verdict: fresh ? 'create' : 'update',
    reasons: [{ code: fresh ? 'price-new' : 'price-replaces', params: {} }],
    entity: { id: first.id, version: 1 },
    kept: put,
  };
}
