import { fapiaoKinds, fapiaoStates } from '@xinhang/shared/fapiao-rules.ts';
import { supplierInvoiceStates } from '@xinhang/shared/supplier-invoices.ts';
import { z } from 'zod';

const text = z.coerce.string().min(1).max(60).optional().catch(undefined);
const id = z.int().positive().optional().catch(undefined);
const day = z.iso.date().optional().catch(undefined);

/** Filters as they stand in the address; what is not understood is left out. */
export const fapiaoSearch = z.object({
  q: text,
  state: z.array(z.enum(fapiaoStates)).optional().catch(undefined),
  kind: z.array(z.enum(fapiaoKinds)).optional().catch(undefined),
  customerId: id,
  customerName: text,
  from: day,
  to: day,
});
export type FapiaoSearch = z.output<typeof fapiaoSearch>;

/** Whose fapiao is begun. */
export const newFapiaoSearch = z.object({ customerId: id, customerName: text });

export const uninvoicedSearch = z.object({
  q: text,
  early: z.literal(true).optional().catch(undefined),
  /** What wants no fapiao. */
  marked: z.literal(true).optional().catch(undefined),
});
export type UninvoicedSearch = z.output<typeof uninvoicedSearch>;

export const supplierInvoiceSearch = z.object({
  q: text,
  state: z.array(z.enum(supplierInvoiceStates)).optional().catch(undefined),
  supplierId: id,
  uncertified: z.literal(true).optional().catch(undefined),
  /** What came and has no invoice. */
  open: z.literal(true).optional().catch(undefined),
});
export type SupplierInvoiceSearch = z.output<typeof supplierInvoiceSearch>;

/** From whom an invoice is begun. */
export const newSupplierInvoiceSearch = z.object({ supplierId: id, supplierName: text });
