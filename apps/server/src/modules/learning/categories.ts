import { articlesByCategory } from '@xinhang/db/repositories/articles.ts';
import {
  allCategories,
  categoryInUse,
  insertCategory,
  removeCategory as deleteCategory,
  updateCategory as changeCategory,
  type CategoryRecord,
} from '@xinhang/db/repositories/kb-categories.ts';
import type { api } from '@xinhang/shared/contract/api.ts';
import type { EndpointInput } from '@xinhang/shared/contract/endpoint.ts';
import { CATEGORY_DEPTH, type Category } from '@xinhang/shared/knowledge.ts';
import { fieldRefused, problem } from '@xinhang/shared/problems.ts';
import { conflict } from '../../http/conflict.ts';
import type { ReadContext, WriteContext } from '../../http/context.ts';
import { readerOf } from './reader.ts';

type Rows = readonly CategoryRecord[];
type Create = EndpointInput<typeof api.knowledge.createCategory>['body'];
type Update = EndpointInput<typeof api.knowledge.updateCategory>['body'];

const below = (rows: Rows, parentId: number | null) =>
  rows.filter((row) => row.parent_id === parentId);

/** A category and all below it. */
export function subtreeOf(rows: Rows, id: number): number[] {
  return [id, ...below(rows, id).flatMap((child) => subtreeOf(rows, child.id))];
}

/** Levels from a category down to its deepest one. */
function heightOf(rows: Rows, id: number): number {
  return 1 + Math.max(0, ...below(rows, id).map((child) => heightOf(rows, child.id)));
}
function depthOf(rows: Rows, id: number | null): number {
  const parent = rows.find((row) => row.id === id);
  return parent ? 1 + depthOf(rows, parent.parent_id) : 0;
}

/** Every category after its parent, with the articles that the reader may open. */
export async function listCategories(ctx: ReadContext): Promise<Category[]> {
  const rows = await allCategories(ctx.db);
  const counts = await articlesByCategory(ctx.db, await readerOf(ctx));
  const sum = (id: number) =>
    subtreeOf(rows, id).reduce((total, one) => total + (counts.get(one) ?? 0), 0);
  const walk = (parentId: number | null): Category[] =>
    below(rows, parentId).flatMap((row) => [
      { ...shown(row), articles: sum(row.id) },
      ...walk(row.id),
    ]);
  return walk(null);
}

const shown = ({ id, version, name, parent_id: parentId, sort }: CategoryRecord) => ({
  id,
  version,
  name,
  parentId,
  sort,
});

async function described(ctx: ReadContext, id: number): Promise<Category> {
  return (await listCategories(ctx)).find((row) => row.id === id)!;
}

function needPlace(rows: Rows, parentId: number | null, height: number): void {
  if (parentId !== null && !rows.some((row) => row.id === parentId)) {
    throw fieldRefused('/parentId', 'unknown-category');
  }
  if (depthOf(rows, parentId) + height > CATEGORY_DEPTH) {
    throw fieldRefused('/parentId', 'too-deep', { most: CATEGORY_DEPTH });
  }
}

function needOwnName(rows: Rows, name: string, parentId: number | null, id?: number): void {
  const same = below(rows, parentId).some((row) => row.name === name && row.id !== id);
  if (same) throw problem('already-exists');
}

export async function createCategory(ctx: WriteContext, body: Create): Promise<Category> {
  const rows = await allCategories(ctx.tx);
  needPlace(rows, body.parentId, 1);
  needOwnName(rows, body.name, body.parentId);
  const { name, parentId, sort } = body;
  const id = await insertCategory(ctx.tx, { name, parent_id: parentId, sort });
  await record(ctx, 'knowledge.createCategory', id, null, { name, parentId, sort });
  return await described(ctx, id);
}

async function needCategory(ctx: WriteContext, id: number): Promise<CategoryRecord> {
  const found = (await allCategories(ctx.tx)).find((row) => row.id === id);
  if (!found) throw problem('not-found');
  return found;
}

export async function updateCategory(
  ctx: WriteContext,
  id: number,
  body: Update,
): Promise<Category> {
  const rows = await allCategories(ctx.tx);
  const before = await needCategory(ctx, id);
  const { version, ...wanted } = body;
  if (version !== before.version) throw conflict(before.version, shown(before), wanted);
  const parentId = body.parentId === undefined ? before.parent_id : body.parentId;
  if (parentId !== before.parent_id) {
    if (parentId !== null && subtreeOf(rows, id).includes(parentId)) {
      throw fieldRefused('/parentId', 'below-itself');
    }
    needPlace(rows, parentId, heightOf(rows, id));
  }
  needOwnName(rows, body.name ?? before.name, parentId, id);
  const after = await changeCategory(ctx.tx, before, {
    ...(body.name !== undefined && { name: body.name }),
    ...(body.sort !== undefined && { sort: body.sort }),
    parent_id: parentId,
  });
  if (!after) throw problem('version-conflict');
  await record(ctx, 'knowledge.updateCategory', id, shown(before), shown(after));
  return await described(ctx, id);
}

/** Takes an empty category away. */
export async function removeCategory(ctx: WriteContext, id: number): Promise<void> {
  const before = await needCategory(ctx, id);
  const children = below(await allCategories(ctx.tx), id).length > 0;
  if (children || (await categoryInUse(ctx.tx, id))) throw problem('in-use');
  await deleteCategory(ctx.tx, id);
  await record(ctx, 'knowledge.removeCategory', id, shown(before), null);
}

async function record(
  ctx: WriteContext,
  action: string,
  id: number,
  before: object | null,
  after: object | null,
): Promise<void> {
  await ctx.audit({ action, entity: 'articleCategory', entityId: id, before, after });
  await ctx.emit({ entity: 'articleCategory', id, version: ctx.now, audience: [] });
}
