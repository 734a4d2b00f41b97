import type { ImportColumn } from '@xinhang/shared/imports.ts';
import { wordKey } from '@xinhang/shared/text-keys.ts';
import type { WriteContext } from '../../../http/context.ts';
import type { Reason } from '../reason.ts';
import type { CurrentProduct, CurrentUnit } from './current.ts';
import type { ProductDraft, ProductFacts } from './draft.ts';
import { Refused } from '../rows/refused.ts';
import { categoryIdOf, unitIdOf } from './words.ts';

/** What is given of a product in its units. */
export interface Measures {
  unitId: number;
  units: { unitId: number; num: number; den: number }[];
  barcodes: { code: string; unitId: number }[];
}

/** What a row changes of a product, whole fields of the API and the columns that say so. */
export interface Change {
  body: ProductFacts & Partial<Measures> & { categoryId?: number };
  fields: ImportColumn[];
}

const columns = {
  name: 'productName',
  spec: 'spec',
  kind: 'productKind',
  qtyDecimals: 'qtyDecimals',
  tracksBatch: 'tracksBatch',
  tracksSerial: 'tracksSerial',
  taxBp: 'taxRate',
  fapiaoName: 'fapiaoName',
  fapiaoUnit: 'fapiaoUnit',
  taxCode: 'taxCode',
  purchasePriceE4: 'purchasePrice',
  minQtyE4: 'minQty',
  maxQtyE4: 'maxQty',
  note: 'productNote',
  active: 'inUse',
} as const satisfies Record<keyof ProductFacts, ImportColumn>;

/** The facts of a product under the names of the API. */
export function factsOf({ row }: CurrentProduct): Required<Record<keyof ProductFacts, unknown>> {
  return {
    name: row.name,
    spec: row.spec,
    kind: row.kind,
    qtyDecimals: row.qty_decimals,
    tracksBatch: row.tracks_batch === 1,
    tracksSerial: row.tracks_serial === 1,
    taxBp: row.tax_bp,
    fapiaoName: row.fapiao_name,
    fapiaoUnit: row.fapiao_unit,
    taxCode: row.tax_code,
    purchasePriceE4: row.purchase_price_e4,
    minQtyE4: row.min_qty_e4,
    maxQtyE4: row.max_qty_e4,
    note: row.note,
    active: row.active === 1,
  };
}

export const measuresOf = ([base, ...others]: readonly CurrentUnit[]): Measures => ({
  unitId: base!.id,
  units: others.map(({ id: unitId, num, den }) => ({ unitId, num, den })),
  barcodes: [base!, ...others].flatMap(({ id: unitId, barcodes }) =>
    barcodes.map((code) => ({ code, unitId })),
  ),
});

const sameCodes = (a: readonly string[], b: readonly string[]) =>
  a.toSorted().join('\n') === b.toSorted().join('\n');

/**
 * Units as they will stand: those of the row take the factor and the barcodes that it says, units
 * that it does not name stay. The name of the base unit may change while nothing stands on it.
 */
export async function unitsAfter(
  ctx: WriteContext,
  draft: Pick<ProductDraft, 'units'>,
  before: readonly CurrentUnit[],
  told: Reason[],
): Promise<{ units: CurrentUnit[]; fields: ImportColumn[] }> {
  const units = before.map((unit) => ({ ...unit }));
  const fields: ImportColumn[] = [];
  const names = ['unit', 'unit2', 'unit3'] as const;
  const codes = ['barcode', 'barcode2', 'barcode3'] as const;
  for (const [at, { name, factor, barcodes }] of draft.units.entries()) {
    if (at > 0 && name === '') continue;
    let unit = at === 0 ? units[0]! : units.find((one) => wordKey(one.name) === wordKey(name));
    if (at === 0 && name !== '' && wordKey(name) !== wordKey(unit!.name)) {
      Object.assign(unit!, { id: await unitIdOf(ctx, name, told), name });
      fields.push('unit');
    }
    if (!unit) {
      if (!factor) throw new Refused('factor-missing', { field: names[at]! });
      unit = { id: await unitIdOf(ctx, name, told), name, ...factor, barcodes: [] };
      units.push(unit);
      fields.push(names[at]!);
    } else if (factor && factor.num * unit.den !== unit.num * factor.den) {
      Object.assign(unit, factor);
      fields.push(at === 1 ? 'unit2Factor' : 'unit3Factor');
    }
    if (barcodes && !sameCodes(barcodes, unit.barcodes)) {
      unit.barcodes = barcodes;
      fields.push(codes[at]!);
    }
  }
  return { units, fields };
}

/** What a row changes of a product that is there. */
export async function changeOf(
  ctx: WriteContext,
  draft: ProductDraft,
  current: CurrentProduct,
  told: Reason[],
): Promise<Change> {
  const now = factsOf(current);
  const changed = Object.entries(draft.facts).filter(
    ([field, value]) => value !== now[field as keyof ProductFacts],
  );
  const body: Change['body'] = Object.fromEntries(changed);
  const fields: ImportColumn[] = changed.map(([field]) => columns[field as keyof ProductFacts]);
  if (draft.category && draft.category.join('\n') !== current.category.join('\n')) {
    body.categoryId = await categoryIdOf(ctx, draft.category, told);
    fields.push('category');
  }
  const after = await unitsAfter(ctx, draft, current.units, told);
  if (after.fields.length > 0) Object.assign(body, measuresOf(after.units));
  return { body, fields: [...fields, ...after.fields] };
}
