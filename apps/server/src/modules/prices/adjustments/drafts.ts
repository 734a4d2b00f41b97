import { firstEntityId } from '@xinhang/db/repositories/company.ts';
import { NO_DATE } from '@xinhang/db/no-date.ts';
import {
  adjustmentLinesOf,
  insertAdjustment,
  removeAdjustment,
  setAdjustmentLines,
  updateAdjustment,
  type AdjustmentLineRecord,
  type NamedAdjustment,
} from '@xinhang/db/repositories/price-adjustments.ts';
import type { api } from '@xinhang/shared/contract/api.ts';
import type { EndpointInput } from '@xinhang/shared/contract/endpoint.ts';
import { bothPrices, type PriceBasis } from '@xinhang/shared/price-resolver.ts';
import { fieldRefused } from '@xinhang/shared/problems.ts';
import { conflict } from '../../../http/conflict.ts';
import type { WriteContext } from '../../../http/context.ts';
import { productsByIds, unitsOfProducts } from '../../products/service.ts';
import { checkWhom } from '../checks.ts';
import { needIn, needSheet, record, told } from './access.ts';
import { describeSheet } from './describe.ts';
import { pricesBefore } from './old-prices.ts';
import type { Whom } from './whom.ts';

type Create = EndpointInput<typeof api.priceAdjustments.create>['body'];
type Update = EndpointInput<typeof api.priceAdjustments.update>['body'];
export type LineBody = Create['lines'][number];
export type LineRow = Omit<AdjustmentLineRecord, 'id' | 'adjustment_id' | 'sort'>;

/** A price of a rule in another basis. */
const inBasis = (value: number | null, from: string, to: string, taxBp: number): number | null => {
  if (value === null || from === to) return value;
  const both = bothPrices(value, from as PriceBasis, taxBp);
  return to === 'net' ? both.netE4 : both.grossE4;
};

/** Lines as they are kept: products and units there are, each place once, limits around the price. */
export async function checkedLines(
  ctx: WriteContext,
  whom: Whom,
  lines: readonly LineBody[],
  on: string,
): Promise<LineRow[]> {
  const ids = [...new Set(lines.map((line) => line.productId))];
  const products = new Map((await productsByIds(ctx.tx, ids)).map((row) => [row.id, row]));
  const units = Map.groupBy(await unitsOfProducts(ctx.tx, ids), (one) => one.product_id);
  const before = await pricesBefore(ctx.tx, whom, ids, on);
  const seen = new Set<string>();
  return lines.map((line, at): LineRow => {
    const refuse = (field: string, code: string) => fieldRefused(`/lines/${at}/${field}`, code);
    const product = products.get(line.productId);
    if (!product || product.active === 0) throw refuse('productId', 'unknown-product');
    const known =
      line.unitId === product.unit_id ||
      (units.get(product.id) ?? []).some((unit) => unit.unit_id === line.unitId);
    if (!known) throw refuse('unitId', 'unknown-unit');
    const place = `${line.productId}:${line.unitId}:${line.qtyFromE4}`;
    if (seen.has(place)) throw refuse('productId', 'named-twice');
    seen.add(place);
    if (line.floorE4 !== null && line.floorE4 > line.newPriceE4) {
      throw refuse('floorE4', 'above-price');
    }
    if (line.ceilingE4 !== null && line.ceilingE4 < line.newPriceE4) {
      throw refuse('ceilingE4', 'below-price');
    }
    const old = (before.get(product.id) ?? []).find(
      (rule) => rule.unit_id === line.unitId && rule.qty_from_e4 === line.qtyFromE4,
    );
    const of = (value: number | null | undefined) =>
      inBasis(value ?? null, old?.basis ?? line.basis, line.basis, product.tax_bp);
    return {
      product_id: line.productId,
      unit_id: line.unitId,
      qty_from_e4: line.qtyFromE4,
      basis: line.basis,
      old_price_e4: of(old?.price_e4),
      old_floor_e4: of(old?.floor_e4),
      old_ceiling_e4: of(old?.ceiling_e4),
      new_price_e4: line.newPriceE4,
      floor_e4: line.floorE4,
      ceiling_e4: line.ceilingE4,
      price_rule_id: null,
    };
  });
}

