import { cashDocStates } from '@xinhang/shared/cash-transfers.ts';
import { collectionFilters } from '@xinhang/shared/collections.ts';
import { expenseStates } from '@xinhang/shared/expense-claims.ts';
import { paymentStates } from '@xinhang/shared/payments.ts';
import { receiptStates } from '@xinhang/shared/receipts.ts';
import { z } from 'zod';

const text = z.coerce.string().min(1).max(60).optional().catch(undefined);
const id = z.int().positive().optional().catch(undefined);
const day = z.iso.date().optional().catch(undefined);
const yes = z.literal(true).optional().catch(undefined);

/** Filters as they stand in the address; what is not understood is left out. */
export const receivableSearch = z.object({ q: text, on: day, overdue: yes });
export type ReceivableSearch = z.output<typeof receivableSearch>;

export const collectionSearch = z.object({
  q: text,
  promise: z.enum(collectionFilters).optional().catch(undefined),
});
export type CollectionSearch = z.output<typeof collectionSearch>;

export const accountSearch = z.object({ from: day, to: day });
export type AccountSearch = z.output<typeof accountSearch>;

export const receiptSearch = z.object({
  q: text,
  state: z.array(z.enum(receiptStates)).optional().catch(undefined),
  customerId: id,
  accountId: id,
  unidentified: yes,
  from: day,
  to: day,
});
export type ReceiptSearch = z.output<typeof receiptSearch>;

export const payableSearch = z.object({ q: text, on: day, overdue: yes });
export type PayableSearch = z.output<typeof payableSearch>;

export const paymentSearch = z.object({
  q: text,
  state: z.array(z.enum(paymentStates)).optional().catch(undefined),
  supplierId: id,
  accountId: id,
});
export type PaymentSearch = z.output<typeof paymentSearch>;

const cashStates = z.array(z.enum(cashDocStates)).optional().catch(undefined);
export const transferSearch = z.object({ q: text, state: cashStates, accountId: id });
export type TransferSearch = z.output<typeof transferSearch>;

export const otherCashSearch = z.object({
  q: text,
  state: cashStates,
  accountId: id,
  categoryId: id,
});
export type OtherCashSearch = z.output<typeof otherCashSearch>;

export const expenseSearch = z.object({
  q: text,
  state: z.array(z.enum(expenseStates)).optional().catch(undefined),
  mine: yes,
});
export type ExpenseSearch = z.output<typeof expenseSearch>;

/** For whom a claim is begun. */
export const newExpenseSearch = z.object({ customerId: id, customerName: text });

/** To whom a payment is begun. */
export const newPaymentSearch = z.object({
  supplierId: id,
  supplierName: text,
  /** A held bill that is endorsed. */
  billId: id,
});

/** Whose receipt is begun. */
export const newReceiptSearch = z.object({ customerId: id, customerName: text });

/** Of the corrections of payables; a claim is begun with what it is for. */
export const apAdjustmentSearch = z.object({
  new: z.literal(true).optional().catch(undefined),
  claims: z.literal(true).optional().catch(undefined),
  claim: z.coerce.string().min(1).max(60).optional().catch(undefined),
  amountFen: z.int().positive().optional().catch(undefined),
  note: z.coerce.string().max(500).optional().catch(undefined),
});
export type ApAdjustmentSearch = z.output<typeof apAdjustmentSearch>;
