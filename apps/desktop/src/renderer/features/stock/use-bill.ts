import { api } from '@xinhang/shared/contract/api.ts';
import type { ProductBill } from '@xinhang/shared/product-bills.ts';
import { useRef, type RefObject } from 'react';
import { client } from '../../app/client.ts';
import { asBilled, billLines } from './bill-lines.ts';
import type { StockDraft } from './stock-line.ts';

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
