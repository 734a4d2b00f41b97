import { NO_DATE } from '@xinhang/db/no-date.ts';
import {
  insertSupplierPrice,
  removeSupplierPrice,
  samePriceOf,
  supplierPriceById,
  updateSupplierPrice,
  type NamedSupplierPrice,
  type SupplierPriceRecord,
} from '@xinhang/db/repositories/supplier-prices.ts';
import { supplierById } from '@xinhang/db/repositories/suppliers.ts';
import type { api } from '@xinhang/shared/contract/api.ts';
import type { EndpointInput } from '@xinhang/shared/contract/endpoint.ts';
import { fieldRefused, problem } from '@xinhang/shared/problems.ts';
import type { SupplierPrice } from '@xinhang/shared/supplier-prices.ts';
import { conflict } from '../../http/conflict.ts';
import type { ReadContext, WriteContext } from '../../http/context.ts';
import { todayOf } from '../../http/today.ts';
import { productById, unitsOfProducts } from '../products/service.ts';
import { record } from './record.ts';

type Create = EndpointInput<typeof api.supplierPrices.create>['body'];
type Update = EndpointInput<typeof api.supplierPrices.update>['body'];

/** A price with its names; how much only to whom cost is shown. */
export function toPrice(
  { actor }: Pick<ReadContext, 'actor'>,
  row: NamedSupplierPrice,
  today: string,
): SupplierPrice {
  return {
    id: row.id,
    version: row.version,
    supplier: { id: row.supplier_id, name: row.supplier_name },
    product: {
      id: row.product_id,
      code: row.product_code,
      name: row.product_name,
      spec: row.product_spec,
    },
    unit: { id: row.unit_id, name: row.unit_name },
    priceE4: actor.fields.cost === 'show' ? row.price_e4 : null,
    basis: row.basis as SupplierPrice['basis'],
    qtyFromE4: row.qty_from_e4,
    validFrom: row.valid_from,
    validTo: row.valid_to === NO_DATE ? null : row.valid_to,
    partNo: row.part_no,
    note: row.note,
    state: row.valid_to < today ? 'ended' : row.valid_from > today ? 'coming' : 'current',
  };
}

/** What it costs is written by those alone who see it. */
function needSightOfCost({ actor }: WriteContext): void {
  if (actor.fields.cost !== 'show') throw fieldRefused('/priceE4', 'cost-hidden');
}

/** The audit tells the price under the name by which it hides what things cost. */
function told(row: NamedSupplierPrice) {
  return {
    id: row.id,
    version: row.version,
    name: row.supplier_name,
    product: row.product_name,
    unit: row.unit_name,
    purchase_price_e4: row.price_e4,
    basis: row.basis,
    qty_from_e4: row.qty_from_e4,
    valid_from: row.valid_from,
    valid_to: row.valid_to === NO_DATE ? null : row.valid_to,
    part_no: row.part_no,
    note: row.note,
  };
}

function checkDates({
  valid_from: from,
  valid_to: to,
}: Pick<SupplierPriceRecord, 'valid_from' | 'valid_to'>) {
  if (to < from) throw fieldRefused('/validTo', 'before-beginning');
}

type Beginning = Parameters<typeof samePriceOf>[1];

/**
 * Of two prices from the same day on nobody could say which one holds. A later one takes the place
 * of an earlier one, so only the same day is refused (docs/decisions/0369).
 */
async function needNoOther(ctx: WriteContext, row: Beginning): Promise<void> {
  if (await samePriceOf(ctx.tx, row)) throw fieldRefused('/validFrom', 'price-of-that-day');
}

const sameBeginning = (one: Beginning, other: Beginning): boolean =>
  one.qty_from_e4 === other.qty_from_e4 && one.valid_from === other.valid_from;

