import { isDeepStrictEqual } from 'node:util';
import {
  billOf,
  partIdsOf,
  partsOf,
  setBill,
  wholesOf,
} from '@xinhang/db/repositories/product-bills.ts';
import { productById, productsByIds } from '@xinhang/db/repositories/products.ts';
import { allUnits } from '@xinhang/db/repositories/product-words.ts';
import type { api } from '@xinhang/shared/contract/api.ts';
import type { EndpointInput } from '@xinhang/shared/contract/endpoint.ts';
import { fieldRefused, problem } from '@xinhang/shared/problems.ts';
import type { ProductBill } from '@xinhang/shared/product-bills.ts';
import { fitsDecimals } from '@xinhang/shared/qty-decimals.ts';
import { qtyE4 } from '@xinhang/shared/quantity.ts';
import { stale } from '../../http/conflict.ts';
import type { ReadContext, WriteContext } from '../../http/context.ts';

type Body = EndpointInput<typeof api.productBills.set>['body'];
type Row = Awaited<ReturnType<typeof partsOf>>[number];

const toProduct = (row: Omit<Row, 'qty_e4' | 'note'>): ProductBill['product'] => ({
  id: row.id,
  code: row.code,
  name: row.name,
  spec: row.spec,
  unit: { id: row.unit_id, name: row.unit_name },
  qtyDecimals: row.qty_decimals,
});

const ONE = 10_000;

/** What a product is put together from; of one that has no parts an empty bill of version 0. */
export async function describeBill(
  ctx: Pick<ReadContext, 'db'>,
  productId: number,
): Promise<ProductBill> {
  const { db } = ctx;
  const product = await productById(db, productId);
  if (!product) throw problem('not-found');
  const bill = await billOf(db, productId);
  const unit = (await allUnits(db)).find((one) => one.id === product.unit_id)!;
  const parts = await partsOf(db, productId);
  return {
    product: toProduct({ ...product, unit_name: unit.name }),
    version: bill?.version ?? 0,
    makesE4: bill?.makes_e4 ?? ONE,
    note: bill?.note ?? '',
    parts: parts.map((row) => ({ part: toProduct(row), qtyE4: row.qty_e4, note: row.note })),
    changedBy: bill ? { id: bill.changed_by, name: bill.changer_name } : null,
    changedAt: bill?.changed_at ?? null,
    partOf: (await wholesOf(db, productId)).map(toProduct),
  };
}

const sent = ({ part, qtyE4: quantity, note }: ProductBill['parts'][number]) => ({
  partId: part.id,
  qtyE4: quantity,
  note,
});

/** The same as the audit tells it. */
const told = ({ makesE4, note, parts }: ProductBill) => ({
  makesE4,
  note,
  parts: parts.map(({ part, ...one }) => ({ product: `${part.code} ${part.name}`, ...one })),
});

/** Says what a product is put together from. Nothing is a part of itself, near or far. */
export async function changeBill(
  ctx: WriteContext,
  productId: number,
  body: Body,
): Promise<ProductBill> {
  const before = await describeBill(ctx, productId);
  if (before.version !== body.version) throw stale(before);
  const product = (await productById(ctx.tx, productId))!;
  if (product.kind !== 'goods') throw fieldRefused('/parts', 'not-goods');
  if (!fitsDecimals(qtyE4(body.makesE4), product.qty_decimals)) {
    throw fieldRefused('/makesE4', 'too-many-decimals', { most: product.qty_decimals });
  }
  await checkParts(ctx, productId, before, body.parts);
  const same = { makesE4: before.makesE4, note: before.note, parts: before.parts.map(sent) };
  const { version: _version, ...said } = body;
  if (isDeepStrictEqual(same, said)) return before;
  await setBill(ctx.tx, {
    productId,
    ...body,
    version: body.version + 1,
    changedBy: ctx.actor.userId,
    changedAt: ctx.now,
  });
  const after = await describeBill(ctx, productId);
  await ctx.audit({
    action: 'productBills.set',
    entity: 'product',
    entityId: productId,
    before: told(before),
    after: told(after),
  });
  await ctx.emit({ entity: 'product', id: productId, version: product.version, audience: [] });
  return after;
}

async function checkParts(
  { tx }: WriteContext,
  productId: number,
  before: ProductBill,
  parts: Body['parts'],
): Promise<void> {
  const ids = parts.map((one) => one.partId);
  const known = new Map((await productsByIds(tx, ids)).map((row) => [row.id, row]));
  const stood = new Set(before.parts.map(({ part }) => part.id));
  for (const [at, { partId, qtyE4: quantity }] of parts.entries()) {
    const refuse = (field: string, code: string, params?: Record<string, number>) =>
      fieldRefused(`/parts/${at}/${field}`, code, params);
    const part = known.get(partId);
    if (!part) throw refuse('partId', 'unknown-product');
    if (part.kind !== 'goods') throw refuse('partId', 'not-goods');
    if (part.active === 0 && !stood.has(partId)) throw refuse('partId', 'not-in-use');
    if (ids.indexOf(partId) < at) throw refuse('partId', 'named-twice');
    if (!fitsDecimals(qtyE4(quantity), part.qty_decimals)) {
      throw refuse('qtyE4', 'too-many-decimals', { most: part.qty_decimals });
    }
    if (await isOf(tx, productId, partId)) throw refuse('partId', 'part-of-itself');
  }
}

/** Whether a product is this part, or goes into it at any depth. */
async function isOf(tx: WriteContext['tx'], productId: number, partId: number): Promise<boolean> {
  const seen = new Set<number>();
  let level = [partId];
  while (level.length > 0) {
    if (level.includes(productId)) return true;
    for (const id of level) seen.add(id);
    level = (await partIdsOf(tx, level)).filter((id) => !seen.has(id));
  }
  return false;
}
