import { netOfGross } from '@xinhang/shared/line-amounts.ts';
import { qtyE4, toBaseQty } from '@xinhang/shared/quantity.ts';
import { wordKey } from '@xinhang/shared/text-keys.ts';
import type { WriteContext } from '../../../http/context.ts';
import { todayOf } from '../../../http/today.ts';
import { giveProduct, insertFact, sameFact } from '../../facts/service.ts';
import { goingLive } from '../../ledgers/service.ts';
import { namedUsers } from '../../org/service.ts';
import {
  productByCode,
  productById,
  productsNamed,
  unitsOfProducts,
} from '../../products/service.ts';
import { shown } from '../cells.ts';
import { findCustomerNamed, findUnit, type ProductNamed } from '../rows/finds.ts';
import { Refused } from '../rows/refused.ts';
import type { WrittenRow } from '../rows/walk.ts';
import type { FactDraft } from './draft.ts';

/** What taking a row back needs: the product that a fact got, where it was there before. */
export interface FactKept {
  listed: { productId: number; qtyE4: number } | null;
}

type Product = NonNullable<Awaited<ReturnType<typeof productById>>>;

/** The product that a row names, in use or not; none where the catalogue does not know it. */
async function productOf(
  ctx: WriteContext,
  { code, name, spec }: ProductNamed,
): Promise<Product | undefined> {
  const found =
    code === ''
      ? (await productsNamed(ctx.tx, name)).filter((one) => spec === '' || one.spec === spec)
      : [await productByCode(ctx.tx, wordKey(code))];
  if (found.length > 1) throw new Refused('product-ambiguous', { value: shown(name) });
  return found[0] && (await productById(ctx.tx, found[0].id));
}

/** A quantity of the file in the base unit. */
async function baseQty(
  ctx: WriteContext,
  product: Product,
  { product: named, qtyE4: quantity }: FactDraft,
): Promise<number> {
  const unitId = await findUnit(ctx, product, named);
  if (unitId === product.unit_id) return quantity;
  const units = await unitsOfProducts(ctx.tx, [product.id]);
  return toBaseQty(
    qtyE4(quantity),
    units.find((one) => one.unit_id === unitId)!,
  );
}

/** Refuses a day that has documents of its own, or has not come. */
async function checkDay(ctx: WriteContext, date: string): Promise<void> {
  const begun = await goingLive(ctx.tx);
  if (begun && date >= begun.go_live_date) throw new Refused('fact-not-before-going-live');
  if (date > (await todayOf(ctx))) throw new Refused('date-to-come');
}

/** The one colleague of this name; a name that is nobody's stays a name. */
async function sellerOf(ctx: WriteContext, name: string): Promise<number | null> {
  if (name === '') return null;
  const key = wordKey(name);
  const found = (await namedUsers(ctx.tx)).filter((one) => wordKey(one.name) === key);
  return found.length === 1 ? found[0]!.id : null;
}

/** Writes the fact of a row; of one that is there already, gives it the product that came since. */
export async function writeFact(
  ctx: WriteContext,
  batchId: number,
  draft: FactDraft,
): Promise<WrittenRow> {
  await checkDay(ctx, draft.date);
  const customer = await findCustomerNamed(ctx, draft.customer);
  const product = await productOf(ctx, draft.product);
  if (draft.netFen === null && !product) throw new Refused('fact-tax-unknown');
  const netFen = draft.netFen ?? netOfGross(draft.grossFen, product!.tax_bp);
  const { code, name, spec, unit } = draft.product;
  const like = {
    customer_id: customer.id,
    business_date: draft.date,
    old_no: draft.oldNo,
    line_no: draft.lineNo,
    product_code: code,
    product_name: [name, spec].filter(Boolean).join(' '),
    unit_name: unit,
    sheet_qty_e4: draft.qtyE4,
    net_fen: netFen,
  };
  const there = await sameFact(ctx.tx, like);
  const qty = product ? await baseQty(ctx, product, draft) : draft.qtyE4;
  const met = { customerId: customer.id };
  if (there) {
    const entity = { id: there.id, version: 1 };
    if (!product || there.product_id !== null) {
      const reasons: WrittenRow['reasons'] = [{ code: 'fact-same', params: {} }];
      return { verdict: 'same', reasons, entity, kept: null, ...met };
    }
    await giveProduct(ctx.tx, there.id, { from: null, product_id: product.id, qty_e4: qty });
    const kept: FactKept = { listed: { productId: product.id, qtyE4: there.qty_e4 } };
    const reasons: WrittenRow['reasons'] = [
      { code: 'fact-listed', params: { name: product.name } },
    ];
    return { verdict: 'update', reasons, entity, kept, ...met };
  }
  const id = await insertFact(ctx.tx, {
    ...like,
    batch_id: batchId,
    product_id: product?.id ?? null,
    salesperson_id: await sellerOf(ctx, draft.salesperson),
    salesperson: draft.salesperson,
    qty_e4: qty,
    cost_fen: draft.costFen,
  });
  return {
    verdict: 'create',
    reasons: [
      product
        ? { code: 'fact-new', params: {} }
        : { code: 'fact-unlisted', params: { value: shown(code || name) } },
    ],
    entity: { id, version: 1 },
    kept: { listed: null } satisfies FactKept,
    sums: {
      lines: 1,
      netFen,
      ...(product ? {} : { unlistedFen: netFen }),
      ...(draft.costFen !== null && { costFen: draft.costFen }),
    },
    ...met,
  };
}
