import type { ProductTarget } from '@xinhang/shared/import-kinds.ts';
import { shown } from '../cells.ts';
import type { SheetRow } from '../file.ts';
import type { Mapping } from '../headers.ts';
import { RowReader, type RowDraft } from '../rows/reader.ts';
import {
  barcodesOf,
  factorOf,
  isRounded,
  kindOf,
  numberOf,
  pathOf,
  rateOf,
} from '../rows/values.ts';

/** A unit of a row: its name, how much of the base unit one is, and its barcodes. */
export interface UnitDraft {
  /** 1: the base unit; empty where the file says no unit. */
  name: string;
  factor: { num: number; den: number } | null;
  /** Null where the cell is empty, which changes nothing. */
  barcodes: string[] | null;
}

/** One row of a list of products, cleaned; what is not there changes nothing. */
export interface ProductDraft extends RowDraft {
  code: string;
  name: string;
  /** Facts of the product that the row states, by their field of the API. */
  facts: ProductFacts;
  category: string[] | null;
  /** Base unit, second and third. */
  units: readonly [UnitDraft, UnitDraft, UnitDraft];
  /** With tax, of one of the base unit. */
  priceE4: number | null;
  floorE4: number | null;
  ceilingE4: number | null;
  levels: ReadonlyMap<number, number>;
}

export interface ProductFacts {
  name?: string;
  spec?: string;
  kind?: 'goods' | 'service';
  qtyDecimals?: number;
  tracksBatch?: boolean;
  tracksSerial?: boolean;
  taxBp?: number;
  fapiaoName?: string;
  fapiaoUnit?: string;
  taxCode?: string;
  purchasePriceE4?: number;
  minQtyE4?: number;
  maxQtyE4?: number;
  note?: string;
  active?: boolean;
}

/** As in the contract of products. */
const longest: Readonly<Partial<Record<ProductTarget, number>>> = {
  code: 40,
  productName: 120,
  spec: 120,
  unit: 20,
  unit2: 20,
  unit3: 20,
  fapiaoName: 120,
  fapiaoUnit: 20,
  taxCode: 30,
  productNote: 2000,
};
const MAX_BARCODE = 60;
const MAX_CATEGORY = 40;

export function productDraft(row: SheetRow, mapping: Mapping): ProductDraft {
  const cells = new RowReader(row, mapping, longest);
  const text = (target: ProductTarget) => cells.text(target);
  const read: RowReader['read'] = (...asked) => cells.read(...asked);
  const refuse: RowReader['refuse'] = (...said) => cells.refuse(...said);
  const unit = (
    name: ProductTarget,
    factor: ProductTarget | null,
    barcode: ProductTarget,
  ): UnitDraft => {
    const codes = text(barcode) === '' ? null : barcodesOf(text(barcode));
    for (const code of codes ?? []) {
      if (isRounded(code)) refuse('phone-rounded', { field: barcode, value: shown(code) });
      if (code.length > MAX_BARCODE) refuse('too-long', { field: barcode, max: MAX_BARCODE });
    }
    const found = factor && read(factor, factorOf, 'number-unreadable');
    if (factor && text(name) === '') {
      if (text(factor) !== '') refuse('unit-missing', { field: factor });
      if (codes) refuse('unit-missing', { field: barcode });
    }
    return { name: text(name), factor: found ?? null, barcodes: codes };
  };
  const category = text('category') === '' ? null : pathOf(text('category'));
  if (category?.some((part) => part.length > MAX_CATEGORY)) {
    refuse('too-long', { field: 'category', max: MAX_CATEGORY });
  }
  const decimals = read('qtyDecimals', (value) => numberOf(value, 0), 'number-unreadable');
  if (decimals !== undefined && (decimals < 0 || decimals > 4)) {
    refuse('number-out-of-range', { field: 'qtyDecimals', value: String(decimals) });
  }
  const facts = {
    name: cells.words('productName'),
    spec: cells.words('spec'),
    kind: read('productKind', kindOf, 'kind-unknown'),
    qtyDecimals: decimals,
    tracksBatch: cells.flag('tracksBatch'),
    tracksSerial: cells.flag('tracksSerial'),
    taxBp: read('taxRate', rateOf, 'number-unreadable'),
    fapiaoName: cells.words('fapiaoName'),
    fapiaoUnit: cells.words('fapiaoUnit'),
    taxCode: cells.words('taxCode'),
    purchasePriceE4: cells.amount('purchasePrice'),
    minQtyE4: cells.amount('minQty'),
    maxQtyE4: cells.amount('maxQty'),
    note: cells.lines('productNote') || undefined,
    active: cells.flag('inUse'),
  };
  const levels = new Map<number, number>();
  for (const target of cells.targets()) {
    if (!target.startsWith('level:')) continue;
    const price = cells.amount(target as `level:${number}`);
    if (price !== undefined) levels.set(Number(target.slice(6)), price);
  }
  const units = [
    unit('unit', null, 'barcode'),
    unit('unit2', 'unit2Factor', 'barcode2'),
    unit('unit3', 'unit3Factor', 'barcode3'),
  ] as const;
  const levelled = {
    priceE4: cells.amount('price') ?? null,
    floorE4: cells.amount('floorPrice') ?? null,
    ceilingE4: cells.amount('ceilingPrice') ?? null,
    levels,
  };
  return {
    ...cells.draft(),
    code: text('code'),
    name: text('productName'),
    facts: Object.fromEntries(
      Object.entries(facts).filter(([, value]) => value !== undefined),
    ) as ProductFacts,
    category,
    units,
    ...levelled,
  };
}
