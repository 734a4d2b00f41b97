import type { MoneySide } from '@xinhang/db/repositories/money-ledgers.ts';

/** Which ledger, who stands in it, and what pays there. */
export interface Side {
  side: MoneySide;
  party: 'customer' | 'supplier';
  doc: 'receipt' | 'payment';
}

/** What customers owe, and their receipts. */
export const customers: Side = { side: 'ar', party: 'customer', doc: 'receipt' };
/** What suppliers are owed, and payments to them. */
export const suppliers: Side = { side: 'ap', party: 'supplier', doc: 'payment' };
