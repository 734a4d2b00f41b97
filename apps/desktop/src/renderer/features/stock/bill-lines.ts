import { api } from '@xinhang/shared/contract/api.ts';
import type { ProductBill } from '@xinhang/shared/product-bills.ts';
import { useRef, type RefObject } from 'react';
import { client } from '../../app/client.ts';
import { blankLine, pickedOf, type StockDocLine, type StockDraft } from './stock-line.ts';

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

type Part = Partial<Pick<StockDraft, 'whole' | 'wholeQtyE4'>>;

/**
 * Changes what is put together or how much of it, and lets the parts follow its bill as long as
 * nobody wrote in them; `fill` brings them as the bill says, whatever stands there.
 */
export function useBill(latest: RefObject<StockDraft>, put: (part: Partial<StockDraft>) => void) {
  const bills = useRef(new Map<number, ProductBill>());
  const load = async (id: number) => {
    const bill = await client.call(api.productBills.get, { params: { id } });
    bills.current.set(id, bill);
    return bill;
  };
  const follow = async () => {
    const { whole, lines } = latest.current;
    if (!whole) return null;
    const bill = await load(whole.id);
    const now = latest.current;
    // Somebody went on meanwhile.
    if (now.whole?.id !== whole.id || now.lines !== lines) return null;
    if (bill.parts.length > 0) put({ lines: billLines(bill, now.wholeQtyE4) });
    return bill;
  };
  const change = async (part: Part) => {
    const { whole, wholeQtyE4, lines } = latest.current;
    const bill = whole ? bills.current.get(whole.id) : undefined;
    const follows =
      lines.length === 0 || (bill !== undefined && asBilled(lines, billLines(bill, wholeQtyE4)));
    put(follows && lines.length > 0 && part.whole !== undefined ? { ...part, lines: [] } : part);
    if (follows) await follow();
  };
  return { change, fill: follow };
}
