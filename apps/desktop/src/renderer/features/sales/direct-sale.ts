import type { NameRef } from '@xinhang/shared/contract/fields.ts';
import type { DirectSaleLine } from '@xinhang/shared/direct-sales.ts';
import type { PriceBasis } from '@xinhang/shared/price-resolver.ts';
import type { ReceiptMethod } from '@xinhang/shared/receipts.ts';
import { bodyLines, isNamed, type OrderLine } from './order-line.ts';

/** A one-step sale while it is written. */
export interface DirectDraft {
  customer: NameRef | null;
  businessDate: string;
  basis: PriceBasis;
  warehouseId: number | null;
  accountId: number | null;
  method: ReceiptMethod;
  /** Null: all that it comes to. */
  amountFen: number | null;
  /** Nothing is paid now. */
  onAccount: boolean;
  note: string;
  lines: OrderLine[];
}

export const emptySale = (businessDate: string, keep: Partial<DirectDraft> = {}): DirectDraft => ({
  customer: null,
  businessDate,
  basis: 'gross',
  warehouseId: null,
  accountId: null,
  method: 'cash',
  amountFen: null,
  onAccount: false,
  note: '',
  lines: [],
  ...keep,
});

/** Lines as they are sent, with what the warehouse must know of them. */
export function saleLines(lines: readonly OrderLine[]): DirectSaleLine[] {
  const named = lines.filter(isNamed);
  return bodyLines(named).map((body, at) => {
    const { id: _, requiredDate: __, promisedDate: ___, ...line } = body;
    const { batch = '', serials = '' } = named[at]!;
    return { ...line, batch, serials: serials.split(/[\s,，;；]+/).filter(Boolean) };
  });
}
