import { addDays } from '@xinhang/shared/business-date.ts';
import { isPhone } from '@xinhang/shared/reach-texts.ts';
import { MOST_LINES } from '@xinhang/shared/stock-documents.ts';
import { nameKey, wordKey } from '@xinhang/shared/text-keys.ts';
import type { WriteContext } from '../http/context.ts';
import { todayOf } from '../http/today.ts';
import { addRule } from '../modules/prices/service.ts';
import {
  addCategory,
  addProduct,
  allLocations,
  allProductCategories,
  allUnits,
  changeProduct,
  productByCode,
} from '../modules/products/service.ts';
import { addPrice, addSupplier, supplierByName } from '../modules/purchasing/service.ts';
import { confirmDoc, createDoc } from '../modules/stock/service.ts';
import { ProductUses } from '../registry/product-uses.ts';
import { DataSetError, type Row } from './csv-table.ts';
import type { ImportReport } from './dataset.ts';
import type { GoodsFiles } from './northwind-goods-files.ts';
import type { SoldOrder } from './northwind-sales.ts';

const E4 = 10_000;

export const productCode = (no: string) => `NW-${no}`;

interface Given extends GoodsFiles {
  orders: readonly SoldOrder[];
  costPercent: number;
}

/** A product that came now. */
interface Added {
  id: number;
  unitId: number;
  row: Row;
}

const priceOf = (row: Row): number => Math.max(0, Math.round((row.number('unit_price') ?? 0) * E4));
/** What it is taken to have cost: a part of the list price. */
const costOf = (row: Row, percent: number): number => Math.round((priceOf(row) * percent) / 100);
const assumed = (percent: number) => `Assumed cost: ${percent} % of the list price`;

/** Suppliers, products with list price and assumed cost, and what lay there before the first order. */
export async function placeGoods(
  ctx: WriteContext,
  result: ImportReport,
  given: Given,
): Promise<void> {
  const suppliers = await placeSuppliers(ctx, result, given.suppliers);
  const categories = await placeCategories(ctx, given.categories);
  const [piece] = await allUnits(ctx.tx);
  const added = new Map<string, Added>();
  for (const [no, row] of given.products) {
    const code = productCode(no);
    if (row.text('product_name') === '' || (await productByCode(ctx.tx, wordKey(code)))) continue;
    const least = Math.round((row.number('reorder_level') ?? 0) * E4);
    const { id, unit } = await addProduct(ctx, new ProductUses(), {
      code,
      name: row.text('product_name'),
      kind: 'goods',
      unitId: piece!.id,
      spec: row.text('quantity_per_unit'),
      categoryId: categories.get(row.text('category_id')) ?? null,
      qtyDecimals: 0,
      tracksBatch: false,
      tracksSerial: false,
      taxBp: 0,
      fapiaoName: '',
      fapiaoUnit: '',
      taxCode: '',
      purchasePriceE4: null,
      minQtyE4: least > 0 ? least : null,
      maxQtyE4: null,
      note: '',
      units: [],
      barcodes: [],
    });
    added.set(no, { id, unitId: unit.id, row });
    result.products += 1;
    const supplierId = suppliers.get(row.text('supplier_id'));
    await placePrices(ctx, { id, row, supplierId, percent: given.costPercent });
  }
  await placeStock(ctx, added, given);
}

/** Suppliers by their number in the files. */
async function placeSuppliers(
  ctx: WriteContext,
  result: ImportReport,
  rows: ReadonlyMap<string, Row>,
): Promise<Map<string, number>> {
  const placed = new Map<string, number>();
  for (const [no, row] of rows) {
    const name = row.text('company_name');
    if (name === '') continue;
    const known = await supplierByName(ctx.tx, nameKey(name));
    if (known) {
      placed.set(no, known.id);
      continue;
    }
    const texts = (...columns: string[]) => columns.map((one) => row.text(one)).filter(Boolean);
    const [person, phone] = [row.text('contact_name'), row.text('phone')];
    const { id } = await addSupplier(ctx, {
      code: '',
      name,
      contacts: person
        ? [{ name: person, post: row.text('contact_title'), phone: isPhone(phone) ? phone : '' }]
        : [],
      address: texts('address', 'city', 'region', 'postal_code', 'country').join(', '),
      termId: null,
      taxNo: '',
      deductible: true,
      bank: '',
      bankAccount: '',
      note: [...texts('fax').map((fax) => `Fax: ${fax}`), ...texts('homepage')].join('\n'),
    });
    placed.set(no, id);
    result.suppliers += 1;
  }
  return placed;
}