function checkDates(from: string, to: string): void {
  if (to < from) throw fieldRefused('/validTo', 'before-beginning');
}

export async function createSheet(
  ctx: WriteContext,
  body: Create,
  { counterOf = null }: { counterOf?: number | null } = {},
): Promise<NamedAdjustment> {
  await checkWhom(ctx, body);
  const whom = {
    scope: body.scope,
    customer_id: body.customerId,
    region: body.region,
    level_id: body.levelId,
  };
  const valid_to = body.validTo ?? NO_DATE;
  checkDates(body.validFrom, valid_to);
  const lines = await checkedLines(ctx, whom, body.lines, body.validFrom);
  const id = await insertAdjustment(ctx.tx, {
    no: null,
    state: 'draft',
    entity_id: (await firstEntityId(ctx.tx))!,
    name: body.name,
    ...whom,
    way: body.way,
    value: body.value,
    rounding_e4: body.roundingE4,
    valid_from: body.validFrom,
    valid_to,
    note: body.note,
    reason: '',
    line_count: lines.length,
    approval_id: null,
    counter_of: counterOf,
    made_by: ctx.actor.userId,
    made_at: ctx.now,
    released_at: null,
  });
  await setAdjustmentLines(ctx.tx, id, lines);
  const row = await needSheet(ctx, id);
  await record(ctx, 'priceAdjustments.create', row, null);
  return row;
}

export async function changeSheet(
  ctx: WriteContext,
  id: number,
  { version, ...body }: Update,
): Promise<NamedAdjustment> {
  const row = await needIn(ctx, { id }, 'draft');
  if (version !== row.version) {
    throw conflict(row.version, await describeSheet(ctx, row), { ...body, lines: undefined });
  }
  const before = await told(ctx, row);
  const columns = {
    name: body.name,
    way: body.way,
    value: body.value,
    rounding_e4: body.roundingE4,
    valid_from: body.validFrom,
    valid_to: body.validTo === undefined ? undefined : (body.validTo ?? NO_DATE),
    note: body.note,
  };
  const changes = Object.fromEntries(
    Object.entries(columns).filter(([, value]) => value !== undefined),
  ) as Partial<NamedAdjustment>;
  const next = { ...row, ...changes };
  checkDates(next.valid_from, next.valid_to);
  const lines = body.lines && (await checkedLines(ctx, row, body.lines, next.valid_from));
  const count = lines ? { line_count: lines.length } : {};
  await updateAdjustment(ctx.tx, row, { ...changes, ...count });
  if (lines) await setAdjustmentLines(ctx.tx, id, lines);
  await record(ctx, 'priceAdjustments.update', row, before);
  return await needSheet(ctx, id);
}

export async function discardSheet(ctx: WriteContext, id: number): Promise<void> {
  const row = await needIn(ctx, { id }, 'draft');
  const before = await told(ctx, row);
  await removeAdjustment(ctx.tx, id);
  await record(ctx, 'priceAdjustments.discard', row, before);
}

/** The sheet that answers a released one: its lines at the prices of before, from today on. */
export async function counterSheet(
  ctx: WriteContext,
  id: number,
  today: string,
): Promise<NamedAdjustment> {
  const row = await needIn(ctx, { id }, 'released');
  const lines = (await adjustmentLinesOf(ctx.tx, id)).flatMap((line): LineBody[] =>
    line.old_price_e4 === null
      ? []
      : [
          {
            productId: line.product_id,
            unitId: line.unit_id,
            qtyFromE4: line.qty_from_e4,
            basis: line.basis as PriceBasis,
            newPriceE4: line.old_price_e4,
            floorE4: line.old_floor_e4,
            ceilingE4: line.old_ceiling_e4,
          },
        ],
  );
  const body: Create = {
    name: row.name,
    scope: row.scope as Create['scope'],
    region: row.region,
    levelId: row.level_id,
    customerId: row.customer_id,
    way: 'price',
    value: 0,
    roundingE4: row.rounding_e4 as Create['roundingE4'],
    validFrom: today,
    validTo: row.valid_to === NO_DATE || row.valid_to < today ? null : row.valid_to,
    note: row.no ?? '',
    lines,
  };
  return await createSheet(ctx, body, { counterOf: id });
}
