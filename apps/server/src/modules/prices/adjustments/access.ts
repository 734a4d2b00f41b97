import { may } from '@xinhang/db/actor.ts';
import { NO_DATE } from '@xinhang/db/no-date.ts';
import {
  adjustmentById,
  adjustmentLinesOf,
  findAdjustment,
  type NamedAdjustment,
} from '@xinhang/db/repositories/price-adjustments.ts';
import type { AdjustmentState } from '@xinhang/shared/price-adjustment-rules.ts';
import { problem } from '@xinhang/shared/problems.ts';
import { stale } from '../../../http/conflict.ts';
import type { ReadContext, WriteContext } from '../../../http/context.ts';
import { childAudience, customerById } from '../../customers/service.ts';

export async function needSheet(ctx: ReadContext, id: number): Promise<NamedAdjustment> {
  const row = await findAdjustment(ctx.db, ctx.actor, id);
  if (!row) throw problem('not-found');
  return row;
}

/** The same to be changed: in this state, in the version that was seen. */
export async function needIn(
  ctx: WriteContext,
  { id, version }: { id: number; version?: number },
  state: AdjustmentState,
): Promise<NamedAdjustment> {
  const row = await needSheet(ctx, id);
  if (!may(ctx.actor, 'prices.update')) throw problem('forbidden');
  if (row.state !== state) throw problem('state-refused');
  if (version !== undefined && row.version !== version) throw stale(row);
  return row;
}

/** A sheet as the audit tells it. */
export async function told({ tx }: WriteContext, row: NamedAdjustment): Promise<object> {
  return {
    version: row.version,
    no: row.no,
    state: row.state,
    name: row.name,
    scope: row.scope,
    customer: row.customer_name,
    region: row.region,
    level: row.level_name,
    way: row.way,
    value: row.value,
    roundingE4: row.rounding_e4,
    validFrom: row.valid_from,
    validTo: row.valid_to === NO_DATE ? null : row.valid_to,
    note: row.note,
    reason: row.reason,
    lines: (await adjustmentLinesOf(tx, row.id)).map((line) => ({
      product: `${line.code} ${line.name}`,
      unit: line.unit_name,
      basis: line.basis,
      qtyFromE4: line.qty_from_e4,
      oldPriceE4: line.old_price_e4,
      newPriceE4: line.new_price_e4,
      floorE4: line.floor_e4,
      ceilingE4: line.ceiling_e4,
    })),
  };
}

/** Audit and news of a change of a sheet; `before` as `told` told it. */
export async function record(
  ctx: WriteContext,
  action: string,
  row: Pick<NamedAdjustment, 'id' | 'customer_id' | 'version'>,
  before: object | null,
): Promise<void> {
  const after = await adjustmentById(ctx.tx, row.id);
  const now = after ? await told(ctx, after) : null;
  const customerId = row.customer_id;
  const about = { entityId: row.id, customerId, before, after: now };
  await ctx.audit({ action, entity: 'priceAdjustment', ...about });
  const version = after?.version ?? row.version + 1;
  const customer = customerId === null ? undefined : await customerById(ctx.tx, customerId);
  const audience = await childAudience(ctx.tx, customer);
  const entity = customerId === null ? 'priceAdjustment' : 'customerPrice';
  await ctx.emit({ entity, id: row.id, version, customerId, audience });
}
