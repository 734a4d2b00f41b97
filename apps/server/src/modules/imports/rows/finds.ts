import {
  productByCode,
  productById,
  productsNamed,
  unitsOfProducts,
} from '../../products/service.ts';
import { customersNamed } from '../../customers/service.ts';
import { supplierByCode, supplierByName } from '../../purchasing/service.ts';
import { nameKey, wordKey } from '@xinhang/shared/text-keys.ts';
import type { WriteContext } from '../../../http/context.ts';
import { shown } from '../cells.ts';
import type { RowReader } from './reader.ts';
import { Refused } from './refused.ts';

/** How a row names a product, and in which unit. */
export interface ProductNamed {
  code: string;
  name: string;
  spec: string;
  unit: string;
}

/** Reads what names the product of a row; refuses a row that names none. */
export function readProduct(cells: RowReader): ProductNamed {
  const named = {
    code: cells.text('code'),
    name: cells.text('productName'),
    spec: cells.text('spec'),
    unit: cells.text('unit'),
  };
  if (named.code === '' && named.name === '') cells.refuse('product-unnamed');
  return named;
}

export const productKey = ({ code, name, spec, unit }: ProductNamed) =>
  [code === '' ? `${name}\n${spec}` : wordKey(code), wordKey(unit)].join('\n');

/** The product in use that a row names: by code, else by name, with its spec where it says one. */
export async function findProduct(ctx: WriteContext, { code, name, spec }: ProductNamed) {
  const found =
    code === ''
      ? (await productsNamed(ctx.tx, name)).filter((one) => spec === '' || one.spec === spec)
      : [await productByCode(ctx.tx, wordKey(code))];
  const value = shown(code || name);
  if (found.length > 1) throw new Refused('product-ambiguous', { value });
  const [product] = found;
  if (!product) throw new Refused('product-unknown', { value });
  if (product.active === 0) throw new Refused('product-off', { value });
  return (await productById(ctx.tx, product.id))!;
}

/** The unit of a product that a row names; the base unit where it names none. */
export async function findUnit(
  ctx: WriteContext,
  product: { id: number; unit_id: number; unit_name: string },
  { unit }: ProductNamed,
): Promise<number> {
  if (unit === '' || wordKey(unit) === wordKey(product.unit_name)) return product.unit_id;
  const units = await unitsOfProducts(ctx.tx, [product.id]);
  const found = units.find((one) => wordKey(one.unit_name) === wordKey(unit));
  if (!found) throw new Refused('unit-unknown', { value: shown(unit) });
  return found.unit_id;
}

/** The supplier in use of this name or number. */
export async function findSupplier(ctx: WriteContext, name: string) {
  const supplier =
    (await supplierByName(ctx.tx, nameKey(name))) ?? (await supplierByCode(ctx.tx, wordKey(name)));
  if (!supplier) throw new Refused('supplier-unknown', { value: shown(name) });
  if (supplier.active === 0) throw new Refused('supplier-off', { value: shown(name) });
  return supplier;
}

/** The one customer of this name or number within reach. */
export async function findCustomerNamed(ctx: WriteContext, name: string) {
  const found = await customersNamed(ctx.tx, ctx.actor, { nameKey: nameKey(name), number: name });
  if (found.length !== 1) throw new Refused('customer-unknown', { value: shown(name) });
  return found[0]!;
}
