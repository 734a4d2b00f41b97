import type { Reader } from '@xinhang/db/database.ts';
import {
  allProductCategories,
  allUnits,
  categoryHasProducts,
  insertProductCategory,
  insertUnit,
  productsByCategory,
  removeProductCategory,
  setCategoryPath,
  updateProductCategory,
  updateUnit,
  usedUnits,
  type ProductCategoryRecord,
  type UnitRecord,
} from '@xinhang/db/repositories/product-words.ts';
import type { ExpenseAccount } from '@xinhang/shared/accounts.ts';
import type { api } from '@xinhang/shared/contract/api.ts';
import type { EndpointInput } from '@xinhang/shared/contract/endpoint.ts';
import {
  PRODUCT_CATEGORY_DEPTH,
  type ProductCategory,
  type Unit,
} from '@xinhang/shared/product-words.ts';
import { fieldRefused, problem } from '@xinhang/shared/problems.ts';
import { wordKey } from '@xinhang/shared/text-keys.ts';
import { conflict } from '../../http/conflict.ts';
import type { ReadContext, WriteContext } from '../../http/context.ts';
import { record } from './record.ts';

type Body<K extends keyof typeof api.products> = EndpointInput<(typeof api.products)[K]>['body'];

const toUnit = ({ id, version, name, active }: UnitRecord, used: ReadonlySet<number>): Unit => ({
  id,
  version,
  name,
  active: active === 1,
  used: used.has(id),
});

export async function listUnits(ctx: ReadContext): Promise<Unit[]> {
  const used = await usedUnits(ctx.db);
  return (await allUnits(ctx.db)).map((row) => toUnit(row, used));
}

export async function addUnit(ctx: WriteContext, { name }: Body<'createUnit'>): Promise<Unit> {
  const key = wordKey(name);
  if ((await allUnits(ctx.tx)).some((row) => row.name_key === key)) throw problem('already-exists');
  const id = await insertUnit(ctx.tx, { name, name_key: key });
  await record(ctx, 'products.createUnit', 'unit', null, { id, version: 1, name });
  return { id, version: 1, name, active: true, used: false };
}

export async function changeUnit(
  ctx: WriteContext,
  id: number,
  { version, name, active }: Body<'updateUnit'>,
): Promise<Unit> {
  const rows = await allUnits(ctx.tx);
  const before = rows.find((row) => row.id === id);
  if (!before) throw problem('not-found');
  const used = await usedUnits(ctx.tx);
  const stale = () => conflict(before.version, toUnit(before, used), { name, active });
  if (version !== before.version) throw stale();
  const key = wordKey(name ?? before.name);
  if (rows.some((row) => row.name_key === key && row.id !== id)) throw problem('already-exists');
  const after = await updateUnit(ctx.tx, before, {
    ...(name !== undefined && { name, name_key: key }),
    ...(active !== undefined && { active: active ? 1 : 0 }),
  });
  if (!after) throw stale();
  await record(ctx, 'products.updateUnit', 'unit', before, after);
  return toUnit(after, used);
}

type Rows = readonly ProductCategoryRecord[];
const below = (rows: Rows, parentId: number | null) =>
  rows.filter((row) => row.parent_id === parentId);
const within = (rows: Rows, path: string) => rows.filter((row) => row.path.startsWith(path));
const depthOf = (path: string) => path.split('/').length - 2;

const shown = (row: ProductCategoryRecord) => ({
  id: row.id,
  version: row.version,
  name: row.name,
  parentId: row.parent_id,
  sort: row.sort,
  expenseAccount: row.expense_account as ExpenseAccount | null,
});

/** Every category after its parent, with the products in use in it and below. */
export async function listCategories(ctx: ReadContext): Promise<ProductCategory[]> {
  const rows = await allProductCategories(ctx.db);
  const counts = await productsByCategory(ctx.db);
  const walk = (parentId: number | null): ProductCategory[] =>
    below(rows, parentId).flatMap((row) => [
      {
        ...shown(row),
        products: within(rows, row.path).reduce((sum, { id }) => sum + (counts.get(id) ?? 0), 0),
      },
      ...walk(row.id),
    ]);
  return walk(null);
}

async function described(ctx: ReadContext, id: number): Promise<ProductCategory> {
  return (await listCategories(ctx)).find((row) => row.id === id)!;
}

