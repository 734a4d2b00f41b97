import { positions } from './expectation.ts';
import { NOBODY, type Hands, type Target } from './plant-customers.ts';

/** Usual price of buying the product, in 1/10,000 yuan: shown to whom cost is shown. */
export const PURCHASE_E4 = 123_450_000;

/** A product with a carton, in a category, and the consignment of the own customer. */
export async function plantProducts(
  { plant, get, boss }: Hands,
  targets: readonly Target[],
  competitorId: number,
) {
  const unit = await plant(boss, 'POST', '/units', { name: '矩阵单位' });
  const carton = await plant(boss, 'POST', '/units', { name: '矩阵箱' });
  const category = await plant(boss, 'POST', '/product-categories', { name: '矩阵类' });
  const empty = await plant(boss, 'POST', '/product-categories', { name: '矩阵空类' });
  const product = await plant(boss, 'POST', '/products', {
    name: '矩阵商品',
    code: 'MATRIX-1',
    unitId: unit.id,
    categoryId: category.id,
    purchasePriceE4: PURCHASE_E4,
    minQtyE4: 100_0000,
    units: [{ unitId: carton.id, num: 24 }],
    barcodes: [{ code: '6900000000001', unitId: carton.id }],
  });
  const images = `/products/${product.id}/images?name=matrix.png`;
  const image = await plant(boss, 'POST', images, Buffer.from('matrix'));
  const warehouse = await plant(boss, 'POST', '/locations', { name: '矩阵仓' });
  const consignment = await plant(boss, 'POST', '/locations', {
    name: '矩阵寄售',
    kind: 'consignment',
    customerId: targets[1]!.customerId,
  });
  const theirs = { productId: product.id, code: 'M-1' };
  const own = `/customers/${targets[1]!.customerId}/products`;
  const partNumber = await plant(boss, 'POST', own, theirs);
  const prices = await plantPrices(
    { plant, get, boss },
    { productId: product.id, cartonId: carton.id },
    targets,
  );
  const market = await plantMarket(
    { plant, boss },
    { productId: product.id, competitorId, followUpId: targets[1]!.followUpId },
  );
  return {
    prices,
    market,
    id: product.id,
    imageId: image.id,
    partNumberId: partNumber.id,
    unitId: unit.id,
    cartonId: carton.id,
    categoryId: category.id,
    emptyCategoryId: empty.id,
    warehouseId: warehouse.id,
    consignmentId: consignment.id,
  };
}

/** A level, a released price and a draft for everybody, and a draft for each customer in use. */
async function plantPrices(
  { plant, get, boss }: Pick<Hands, 'plant' | 'get' | 'boss'>,
  { productId, cartonId }: { productId: number; cartonId: number },
  targets: readonly Target[],
) {
  const level = await plant(boss, 'POST', '/price-levels', { name: '矩阵级' });
  const rule = async (body: object) =>
    (await plant(boss, 'POST', '/price-rules', { productId, priceE4: 1_0000, ...body })).id;
  const ofCustomers: number[] = [];
  for (const [index, row] of positions.entries()) {
    const { customerId } = targets[index]!;
    const none = !row.exists || row.archived;
    ofCustomers.push(none ? NOBODY : await rule({ scope: 'customer', customerId }));
  }
  const released = await rule({ release: true });
  const sheets = await plantSheets({ plant, get, boss }, { productId, cartonId }, targets);
  return { levelId: level.id, released, draft: await rule({}), ofCustomers, sheets };
}

/** Price-adjustment sheets: a released one and a draft for everybody, a draft for each customer. */
async function plantSheets(
  { plant, get, boss }: Pick<Hands, 'plant' | 'get' | 'boss'>,
  { productId, cartonId }: { productId: number; cartonId: number },
  targets: readonly Target[],
) {
  // Of the carton: the prices of the piece stay as they were planted.
  const lines = [{ productId, unitId: cartonId, newPriceE4: 48_0000 }];
  const sheet = async (body: object) =>
    await plant(boss, 'POST', '/price-adjustments', {
      name: '矩阵调价',
      scope: 'all',
      validFrom: '2027-12-01',
      lines,
      ...body,
    });
  const released = await sheet({});
  await plant(boss, 'POST', `/price-adjustments/${released.id}/submit`, { version: 1 });
  const newest = async (path: string) =>
    (await get<{ rows: { id: number }[] }>(boss, path)).rows[0]!.id;
  const ruleId = await newest('/price-rules');
  const approvalId = await newest('/approvals?box=all');
  const ofCustomers: number[] = [];
  for (const [index, row] of positions.entries()) {
    const { customerId } = targets[index]!;
    const none = !row.exists || row.archived;
    ofCustomers.push(none ? NOBODY : (await sheet({ scope: 'customer', customerId })).id);
  }
  const draft = (await sheet({})).id;
  return { released: released.id, draft, ofCustomers, ruleId, approvalId };
}

/** A competitor's price that the owner noted from a follow-up of the own customer. */
async function plantMarket(
  { plant, boss }: Pick<Hands, 'plant' | 'boss'>,
  {
    productId,
    competitorId,
    followUpId,
  }: Record<'productId' | 'competitorId' | 'followUpId', number>,
) {
  const body = { productId, competitorId, priceE4: 2_0000 };
  const { id } = await plant(boss, 'POST', '/market-prices', { ...body, followUpId });
  return { id, body };
}
