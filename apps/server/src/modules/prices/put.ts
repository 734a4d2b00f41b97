import { NO_DATE } from '@xinhang/db/no-date.ts';
import {
  insertPriceRule,
  priceRulesByIds,
  pricesAt,
  updatePriceRule,
  type PricePlace,
  type PriceRuleRecord,
} from '@xinhang/db/repositories/price-rules.ts';
import { addDays } from '@xinhang/shared/business-date.ts';
import type { WriteContext } from '../../http/context.ts';
import { checkLimits } from './checks.ts';
import { ruleRecorder } from './rules.ts';

/** A price as it is put, for exactly whom its place says. */
export type PutPrice = PricePlace &
  Pick<
    PriceRuleRecord,
    'price_e4' | 'basis' | 'floor_e4' | 'ceiling_e4' | 'valid_from' | 'valid_to' | 'note'
  >;

/** A price whose place was taken: its last day before, and its version since. */
export interface EndedPrice {
  id: number;
  validTo: string;
  version: number;
}

/** What taking a price back needs. */
export interface PutAnswer {
  id: number;
  ended: EndedPrice[];
}

/**
 * Releases a price in the place of those that hold on its first day for the same product, unit,
 * quantity and people: one without an end ends them the day before, and with an end they go on
 * after it. Whether the actor may see for whom it is, the caller has asked. Throws `field-refused`.
 */
export async function putPrice(ctx: WriteContext, price: PutPrice): Promise<PutAnswer> {
  const row = {
    ...price,
    category_id: null,
    discount_bp: null,
    state: 'released',
    released_at: ctx.now,
    released_by: ctx.actor.userId || null,
    created_by: ctx.actor.userId || null,
    created_at: ctx.now,
  };
  checkLimits(row);
  const record = await ruleRecorder(ctx);
  const ended: EndedPrice[] = [];
  const before = price.valid_to === NO_DATE ? await pricesAt(ctx.tx, price, price.valid_from) : [];
  for (const one of before) {
    const after = await updatePriceRule(ctx.tx, one, { valid_to: addDays(price.valid_from, -1) });
    await record('prices.endRule', one, after!);
    ended.push({ id: one.id, validTo: one.valid_to, version: after!.version });
  }
  const id = await insertPriceRule(ctx.tx, row);
  await record('prices.createRule', null, { ...row, id, version: 1 });
  return { id, ended };
}

/**
 * Ends a price before it began and lets those go on that it ended, where nobody touched them since;
 * false, and nothing is changed, where somebody touched the price itself.
 */
export async function takeBackPrice(ctx: WriteContext, { id, ended }: PutAnswer): Promise<boolean> {
  const rows = await priceRulesByIds(ctx.tx, [id, ...ended.map((one) => one.id)]);
  const own = rows.find((row) => row.id === id);
  if (own?.version !== 1) return false;
  const record = await ruleRecorder(ctx);
  const valid_to = addDays(own.valid_from, -1);
  await record('prices.endRule', own, (await updatePriceRule(ctx.tx, own, { valid_to }))!);
  for (const { id: old, validTo, version } of ended) {
    const row = rows.find((one) => one.id === old && one.version === version);
    if (!row) continue;
    const after = await updatePriceRule(ctx.tx, row, { valid_to: validTo });
    await record('prices.releaseRule', row, after!);
  }
  return true;
}
