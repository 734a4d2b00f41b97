import { priceLevels } from '@xinhang/db/repositories/price-levels.ts';
import type { PriceRuleRecord } from '@xinhang/db/repositories/price-rules.ts';
import type { api } from '@xinhang/shared/contract/api.ts';
import type { EndpointInput } from '@xinhang/shared/contract/endpoint.ts';
import { fieldRefused, problem } from '@xinhang/shared/problems.ts';
import type { WriteContext } from '../../http/context.ts';
import { findCustomer } from '../customers/service.ts';
import { allProductCategories, productById, unitsOfProducts } from '../products/service.ts';

type Create = EndpointInput<typeof api.prices.createRule>['body'];

type Subject = Pick<Create, 'productId' | 'categoryId' | 'unitId' | 'priceE4' | 'discountBp'>;

/** A price of a product in one of its units, or a part off its base price or those of a category. */
export async function checkSubject(
  { tx }: WriteContext,
  { productId, categoryId, unitId, priceE4, discountBp }: Subject,
): Promise<{ unitId: number | null }> {
  if (productId === null) {
    if (categoryId === null) throw fieldRefused('/productId', 'required');
    const known = (await allProductCategories(tx)).some((row) => row.id === categoryId);
    if (!known) throw fieldRefused('/categoryId', 'unknown-category');
    if (discountBp === null) throw fieldRefused('/discountBp', 'required');
    if (priceE4 !== null) throw fieldRefused('/priceE4', 'of-a-product');
    if (unitId !== null) throw fieldRefused('/unitId', 'of-a-product');
    return { unitId: null };
  }
  if (categoryId !== null) throw fieldRefused('/categoryId', 'product-or-category');
  if (priceE4 === null && discountBp === null) throw fieldRefused('/priceE4', 'required');
  if (priceE4 !== null && discountBp !== null) throw fieldRefused('/discountBp', 'price-or-part');
  const product = await productById(tx, productId);
  if (!product || product.active === 0) throw fieldRefused('/productId', 'unknown-product');
  const own = unitId ?? product.unit_id;
  const units = await unitsOfProducts(tx, [productId]);
  if (own !== product.unit_id && !units.some((unit) => unit.unit_id === own)) {
    throw fieldRefused('/unitId', 'unknown-unit');
  }
  return { unitId: own };
}

type Whom = Pick<Create, 'scope' | 'customerId' | 'region' | 'levelId'>;

/** For whom: named where the scope asks for a name, and not where it does not. */
export async function checkWhom(
  ctx: WriteContext,
  { scope, customerId, region, levelId }: Whom,
): Promise<void> {
  for (const [wanted, given, pointer] of [
    ['customer', customerId, '/customerId'],
    ['region', region || null, '/region'],
    ['level', levelId, '/levelId'],
  ] as const) {
    if (scope === wanted && given === null) throw fieldRefused(pointer, 'required');
    if (scope !== wanted && given !== null) throw fieldRefused(pointer, 'other-scope');
  }
  if (scope === 'level') {
    const level = (await priceLevels(ctx.tx)).find((row) => row.id === levelId);
    if (!level || level.active === 0) throw fieldRefused('/levelId', 'unknown-level');
  }
  if (scope !== 'customer') return;
  const customer = await findCustomer(ctx.tx, ctx.actor, 'customers.read', customerId!);
  if (!customer) throw fieldRefused('/customerId', 'unknown-customer');
  if (customer.archived_at !== null) throw problem('customer-archived');
}

type Limits = Pick<
  PriceRuleRecord,
  'category_id' | 'price_e4' | 'floor_e4' | 'ceiling_e4' | 'valid_from' | 'valid_to'
>;

/** Floor ≤ price ≤ ceiling, and an end not before the beginning. */
export function checkLimits(rule: Limits): void {
  const { price_e4: price, floor_e4: floor, ceiling_e4: ceiling } = rule;
  if (rule.category_id !== null && floor !== null) throw fieldRefused('/floorE4', 'of-a-product');
  if (rule.category_id !== null && ceiling !== null) {
    throw fieldRefused('/ceilingE4', 'of-a-product');
  }
  if (price !== null && floor !== null && floor > price) {
    throw fieldRefused('/floorE4', 'above-price');
  }
  if (price !== null && ceiling !== null && ceiling < price) {
    throw fieldRefused('/ceilingE4', 'below-price');
  }
  if (rule.valid_to < rule.valid_from) throw fieldRefused('/validTo', 'before-beginning');
}
