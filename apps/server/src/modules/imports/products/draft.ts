import type { ProductTarget } from '@xinhang/shared/import-kinds.ts';
import type { ImportReason } from '@xinhang/shared/imports.ts';
import { beyondHeaders } from '../beyond-headers.ts';
import { cleanCell, shown } from '../cells.ts';
import type { SheetRow } from '../file.ts';
import type { Mapping } from '../headers.ts';
import type { Reason } from '../reason.ts';
import {
  barcodesOf,
  factorOf,
  flagOf,
  isRounded,
  kindOf,
  numberOf,
  pathOf,
  rateOf,
} from './values.ts';

/** A unit of a row: its name, how much of the base unit one is, and its barcodes. */
export interface UnitDraft {
  /** 1: the base unit; empty where the file says no unit. */
  name: string;
  factor: { num: number; den: number } | null;
  /** Null where the cell is empty, which changes nothing. */
  barcodes: string[] | null;
}

/** One row of a list of products, cleaned; what is not there changes nothing. */
export interface ProductDraft {
  row: number;
  empty: boolean;
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
  problems: Reason[];
  unused: Reason | null;
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
const MAX_E4 = 1e13;

export function productDraft(
  { row, cells, fault, named }: SheetRow,
  mapping: Mapping,
): ProductDraft {
  const problems: Reason[] = [];
  const refuse = (code: ImportReason, params: Reason['params'] = {}) =>
    void problems.push({ code, params });
  const texts = new Map<string, string>();
  for (const [at, target] of mapping.entries()) {
    if (target === null) continue;
    const text = cleanCell(cells[at] ?? '');
    const max = longest[target as ProductTarget] ?? 1000;
    if (text.length > max) refuse('too-long', { field: target, max });
    texts.set(target, text);
  }
  const text = (target: ProductTarget) =>
    target === 'productNote'
      ? (texts.get(target) ?? '')
      : (texts.get(target) ?? '').replaceAll(/\s*[\r\n\t]+\s*/g, ' ');

  /** What a cell says, undefined where it is empty or says nothing that is read. */
  function read<T>(
    target: ProductTarget | `level:${number}`,
    of: (value: string) => T | null,
    otherwise: ImportReason,
  ): T | undefined {
    const value = texts.get(target) ?? '';
    if (value === '') return undefined;
    const found = of(value);
    if (found === null) refuse(otherwise, { field: target, value: shown(value) });
    return found ?? undefined;
  }
  const amount = (target: ProductTarget | `level:${number}`) => {
    const found = read(target, (value) => numberOf(value, 4), 'number-unreadable');
    if (found === undefined || (found >= 0 && found <= MAX_E4)) return found;
    refuse('number-out-of-range', { field: target, value: shown(texts.get(target)!) });
    return undefined;
  };
  const flag = (target: ProductTarget) => read(target, flagOf, 'flag-unreadable');
  const words = (target: ProductTarget) => text(target) || undefined;
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
    name: words('productName'),
    spec: words('spec'),
    kind: read('productKind', kindOf, 'kind-unknown'),
    qtyDecimals: decimals,
    tracksBatch: flag('tracksBatch'),
    tracksSerial: flag('tracksSerial'),
    taxBp: read('taxRate', rateOf, 'number-unreadable'),
    fapiaoName: words('fapiaoName'),
    fapiaoUnit: words('fapiaoUnit'),
    taxCode: words('taxCode'),
    purchasePriceE4: amount('purchasePrice'),
    minQtyE4: amount('minQty'),
    maxQtyE4: amount('maxQty'),
    note: words('productNote'),
    active: flag('inUse'),
  };
  const levels = new Map<number, number>();
  for (const target of texts.keys()) {
    if (!target.startsWith('level:')) continue;
    const price = amount(target as `level:${number}`);
    if (price !== undefined) levels.set(Number(target.slice(6)), price);
  }
  const units = [
    unit('unit', null, 'barcode'),
    unit('unit2', 'unit2Factor', 'barcode2'),
    unit('unit3', 'unit3Factor', 'barcode3'),
  ] as const;
  return {
    row,
    empty: cells.every((cell) => cell === ''),
    code: text('code'),
    name: text('productName'),
    facts: Object.fromEntries(
      Object.entries(facts).filter(([, value]) => value !== undefined),
    ) as ProductFacts,
    category,
    units,
    priceE4: amount('price') ?? null,
    floorE4: amount('floorPrice') ?? null,
    ceilingE4: amount('ceilingPrice') ?? null,
    levels,
    // What stands in the wrong cells says nothing.
    problems: fault ? [fault] : problems,
    unused: fault ? null : beyondHeaders(cells, named, mapping),
  };
}
