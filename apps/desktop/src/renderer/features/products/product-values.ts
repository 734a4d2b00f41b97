import type { api } from '@xinhang/shared/contract/api.ts';
import type { EndpointBody } from '@xinhang/shared/contract/endpoint.ts';
import type { Product } from '@xinhang/shared/products.ts';
import type { BarcodeDraft } from './barcodes-editor.tsx';
import type { UnitDraft } from './units-editor.tsx';

type Body = Omit<EndpointBody<typeof api.products.update>, 'version' | 'active'>;

/** What the form holds. */
export interface ProductValues extends Omit<Body, 'units' | 'barcodes' | 'taxBp' | 'unitId'> {
  unitId?: number | null;
  units?: UnitDraft[];
  barcodes?: BarcodeDraft[];
  taxPercent?: number | null;
}

/** 13 %, the usual rate of goods. */
const USUAL_TAX = 13;

export function valuesOf(product: Product | null): Partial<ProductValues> {
  if (!product) {
    return { kind: 'goods', qtyDecimals: 0, taxPercent: USUAL_TAX, units: [], barcodes: [] };
  }
  return {
    code: product.code,
    name: product.name,
    spec: product.spec,
    kind: product.kind,
    categoryId: product.category?.id ?? null,
    unitId: product.unit.id,
    qtyDecimals: product.qtyDecimals,
    tracksBatch: product.tracksBatch,
    tracksSerial: product.tracksSerial,
    taxPercent: product.taxBp / 100,
    fapiaoName: product.fapiaoName,
    fapiaoUnit: product.fapiaoUnit,
    taxCode: product.taxCode,
    ...(!product.costHidden && { purchasePriceE4: product.purchasePriceE4 }),
    minQtyE4: product.minQtyE4,
    maxQtyE4: product.maxQtyE4,
    note: product.note,
    units: product.units.map(({ unit, num, den }) => ({
      unitId: unit.id,
      num,
      den: den === 1 ? null : den,
    })),
    barcodes: product.barcodes.map(({ code, unit }) => ({ code, unitId: unit.id })),
  };
}

const text = (value: string | undefined) => value?.trim() ?? '';

/** What is sent: texts without blanks around, lines that were left empty dropped. */
export function bodyOf(values: Partial<ProductValues>, kind: 'goods' | 'service') {
  const goods = kind === 'goods';
  return {
    code: text(values.code),
    name: text(values.name),
    spec: text(values.spec),
    kind,
    categoryId: values.categoryId ?? null,
    unitId: values.unitId ?? 0,
    qtyDecimals: values.qtyDecimals ?? 0,
    tracksBatch: goods && values.tracksBatch === true,
    tracksSerial: goods && values.tracksSerial === true,
    taxBp: Math.round((values.taxPercent ?? USUAL_TAX) * 100),
    fapiaoName: text(values.fapiaoName),
    fapiaoUnit: text(values.fapiaoUnit),
    taxCode: text(values.taxCode),
    ...('purchasePriceE4' in values && { purchasePriceE4: values.purchasePriceE4 ?? null }),
    minQtyE4: goods ? (values.minQtyE4 ?? null) : null,
    maxQtyE4: goods ? (values.maxQtyE4 ?? null) : null,
    note: text(values.note),
    units: (values.units ?? []).flatMap(({ unitId, num, den }) =>
      unitId !== null && num !== null ? [{ unitId, num, den: den ?? 1 }] : [],
    ),
    barcodes: (values.barcodes ?? []).flatMap(({ code, unitId }) =>
      code.trim() === '' ? [] : [{ code, unitId: unitId ?? values.unitId ?? 0 }],
    ),
  };
}
