import type { ProductBill } from '@xinhang/shared/product-bills.ts';
import { blankLine, pickedOf, type StockDocLine } from './stock-line.ts';

/** So much of a part for so much of the whole; what cannot be halved is taken whole. */
export function scaled(
  { qtyE4, makesE4, decimals }: { qtyE4: number; makesE4: number; decimals: number },
  wholeE4: number,
): number {
  const step = 10n ** BigInt(4 - decimals);
  const unit = BigInt(makesE4) * step;
  const steps = (BigInt(qtyE4) * BigInt(wholeE4) + unit - 1n) / unit;
  return Number(steps * step);
}

/** The parts of a whole as its bill says them; without quantities until that of the whole is known. */
export const billLines = (bill: ProductBill, wholeE4: number | null): StockDocLine[] =>
  bill.parts.map(({ part, qtyE4 }) => ({
    ...blankLine(),
    product: pickedOf({ product: part, unit: part.unit }),
    qtyE4:
      wholeE4 === null
        ? null
        : scaled({ qtyE4, makesE4: bill.makesE4, decimals: part.qtyDecimals }, wholeE4),
  }));

/** Whether lines are still those of a bill, with nothing written in them. */
export const asBilled = (lines: readonly StockDocLine[], billed: readonly StockDocLine[]) =>
  lines.length === billed.length &&
  lines.every((line, at) => {
    const one = billed[at]!;
    const unit = line.product?.unit.id === one.product?.unit.id;
    const written = line.batch !== '' || line.serials !== '' || line.note !== '';
    return line.product?.id === one.product?.id && unit && line.qtyE4 === one.qtyE4 && !written;
  });
