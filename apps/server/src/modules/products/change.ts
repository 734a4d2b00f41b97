import type { Tx } from '@xinhang/db/database.ts';
import {
  barcodesOfProducts,
  setBarcodes,
  setProductUnits,
  unitsOfProducts,
} from '@xinhang/db/repositories/product-units.ts';
import {
  highestCode,
  insertProduct,
  productById,
  updateProduct,
  type ProductRecord,
} from '@xinhang/db/repositories/products.ts';
import type { api } from '@xinhang/shared/contract/api.ts';
import type { EndpointInput } from '@xinhang/shared/contract/endpoint.ts';
import { pinyinKeys } from '@xinhang/shared/pinyin-keys.ts';
import { fieldRefused, problem } from '@xinhang/shared/problems.ts';
import type { Product } from '@xinhang/shared/products.ts';
import { nameTexts } from '@xinhang/shared/search-texts.ts';
import { searchRuns } from '@xinhang/shared/search-tokens.ts';
import { conflict } from '../../http/conflict.ts';
import type { WriteContext } from '../../http/context.ts';
import type { ProductUses } from '../../registry/product-uses.ts';
import {
  checkFitting,
  checkLying,
  checkMeasures,
  checkUses,
  needCategory,
  needOwnCode,
  type Measures,
} from './checks.ts';
import { describeProduct } from './describe.ts';
import { record } from './record.ts';

type Create = EndpointInput<typeof api.products.create>['body'];
type Update = EndpointInput<typeof api.products.update>['body'];

/** Digits of the codes that the server gives; the first is 100001. */
const CODE_DIGITS = 6;

type Named = Pick<ProductRecord, 'code' | 'name' | 'spec'>;

function keysOf({ code, name, spec }: Named, barcodes: Measures['barcodes']) {
  const texts = [code, ...nameTexts(name), spec, ...barcodes.map((one) => one.code)];
  return {
    name_sort: pinyinKeys(name).sort,
    find_text: searchRuns(texts.join(' ')).join(' '),
  };
}

async function nextCode(tx: Tx): Promise<string> {
  const highest = (await highestCode(tx, CODE_DIGITS)) ?? '1'.padEnd(CODE_DIGITS, '0');
  return String(Number(highest) + 1);
}

/** What it costs is set by those alone who see it. */
function needSightOfCost(ctx: WriteContext, price: number | null | undefined): void {
  if (price === null || price === undefined || ctx.actor.fields.cost === 'show') return;
  throw fieldRefused('/purchasePriceE4', 'cost-hidden');
}

export async function addProduct(
  ctx: WriteContext,
  uses: ProductUses,
  body: Create,
): Promise<Product> {
  const { tx } = ctx;
  needSightOfCost(ctx, body.purchasePriceE4);
  checkFitting(body);
  await needCategory(tx, body.categoryId);
  await checkMeasures(tx, body);
  const code = body.code === '' ? await nextCode(tx) : body.code;
  const row = {
    code,
    code_key: await needOwnCode(tx, code),
    name: body.name,
    spec: body.spec,
    kind: body.kind,
    category_id: body.categoryId,
    unit_id: body.unitId,
    qty_decimals: body.qtyDecimals,
    tracks_batch: body.tracksBatch ? 1 : 0,
    tracks_serial: body.tracksSerial ? 1 : 0,
    tax_bp: body.taxBp,
    fapiao_name: body.fapiaoName,
    fapiao_unit: body.fapiaoUnit,
    tax_code: body.taxCode,
    purchase_price_e4: body.purchasePriceE4,
    min_qty_e4: body.minQtyE4,
    max_qty_e4: body.maxQtyE4,
    note: body.note,
    active: 1,
    ...keysOf({ ...body, code }, body.barcodes),
  };
  const made = { created_at: ctx.now, created_by: ctx.actor.userId || null };
  const id = await insertProduct(tx, { ...row, ...made });
  await writeMeasures(tx, id, body);
  const { name_sort: _sort, find_text: _find, code_key: _key, ...told } = row;
  const after = { id, version: 1, ...told, units: body.units, barcodes: body.barcodes };
  await record(ctx, 'products.create', 'product', null, after);
  return await describeProduct(ctx, uses, id);
}