/** Path of the place below a parent; refused where there is none, or it lies too deep. */
function placeBelow(rows: Rows, parentId: number | null, height: number): string {
  const parent = rows.find((row) => row.id === parentId);
  if (parentId !== null && !parent) throw fieldRefused('/parentId', 'unknown-category');
  const path = parent?.path ?? '/';
  if (depthOf(path) + height > PRODUCT_CATEGORY_DEPTH) {
    throw fieldRefused('/parentId', 'too-deep', { most: PRODUCT_CATEGORY_DEPTH });
  }
  return path;
}

function needOwnName(rows: Rows, name: string, parentId: number | null, id?: number): void {
  const same = below(rows, parentId).some((row) => row.name === name && row.id !== id);
  if (same) throw problem('already-exists');
}

export async function addCategory(
  ctx: WriteContext,
  {
    name,
    parentId,
    sort,
    expenseAccount = null,
  }: Omit<Body<'createCategory'>, 'expenseAccount'> & { expenseAccount?: ExpenseAccount | null },
): Promise<ProductCategory> {
  const rows = await allProductCategories(ctx.tx);
  const path = placeBelow(rows, parentId, 1);
  needOwnName(rows, name, parentId);
  const id = await insertProductCategory(ctx.tx, {
    name,
    parent_id: parentId,
    sort,
    expense_account: expenseAccount,
  });
  await setCategoryPath(ctx.tx, id, `${path}${id}/`);
  const after = { id, version: 1, name, parentId, sort, expenseAccount };
  await record(ctx, 'products.createCategory', 'productCategory', null, after);
  return await described(ctx, id);
}

export async function changeCategory(
  ctx: WriteContext,
  id: number,
  body: Body<'updateCategory'>,
): Promise<ProductCategory> {
  const rows = await allProductCategories(ctx.tx);
  const before = rows.find((row) => row.id === id);
  if (!before) throw problem('not-found');
  const { version, ...wanted } = body;
  const stale = () => conflict(before.version, shown(before), wanted);
  if (version !== before.version) throw stale();
  const parentId = body.parentId === undefined ? before.parent_id : body.parentId;
  needOwnName(rows, body.name ?? before.name, parentId, id);
  const after = await updateProductCategory(ctx.tx, before, {
    ...(body.name !== undefined && { name: body.name }),
    ...(body.sort !== undefined && { sort: body.sort }),
    ...(body.expenseAccount !== undefined && { expense_account: body.expenseAccount }),
    parent_id: parentId,
  });
  if (!after) throw stale();
  if (parentId !== before.parent_id) await moveBelow(ctx, rows, before, parentId);
  await record(ctx, 'products.updateCategory', 'productCategory', shown(before), shown(after));
  return await described(ctx, id);
}

/** Moves a category with all below it. */
async function moveBelow(
  ctx: WriteContext,
  rows: Rows,
  row: ProductCategoryRecord,
  parentId: number | null,
): Promise<void> {
  const subtree = within(rows, row.path);
  if (subtree.some((one) => one.id === parentId)) throw fieldRefused('/parentId', 'below-itself');
  const height = Math.max(...subtree.map((one) => depthOf(one.path))) - depthOf(row.path) + 1;
  const path = `${placeBelow(rows, parentId, height)}${row.id}/`;
  for (const one of subtree) {
    await setCategoryPath(ctx.tx, one.id, path + one.path.slice(row.path.length));
  }
}

/** Where a bought service of a category is an expense: as it or the nearest above says, or selling. */
export async function expenseAccountsOf(
  db: Reader,
): Promise<(categoryId: number | null) => ExpenseAccount> {
  const rows = new Map((await allProductCategories(db)).map((row) => [row.id, row]));
  return (categoryId) => {
    const path =
      rows
        .get(categoryId ?? 0)
        ?.path.split('/')
        .filter(Boolean) ?? [];
    const said = path.toReversed().flatMap((id) => rows.get(Number(id))?.expense_account ?? []);
    return (said[0] as ExpenseAccount | undefined) ?? 'sellingExpense';
  };
}

/** Takes an empty category away. */
export async function removeCategory(ctx: WriteContext, id: number): Promise<void> {
  const rows = await allProductCategories(ctx.tx);
  const before = rows.find((row) => row.id === id);
  if (!before) throw problem('not-found');
  if (below(rows, id).length > 0 || (await categoryHasProducts(ctx.tx, id)))
    throw problem('in-use');
  await removeProductCategory(ctx.tx, id);
  await record(ctx, 'products.removeCategory', 'productCategory', shown(before), null);
}
