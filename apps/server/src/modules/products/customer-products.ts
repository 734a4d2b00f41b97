import { may } from '@xinhang/db/actor.ts';
import {
  customerProductById,
  insertCustomerProduct,
  productsOfCustomer,
  removeCustomerProduct,
  updateCustomerProduct,
  type NamedCustomerProduct,
} from '@xinhang/db/repositories/customer-products.ts';
import { productById } from '@xinhang/db/repositories/products.ts';
import type { api } from '@xinhang/shared/contract/api.ts';
import type { EndpointInput } from '@xinhang/shared/contract/endpoint.ts';
import type { CustomerProduct } from '@xinhang/shared/customer-products.ts';
import { fieldRefused, problem } from '@xinhang/shared/problems.ts';
import { wordKey } from '@xinhang/shared/text-keys.ts';
import { conflict } from '../../http/conflict.ts';
import type { ReadContext, WriteContext } from '../../http/context.ts';
import {
  findCustomer,
  needCustomer,
  needLiveCustomer,
  recordChildChange,
} from '../customers/service.ts';

type Body<K extends keyof typeof api.customerProducts> = EndpointInput<
  (typeof api.customerProducts)[K]
>['body'];

const shown = (row: NamedCustomerProduct): CustomerProduct => ({
  id: row.id,
  version: row.version,
  product: { id: row.product_id, code: row.product_code, name: row.product_name },
  code: row.code,
  name: row.name,
  spec: row.spec,
});

export async function listCustomerProducts(
  ctx: ReadContext,
  customerId: number,
): Promise<CustomerProduct[]> {
  const customer = await findCustomer(ctx.db, ctx.actor, 'customers.read', customerId);
  if (!customer) throw problem('not-found');
  return (await productsOfCustomer(ctx.db, customerId)).map(shown);
}

/** Who may not read products names none. */
async function needProduct(ctx: WriteContext, productId: number) {
  const product = may(ctx.actor, 'products.read') && (await productById(ctx.tx, productId));
  if (!product || product.active === 0) throw fieldRefused('/productId', 'unknown-product');
}

export async function addCustomerProduct(
  ctx: WriteContext,
  customerId: number,
  { productId, ...texts }: Body<'create'>,
): Promise<CustomerProduct> {
  const customer = await needLiveCustomer(ctx.tx, ctx.actor, 'customers.update', customerId);
  await needProduct(ctx, productId);
  if (texts.code === '' && texts.name === '' && texts.spec === '') {
    throw fieldRefused('/code', 'required');
  }
  const rows = await productsOfCustomer(ctx.tx, customerId);
  if (rows.some((row) => row.product_id === productId)) throw problem('already-exists');
  const row = await insertCustomerProduct(ctx.tx, {
    customer_id: customerId,
    product_id: productId,
    ...texts,
    code_key: wordKey(texts.code),
  });
  await recordChildChange(ctx, 'customerProducts.create', customer, 'customerProduct', null, row);
  return shown((await customerProductById(ctx.tx, row.id))!);
}

/** The row and its customer, whom the actor may change. */
async function needRow(ctx: WriteContext, id: number) {
  const row = await customerProductById(ctx.tx, id);
  if (!row) throw problem('not-found');
  const { customer_id: customerId } = row;
  const customer = await needCustomer(ctx.tx, ctx.actor, 'customers.update', customerId);
  if (customer.archived_at !== null) throw problem('customer-archived');
  return { row, customer };
}

export async function changeCustomerProduct(
  ctx: WriteContext,
  id: number,
  { version, ...texts }: Body<'update'>,
): Promise<CustomerProduct> {
  const { row, customer } = await needRow(ctx, id);
  const { product_code: _code, product_name: _name, ...before } = row;
  if (version !== row.version) throw conflict(row.version, shown(row), texts);
  const given = Object.fromEntries(Object.entries(texts).filter(([, text]) => text !== undefined));
  const after = await updateCustomerProduct(ctx.tx, row, {
    ...given,
    ...(texts.code !== undefined && { code_key: wordKey(texts.code) }),
  });
  if (!after) throw conflict(row.version, shown(row), texts);
  await recordChildChange(
    ctx,
    'customerProducts.update',
    customer,
    'customerProduct',
    before,
    after,
  );
  return shown({ ...row, ...after });
}

export async function dropCustomerProduct(ctx: WriteContext, id: number): Promise<void> {
  const { row, customer } = await needRow(ctx, id);
  const { product_code: _code, product_name: _name, ...before } = row;
  await removeCustomerProduct(ctx.tx, id);
  const gone = { id, version: row.version + 1 };
  await recordChildChange(
    ctx,
    'customerProducts.remove',
    customer,
    'customerProduct',
    before,
    gone,
  );
}