async function writeMeasures(
  tx: Tx,
  id: number,
  { units, barcodes }: Partial<Pick<Measures, 'units' | 'barcodes'>>,
): Promise<void> {
  if (units) {
    const rows = units.map(({ unitId, num, den }) => ({ unit_id: unitId, num, den }));
    await setProductUnits(tx, id, rows);
  }
  if (barcodes) {
    const rows = barcodes.map(({ code, unitId }) => ({ code, unit_id: unitId }));
    await setBarcodes(tx, id, rows);
  }
}

async function measuresOf(tx: Tx, row: ProductRecord): Promise<Measures> {
  return {
    unitId: row.unit_id,
    units: (await unitsOfProducts(tx, [row.id])).map(({ unit_id: unitId, num, den }) => ({
      unitId,
      num,
      den,
    })),
    barcodes: (await barcodesOfProducts(tx, [row.id])).map(({ code, unit_id: unitId }) => ({
      code,
      unitId,
    })),
  };
}

/** Columns that are changed, by the fields that were given. */
function columnsOf(body: Update): Partial<ProductRecord> {
  const flag = (value: boolean | undefined) => (value === undefined ? undefined : value ? 1 : 0);
  const columns = {
    code: body.code,
    name: body.name,
    spec: body.spec,
    kind: body.kind,
    category_id: body.categoryId,
    unit_id: body.unitId,
    qty_decimals: body.qtyDecimals,
    tracks_batch: flag(body.tracksBatch),
    tracks_serial: flag(body.tracksSerial),
    tax_bp: body.taxBp,
    fapiao_name: body.fapiaoName,
    fapiao_unit: body.fapiaoUnit,
    tax_code: body.taxCode,
    purchase_price_e4: body.purchasePriceE4,
    min_qty_e4: body.minQtyE4,
    max_qty_e4: body.maxQtyE4,
    note: body.note,
    active: flag(body.active),
  };
  return Object.fromEntries(
    Object.entries(columns).filter(([, value]) => value !== undefined),
  ) as Partial<ProductRecord>;
}

const byNumber = <T extends { unitId: number; code?: string }>(rows: readonly T[]) =>
  rows.toSorted((a, b) =>
    a.code === undefined || b.code === undefined
      ? a.unitId - b.unitId
      : a.code < b.code
        ? -1
        : a.code > b.code
          ? 1
          : 0,
  );

export async function changeProduct(
  ctx: WriteContext,
  uses: ProductUses,
  id: number,
  body: Update,
): Promise<Product> {
  const { tx } = ctx;
  const row = await productById(tx, id);
  if (!row) throw problem('not-found');
  const { unit_name: _unit, category_name: _category, ...before } = row;
  const { version, ...wanted } = body;
  const old = await measuresOf(tx, before);
  const stale = async () => {
    const shown = await describeProduct(ctx, uses, id);
    const ids = { unitId: before.unit_id, categoryId: before.category_id };
    return conflict(before.version, { ...shown, ...ids, ...old }, wanted);
  };
  if (version !== before.version) throw await stale();
  needSightOfCost(ctx, body.purchasePriceE4);
  const changes = columnsOf(body);
  const next = { ...before, ...changes };
  checkFitting({
    kind: next.kind,
    tracksBatch: next.tracks_batch === 1,
    tracksSerial: next.tracks_serial === 1,
    minQtyE4: next.min_qty_e4,
    maxQtyE4: next.max_qty_e4,
  });
  checkLying(await uses.lying(tx, id), before, next);
  await needCategory(tx, body.categoryId);
  const measures = {
    unitId: next.unit_id,
    units: body.units ?? old.units,
    barcodes: body.barcodes ?? old.barcodes,
  };
  await checkMeasures(tx, measures, id);
  checkUses(await uses.unitsUsed(tx, id), old, measures);
  const after = await updateProduct(tx, before, {
    ...changes,
    ...(body.code !== undefined && { code_key: await needOwnCode(tx, body.code, id) }),
    ...keysOf(next, measures.barcodes),
  });
  if (!after) throw await stale();
  await writeMeasures(tx, id, body);
  const told = (product: ProductRecord, { units, barcodes }: Measures) => {
    const { name_sort: _sort, find_text: _find, code_key: _key, ...facts } = product;
    return { ...facts, units: byNumber(units), barcodes: byNumber(barcodes) };
  };
  await record(ctx, 'products.update', 'product', told(before, old), told(after, measures));
  return await describeProduct(ctx, uses, id);
}
