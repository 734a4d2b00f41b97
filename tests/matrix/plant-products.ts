import type { Hands, Target } from './plant-customers.ts';

/** Usual price of buying the product, in 1/10,000 yuan: shown to whom cost is shown. */
export const PURCHASE_E4 = 123_450_000;

/** A product with a carton, in a category, and the consignment of the own customer. */
export async function plantProducts({ plant, boss }: Hands, targets: readonly Target[]) {
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
    units: [{ unitId: carton.id, num: 24 }],
    barcodes: [{ code: '6900000000001', unitId: carton.id }],
  });
  const warehouse = await plant(boss, 'POST', '/locations', { name: '矩阵仓' });
  const consignment = await plant(boss, 'POST', '/locations', {
    name: '矩阵寄售',
    kind: 'consignment',
    customerId: targets[1]!.customerId,
  });
  return {
    id: product.id,
    unitId: unit.id,
    cartonId: carton.id,
    categoryId: category.id,
    emptyCategoryId: empty.id,
    warehouseId: warehouse.id,
    consignmentId: consignment.id,
  };
}
