import {
  imagesOfProduct,
  insertProductImage,
  productImageById,
  takeOffProductImage,
  type ProductImageRecord,
} from '@xinhang/db/repositories/product-images.ts';
import { productById } from '@xinhang/db/repositories/products.ts';
import { fieldRefused, problem } from '@xinhang/shared/problems.ts';
import { MOST_IMAGES, type ProductImage } from '@xinhang/shared/products.ts';
import type { ReadContext, WriteContext } from '../../http/context.ts';
import { cleanFileName, typeOfFile } from '../../ops/file-names.ts';
import type { StoredFile } from '../../ops/file-store.ts';

export const toImage = ({ id, name, mime, size }: ProductImageRecord): ProductImage => ({
  id,
  name,
  mime,
  size,
});

async function record(
  ctx: WriteContext,
  action: string,
  image: ProductImageRecord,
  state: { before?: object; after?: object },
): Promise<void> {
  const { product_id: productId } = image;
  await ctx.audit({ action, entity: 'product', entityId: productId, ...state });
  await ctx.emit({ entity: 'product', id: productId, version: ctx.now, audience: [] });
}

/** Refuses what is no picture by its name, before a byte is taken. */
export async function admitImage(ctx: ReadContext, productId: number, name: string) {
  if (!(await productById(ctx.db, productId))) throw problem('not-found');
  if (!typeOfFile(cleanFileName(name)).startsWith('image/')) {
    throw fieldRefused('query.name', 'not-an-image');
  }
  if ((await imagesOfProduct(ctx.db, productId)).length >= MOST_IMAGES) {
    throw fieldRefused('query.name', 'too-many-images', { most: MOST_IMAGES });
  }
}

export async function keepImage(
  ctx: WriteContext,
  productId: number,
  file: StoredFile,
  name: string,
): Promise<ProductImage> {
  const clean = cleanFileName(name);
  const row = await insertProductImage(ctx.tx, {
    product_id: productId,
    name: clean,
    mime: typeOfFile(clean),
    size: file.size,
    sha256: file.sha256,
    uploaded_by: ctx.actor.userId,
    at: ctx.now,
  });
  await record(ctx, 'products.addImage', row, { after: { image: row.name } });
  return toImage(row);
}

export async function needImage(ctx: ReadContext, id: number): Promise<ProductImageRecord> {
  const row = await productImageById(ctx.db, id);
  if (!row) throw problem('not-found');
  return row;
}

export async function removeImage(ctx: WriteContext, id: number): Promise<void> {
  const row = await needImage(ctx, id);
  await takeOffProductImage(ctx.tx, id, ctx.now);
  await record(ctx, 'products.removeImage', row, { before: { image: row.name } });
}
