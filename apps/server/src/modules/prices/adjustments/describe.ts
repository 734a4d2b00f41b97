import { may } from '@xinhang/db/actor.ts';
import type { Reader } from '@xinhang/db/database.ts';
import { NO_DATE } from '@xinhang/db/no-date.ts';
import { newestMarketPrices } from '@xinhang/db/repositories/market-prices.ts';
import {
  adjustmentLinesOf,
  answerTo,
  findAdjustment,
  type NamedAdjustment,
} from '@xinhang/db/repositories/price-adjustments.ts';
import type {
  AdjustmentLine,
  PriceAdjustment,
  PriceAdjustmentRow,
} from '@xinhang/shared/price-adjustments.ts';
import { bothPrices, type PriceBasis } from '@xinhang/shared/price-resolver.ts';
import type { ReadContext } from '../../../http/context.ts';

const ref = (id: number | null, name: string | null) =>
  id === null ? null : { id, name: name ?? '' };

export const toRow = (row: NamedAdjustment): PriceAdjustmentRow => ({
  id: row.id,
  version: row.version,
  no: row.no ?? '',
  state: row.state as PriceAdjustmentRow['state'],
  name: row.name,
  scope: row.scope as PriceAdjustmentRow['scope'],
  region: row.region,
  level: ref(row.level_id, row.level_name),
  customer: ref(row.customer_id, row.customer_name),
  validFrom: row.valid_from,
  validTo: row.valid_to === NO_DATE ? null : row.valid_to,
  lineCount: row.line_count,
  madeBy: { id: row.made_by, name: row.made_by_name },
  madeAt: row.made_at,
  releasedAt: row.released_at,
});

/** What competitors asked last, by product and unit, in the basis that is asked for. */
export async function marketOf(db: Reader, productIds: readonly number[]) {
  const rows = await newestMarketPrices(db, productIds);
  const known = new Map(rows.map((row) => [`${row.product_id}:${row.unit_id}`, row]));
  return (
    line: { productId: number; unitId: number; basis: PriceBasis },
    taxBp: number,
  ): number | null => {
    const found = known.get(`${line.productId}:${line.unitId}`);
    if (!found) return null;
    const both = bothPrices(found.price_e4, found.basis as PriceBasis, taxBp);
    return line.basis === 'net' ? both.netE4 : both.grossE4;
  };
}

export async function describeSheet(
  ctx: ReadContext,
  row: NamedAdjustment,
): Promise<PriceAdjustment> {
  const lines = await adjustmentLinesOf(ctx.db, row.id);
  const market = await marketOf(ctx.db, [...new Set(lines.map((line) => line.product_id))]);
  const writes = may(ctx.actor, 'prices.update');
  const source =
    row.counter_of === null ? undefined : await findAdjustment(ctx.db, ctx.actor, row.counter_of);
  const answer = await answerTo(ctx.db, ctx.actor, row.id);
  return {
    ...toRow(row),
    way: row.way as PriceAdjustment['way'],
    value: row.value,
    roundingE4: row.rounding_e4,
    note: row.note,
    reason: row.reason,
    approvalId: row.approval_id,
    counterOf: source ? { id: source.id, no: source.no ?? '' } : null,
    answeredBy: answer ? { id: answer.id, no: answer.no ?? '' } : null,
    lines: lines.map((line): AdjustmentLine => {
      const basis = line.basis as PriceBasis;
      const place = { productId: line.product_id, unitId: line.unit_id, basis };
      return {
        product: { id: line.product_id, code: line.code, name: line.name, spec: line.spec },
        unit: { id: line.unit_id, name: line.unit_name },
        qtyFromE4: line.qty_from_e4,
        basis,
        oldPriceE4: line.old_price_e4,
        oldFloorE4: line.old_floor_e4,
        oldCeilingE4: line.old_ceiling_e4,
        newPriceE4: line.new_price_e4,
        floorE4: line.floor_e4,
        ceilingE4: line.ceiling_e4,
        marketE4: market(place, line.tax_bp),
      };
    }),
    can: {
      update: writes && row.state === 'draft',
      sendBack: writes && row.state === 'approving',
      counter: writes && row.state === 'released',
    },
  };
}
