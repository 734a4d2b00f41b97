/** What other business areas may use of products. */
export { allLocations } from '@xinhang/db/repositories/locations.ts';
export {
  allProductCategories,
  allUnits,
  unitsByCategory,
} from '@xinhang/db/repositories/product-words.ts';
export {
  barcodeByCode,
  barcodesOfProducts,
  unitsOfProducts,
} from '@xinhang/db/repositories/product-units.ts';
export {
  countProducts,
  listProducts,
  productByName,
  productById,
  productsByIds,
  productByCode,
  productsNamed,
} from '@xinhang/db/repositories/products.ts';
export { addProduct } from './change.ts';
export { partNumbersOf } from '@xinhang/db/repositories/customer-products.ts';
export { pickProducts } from './picking.ts';
export { listLocations, placeWithCustomer } from './locations.ts';
export { homePlaceId, housePlaceId, needPlace, needReachedPlace } from './places.ts';
export { changeProduct } from './change.ts';
export { addCategory, addUnit, expenseAccountsOf } from './words.ts';