/** Categories by their number in the files. */
async function placeCategories(
  ctx: WriteContext,
  rows: ReadonlyMap<string, Row>,
): Promise<Map<string, number>> {
  const known = new Map(
    (await allProductCategories(ctx.tx))
      .filter((row) => row.parent_id === null)
      .map((row) => [wordKey(row.name), row.id]),
  );
  const placed = new Map<string, number>();
  for (const [no, row] of rows) {
    const name = row.text('category_name');
    if (name === '') continue;
    const key = wordKey(name);
    if (!known.has(key)) {
      const { id } = await addCategory(ctx, { name, parentId: null, sort: known.size * 10 });
      known.set(key, id);
    }
    placed.set(no, known.get(key)!);
  }
  return placed;
}

/** The list price for everybody, and the assumed cost as what its supplier asks. */
async function placePrices(
  ctx: WriteContext,
  given: { id: number; row: Row; supplierId: number | undefined; percent: number },
): Promise<void> {
  const { id: productId, row, supplierId, percent } = given;
  if (priceOf(row) === 0) return;
  const rule = { scope: 'all', basis: 'net', release: true, productId, unitId: null } as const;
  await addRule(ctx, {
    ...rule,
    priceE4: priceOf(row),
    categoryId: null,
    discountBp: null,
    customerId: null,
    region: null,
    levelId: null,
    qtyFromE4: 0,
    floorE4: null,
    ceilingE4: null,
    validTo: null,
    note: 'northwind',
  });
  if (supplierId === undefined) return;
  await addPrice(ctx, {
    supplierId,
    productId,
    unitId: null,
    priceE4: costOf(row, percent),
    basis: 'net',
    qtyFromE4: 0,
    validTo: null,
    partNo: '',
    note: assumed(percent),
  });
}

/** What is in stock by the files and what was sent of it, received the day before the first order. */
async function placeStock(
  ctx: WriteContext,
  added: ReadonlyMap<string, Added>,
  { orders, costPercent }: Given,
): Promise<void> {
  const sent = new Map<string, number>();
  for (const { shippedOn, lines } of orders) {
    if (shippedOn === null) continue;
    for (const { product, qtyE4 } of lines) sent.set(product, (sent.get(product) ?? 0) + qtyE4);
  }
  const lines = [...added].flatMap(([no, { id, unitId, row }]) => {
    const there = Math.round((row.number('units_in_stock') ?? 0) * E4);
    const qtyE4 = Math.max(0, there) + (sent.get(no) ?? 0);
    const priceE4 = costOf(row, costPercent);
    const line = {
      productId: id,
      unitId,
      batch: '',
      serials: [],
      note: assumed(costPercent),
    };
    return qtyE4 === 0 ? [] : [{ ...line, qtyE4, priceE4 }];
  });
  if (lines.length === 0) return;
  const main = (await allLocations(ctx.tx)).find((one) => one.sellable === 1 && one.active === 1);
  if (!main) throw new DataSetError('There is no warehouse that is sold from.');
  const days = orders.flatMap((one) => [one.orderedOn, one.shippedOn ?? one.orderedOn]);
  const first = days.toSorted()[0];
  const businessDate = first === undefined ? await todayOf(ctx) : addDays(first, -1);
  for (let from = 0; from < lines.length; from += MOST_LINES) {
    const { id, version } = await createDoc(ctx, {
      kind: 'otherIn',
      businessDate,
      fromLocationId: null,
      toLocationId: main.id,
      reason: 'opening',
      twoStep: false,
      note: `northwind. ${assumed(costPercent)}`,
      lines: lines.slice(from, from + MOST_LINES),
    });
    await confirmDoc(ctx, id, version);
  }
}

/** Products that are sold no more, once their orders are in; what somebody changed since stays. */
export async function putOutOfUse(
  ctx: WriteContext,
  products: ReadonlyMap<string, Row>,
): Promise<void> {
  for (const [no, row] of products) {
    if (row.number('discontinued') !== 1) continue;
    const known = await productByCode(ctx.tx, wordKey(productCode(no)));
    if (known?.active !== 1 || known.version !== 1) continue;
    await changeProduct(ctx, new ProductUses(), known.id, { version: 1, active: false });
  }
}
