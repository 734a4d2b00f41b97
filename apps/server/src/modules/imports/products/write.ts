import { taxBp as taxRule } from '@xinhang/shared/products.ts';
import type { WriteContext } from '../../../http/context.ts';
import type { ProductUses } from '../../../registry/product-uses.ts';
import type { PutAnswer } from '../../prices/service.ts';
import { addProduct, changeProduct } from '../../products/service.ts';
import type { Reason } from '../reason.ts';
import type { WrittenRow } from '../rows/walk.ts';
import { currentProducts, type CurrentProduct } from './current.ts';
import type { ProductDraft } from './draft.ts';
import { changeOf, factsOf, measuresOf, unitsAfter, type Change } from './plan.ts';
import { putPrices } from './prices.ts';
import { assumedUnit, categoryIdOf, unitIdOf } from './words.ts';

/** What taking a row back needs. */
export interface Kept {
  /** Of the product since. */
  version: number;
  /** Fields of the product as they were; null where the row made it. */
  before: object | null;
  prices: PutAnswer[];
}

const USUAL_TAX = 1300;

/** Adds a product with its units, barcodes and prices. */
export async function createRow(
  ctx: WriteContext,
  uses: ProductUses,
  draft: ProductDraft,
  today: string,
): Promise<WrittenRow> {
  const told: Reason[] = [];
  const name = draft.units[0].name || (await assumedUnit(ctx, told));
  const base = { id: await unitIdOf(ctx, name, told), name, num: 1, den: 1, barcodes: [] };
  const { units } = await unitsAfter(ctx, draft, [base], told);
  const { active = true, ...facts } = draft.facts;
  const made = await addProduct(ctx, uses, {
    code: draft.code,
    spec: '',
    kind: 'goods',
    qtyDecimals: 0,
    tracksBatch: false,
    tracksSerial: false,
    taxBp: taxRule.parse(USUAL_TAX),
    fapiaoName: '',
    fapiaoUnit: '',
    taxCode: '',
    purchasePriceE4: null,
    minQtyE4: null,
    maxQtyE4: null,
    note: '',
    ...facts,
    name: draft.name,
    categoryId: draft.category ? await categoryIdOf(ctx, draft.category, told) : null,
    ...measuresOf(units),
  });
  const { id } = made;
  const off = active ? made : await changeProduct(ctx, uses, id, { version: 1, active: false });
  const [current] = await currentProducts(ctx.tx, [id], today);
  const { put } = await putPrices(ctx, draft, current!, today);
  return {
    verdict: 'create',
    reasons: [{ code: 'product-new', params: {} }, ...told],
    entity: { id, version: off.version },
    kept: { version: off.version, before: null, prices: put },
  };
}

/** Changes what a row says otherwise of a product that is there. */
export async function updateRow(
  ctx: WriteContext,
  uses: ProductUses,
  { draft, current, today }: { draft: ProductDraft; current: CurrentProduct; today: string },
): Promise<WrittenRow> {
  const told: Reason[] = [];
  const { id, version } = current.row;
  const change = await changeOf(ctx, draft, current, told);
  const { put, fields: priced } = await putPrices(ctx, draft, current, today);
  const fields = [...change.fields, ...priced];
  if (fields.length === 0) {
    const reasons: WrittenRow['reasons'] = [{ code: 'product-same', params: {} }, ...told];
    return { verdict: 'same', reasons, entity: { id, version }, kept: null };
  }
  const after =
    change.fields.length > 0
      ? await changeProduct(ctx, uses, id, { version, ...change.body })
      : { version };
  return {
    verdict: 'update',
    reasons: [{ code: 'product-changed', params: { fields } }, ...told],
    entity: { id, version: after.version },
    kept: { version: after.version, before: before(change, current), prices: put },
  };
}

/** The fields that a row changed, as they were. */
function before({ body }: Change, current: CurrentProduct): object {
  const facts = factsOf(current);
  const own = Object.keys(body).filter((field) => field in facts);
  return {
    ...Object.fromEntries(own.map((field) => [field, facts[field as keyof typeof facts]])),
    ...('categoryId' in body && { categoryId: current.row.category_id }),
    ...('unitId' in body && measuresOf(current.units)),
  };
}