async function ownUnit(ctx: WriteContext, { productId, unitId }: Create): Promise<number> {
  const product = await productById(ctx.tx, productId);
  if (!product || product.active === 0) throw fieldRefused('/productId', 'unknown-product');
  const own = unitId ?? product.unit_id;
  const units = await unitsOfProducts(ctx.tx, [productId]);
  if (own !== product.unit_id && !units.some((unit) => unit.unit_id === own)) {
    throw fieldRefused('/unitId', 'unknown-unit');
  }
  return own;
}

export async function addPrice(ctx: WriteContext, body: Create): Promise<SupplierPrice> {
  needSightOfCost(ctx);
  const supplier = await supplierById(ctx.tx, body.supplierId);
  if (!supplier || supplier.active === 0) throw fieldRefused('/supplierId', 'unknown-supplier');
  const today = await todayOf(ctx);
  const row = {
    supplier_id: body.supplierId,
    product_id: body.productId,
    unit_id: await ownUnit(ctx, body),
    price_e4: body.priceE4,
    basis: body.basis,
    qty_from_e4: body.qtyFromE4,
    valid_from: body.validFrom ?? today,
    valid_to: body.validTo ?? NO_DATE,
    part_no: body.partNo,
    note: body.note,
    created_by: ctx.actor.userId || null,
    created_at: ctx.now,
  };
  checkDates(row);
  await needNoOther(ctx, row);
  const id = await insertSupplierPrice(ctx.tx, row);
  const made = (await supplierPriceById(ctx.tx, id))!;
  await record(ctx, 'supplierPrices.create', 'supplierPrice', null, told(made));
  return toPrice(ctx, made, today);
}

/** Writes a price that was answered; one that begins on the same day is written over. */
export async function notePrice(ctx: WriteContext, body: Create): Promise<void> {
  const unit_id = await ownUnit(ctx, body);
  const { supplierId: supplier_id, productId: product_id, qtyFromE4: qty_from_e4 } = body;
  const valid_from = body.validFrom ?? (await todayOf(ctx));
  const beginning = { supplier_id, product_id, unit_id, qty_from_e4, valid_from };
  const same = await samePriceOf(ctx.tx, beginning);
  if (!same) {
    await addPrice(ctx, body);
    return;
  }
  const { priceE4, basis, validTo, note } = body;
  await changePrice(ctx, same.id, { version: same.version, priceE4, basis, validTo, note });
}

async function needPrice(ctx: WriteContext, id: number): Promise<NamedSupplierPrice> {
  const row = await supplierPriceById(ctx.tx, id);
  if (!row) throw problem('not-found');
  return row;
}

export async function changePrice(
  ctx: WriteContext,
  id: number,
  body: Update,
): Promise<SupplierPrice> {
  const before = await needPrice(ctx, id);
  const today = await todayOf(ctx);
  const { version, ...asked } = body;
  if (body.priceE4 !== undefined) needSightOfCost(ctx);
  const stale = () => conflict(before.version, toPrice(ctx, before, today), asked);
  if (version !== before.version) throw stale();
  const columns = {
    price_e4: body.priceE4,
    basis: body.basis,
    qty_from_e4: body.qtyFromE4,
    valid_from: body.validFrom,
    valid_to: body.validTo === undefined ? undefined : (body.validTo ?? NO_DATE),
    part_no: body.partNo,
    note: body.note,
  };
  const changes = Object.fromEntries(
    Object.entries(columns).filter(([, value]) => value !== undefined),
  ) as Partial<SupplierPriceRecord>;
  const wanted = { ...before, ...changes };
  checkDates(wanted);
  if (!sameBeginning(before, wanted)) await needNoOther(ctx, wanted);
  if (!(await updateSupplierPrice(ctx.tx, before, changes))) throw stale();
  const after = await needPrice(ctx, id);
  await record(ctx, 'supplierPrices.update', 'supplierPrice', told(before), told(after));
  return toPrice(ctx, after, today);
}

export async function dropPrice(ctx: WriteContext, id: number): Promise<void> {
  const before = await needPrice(ctx, id);
  await removeSupplierPrice(ctx.tx, id);
  await record(ctx, 'supplierPrices.remove', 'supplierPrice', told(before), null);
}
