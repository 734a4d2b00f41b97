import {
  adjustmentById,
  adjustmentLinesOf,
  customersPriced,
  nameReleasedPrice,
  updateAdjustment,
  type NamedAdjustment,
} from '@xinhang/db/repositories/price-adjustments.ts';
import { addDays } from '@xinhang/shared/business-date.ts';
import { fieldRefused } from '@xinhang/shared/problems.ts';
import { stale } from '../../../http/conflict.ts';
import type { WriteContext } from '../../../http/context.ts';
import { todayOf } from '../../../http/today.ts';
import type { SalesVolumes } from '../../../registry/sales-volumes.ts';
import { customerHeads } from '../../customers/service.ts';
import { holdersAmong } from '../../org/service.ts';
import { putPrice } from '../put.ts';
import { record, told } from './access.ts';
import { isOf } from './whom.ts';

/** Whoever bought within so many days is concerned. */
const CONCERNED_DAYS = 180;

/**
 * Releases a sheet: its prices are written to count from its first day on, or from today where that
 * is over, and the salespeople of those whom it concerns are told. Checks rules and no scope.
 */
export async function releaseSheet(
  ctx: WriteContext,
  volumes: SalesVolumes,
  row: NamedAdjustment,
  action: string,
): Promise<void> {
  const { tx } = ctx;
  const before = await told(ctx, row);
  const today = await todayOf(ctx);
  const valid_from = row.valid_from < today ? today : row.valid_from;
  if (row.valid_to < valid_from) throw fieldRefused('/validTo', 'before-today');
  const quiet: WriteContext = { ...ctx, emit: async () => {} };
  const { scope, customer_id, region, level_id, valid_to } = row;
  const lines = await adjustmentLinesOf(tx, row.id);
  for (const line of lines) {
    const { id } = await putPrice(quiet, {
      scope,
      customer_id,
      region,
      level_id,
      product_id: line.product_id,
      unit_id: line.unit_id,
      qty_from_e4: line.qty_from_e4,
      basis: line.basis,
      price_e4: line.new_price_e4,
      floor_e4: line.floor_e4,
      ceiling_e4: line.ceiling_e4,
      valid_from,
      valid_to,
      note: [row.no, row.name].filter(Boolean).join(' '),
    });
    await nameReleasedPrice(tx, line.id, id);
  }
  const now = { state: 'released', released_at: ctx.now, valid_from, reason: '' };
  if (!(await updateAdjustment(tx, row, now))) throw stale(row);
  await record(ctx, action, row, before);
  if (customer_id === null) {
    await ctx.emit({ entity: 'priceRule', id: row.id, version: ctx.now, audience: [] });
  }
  const productIds = [...new Set(lines.map((line) => line.product_id))];
  const span = { productIds, from: addDays(today, -CONCERNED_DAYS), to: today };
  await tellSellers(ctx, volumes, (await adjustmentById(tx, row.id))!, span);
}

/** Owners of customers who bought what it is of, and of the customer whom it is for. */
async function tellSellers(
  ctx: WriteContext,
  volumes: SalesVolumes,
  row: NamedAdjustment,
  span: { productIds: number[]; from: string; to: string },
): Promise<void> {
  const bought = await volumes.find(ctx.tx, 'everybody', span);
  const ids = [...new Set(bought.map((one) => one.customerId))];
  const owners = (await customersPriced(ctx.tx, ids))
    .filter((customer) => isOf(row, customer))
    .map((customer) => customer.owner_id);
  if (row.customer_id !== null) {
    owners.push(...(await customerHeads(ctx.tx, [row.customer_id])).map((head) => head.ownerId));
  }
  const people = [...new Set(owners.filter((id) => id !== null))];
  const seeing =
    people.length === 0 ? new Set<number>() : await holdersAmong(ctx.tx, 'prices.read', people);
  const told = people.filter((id) => seeing.has(id) && id !== row.made_by);
  if (told.length === 0) return;
  await ctx.notify(told, {
    kind: 'prices-adjusted',
    params: { no: row.no ?? '', name: row.name, from: row.valid_from },
    route: `/price-adjustments/${row.id}`,
  });
}
