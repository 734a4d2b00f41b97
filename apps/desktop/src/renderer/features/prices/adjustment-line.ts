import type { NameRef } from '@xinhang/shared/contract/fields.ts';
import {
  adjustedPrice,
  type AdjustmentWay,
  type roundingSteps,
} from '@xinhang/shared/price-adjustment-rules.ts';
import type { AdjustmentLine, PriceAdjustment } from '@xinhang/shared/price-adjustments.ts';
import type { PickedProduct } from '@xinhang/shared/products.ts';
import type { DocLine } from '../../form/document/line-column.ts';
import { newLineKey } from '../../form/document/line-values.ts';

/** A line of a sheet while it is written. */
export interface AdjustLine extends DocLine {
  qtyFromE4: number;
  basis: AdjustmentLine['basis'];
  oldPriceE4: number | null;
  oldFloorE4: number | null;
  oldCeilingE4: number | null;
  newPriceE4: number | null;
  floorE4: number | null;
  ceilingE4: number | null;
  marketE4: number | null;
  /** What holds now was asked for. */
  known: boolean;
}

export interface AdjustDraft {
  name: string;
  scope: PriceAdjustment['scope'];
  region: string | null;
  levelId: number | null;
  customer: NameRef | null;
  way: AdjustmentWay;
  /** Basis points or 1/10,000 yuan, by the way. */
  value: number | null;
  roundingE4: (typeof roundingSteps)[number];
  validFrom: string;
  validTo: string | null;
  note: string;
  lines: AdjustLine[];
}

export const blankLine = (): AdjustLine => ({
  key: newLineKey(),
  product: null,
  qtyFromE4: 0,
  basis: 'gross',
  oldPriceE4: null,
  oldFloorE4: null,
  oldCeilingE4: null,
  newPriceE4: null,
  floorE4: null,
  ceilingE4: null,
  marketE4: null,
  known: false,
});

export const emptyAdjustment = (validFrom: string): AdjustDraft => ({
  name: '',
  scope: 'all',
  region: null,
  levelId: null,
  customer: null,
  way: 'percent',
  value: null,
  roundingE4: 100,
  validFrom,
  validTo: null,
  note: '',
  lines: [],
});

const pickedOf = ({ product, unit }: AdjustmentLine): PickedProduct => ({
  ...product,
  kind: 'goods',
  qtyDecimals: 0,
  taxBp: 0,
  unit,
  num: 1,
  den: 1,
  baseUnit: unit,
});

/** A line as the server says it. */
export const lineOf = (line: AdjustmentLine, key: string = newLineKey()): AdjustLine => ({
  key,
  product: pickedOf(line),
  qtyFromE4: line.qtyFromE4,
  basis: line.basis,
  oldPriceE4: line.oldPriceE4,
  oldFloorE4: line.oldFloorE4,
  oldCeilingE4: line.oldCeilingE4,
  newPriceE4: line.newPriceE4 === 0 ? null : line.newPriceE4,
  floorE4: line.floorE4,
  ceilingE4: line.ceilingE4,
  marketE4: line.marketE4,
  known: true,
});

/** A sheet as it is written in; lines keep the keys that they had on the screen. */
export const draftOf = (sheet: PriceAdjustment, keys: readonly string[] = []): AdjustDraft => ({
  name: sheet.name,
  scope: sheet.scope,
  region: sheet.region,
  levelId: sheet.level?.id ?? null,
  customer: sheet.customer,
  way: sheet.way,
  value: sheet.way === 'price' ? null : sheet.value,
  roundingE4: sheet.roundingE4 as AdjustDraft['roundingE4'],
  validFrom: sheet.validFrom,
  validTo: sheet.validTo,
  note: sheet.note,
  lines: sheet.lines.map((line, at) => lineOf(line, keys[at])),
});

/** The line at the price that the way of the sheet makes of the old one. */
export const adjusted = (
  line: AdjustLine,
  { way, value, roundingE4 }: Pick<AdjustDraft, 'way' | 'value' | 'roundingE4'>,
): AdjustLine =>
  way === 'price' || value === null || line.oldPriceE4 === null
    ? line
    : { ...line, newPriceE4: adjustedPrice(line.oldPriceE4, { way, value, roundingE4 }) };

/** Lines as they are sent; those that name nothing stay on the screen. */
export const bodyLines = (lines: readonly AdjustLine[]) =>
  lines.flatMap((line) =>
    line.product === null
      ? []
      : [
          {
            productId: line.product.id,
            unitId: line.product.unit.id,
            qtyFromE4: line.qtyFromE4,
            basis: line.basis,
            newPriceE4: line.newPriceE4 ?? 0,
            floorE4: line.floorE4,
            ceilingE4: line.ceilingE4,
          },
        ],
  );

/** By how much a price changes; empty where there was none. */
export const changeText = ({
  oldPriceE4: old,
  newPriceE4: now,
}: Pick<AdjustLine, 'oldPriceE4' | 'newPriceE4'>): string => {
  if (!old || now === null) return '';
  const part = ((now - old) * 100) / old;
  return `${part > 0 ? '+' : ''}${part.toFixed(1)}%`;
};
