import { madeKinds, stockDocStates } from '@xinhang/shared/stock-documents.ts';
import { stockDocKinds, stockLevels, stockMoveKinds } from '@xinhang/shared/stock.ts';
import { z } from 'zod';

const text = z.coerce.string().min(1).max(100).optional().catch(undefined);
const id = z.int().positive().optional().catch(undefined);
const day = z.iso.date().optional().catch(undefined);

/** Filters as they stand in the address; what is not understood is left out. */
export const onHandSearch = z.object({
  q: text,
  categoryId: id,
  locationId: id,
  level: z.array(z.enum(stockLevels)).optional().catch(undefined),
  empty: z.literal(true).optional().catch(undefined),
});
export type OnHandSearch = z.output<typeof onHandSearch>;

export const ledgerSearch = z.object({
  productId: id,
  /** Name of that product, so that the filter can be read at once. */
  productName: text,
  locationId: id,
  from: day,
  to: day,
  kind: z.array(z.enum(stockMoveKinds)).optional().catch(undefined),
  batch: text,
  serial: text,
});
export type LedgerSearch = z.output<typeof ledgerSearch>;

export const summarySearch = z.object({
  q: text,
  categoryId: id,
  locationId: id,
  from: day,
  to: day,
});
export type SummarySearch = z.output<typeof summarySearch>;

export const pieceKinds = ['batches', 'serials'] as const;
export const piecesSearch = z.object({
  kind: z.enum(pieceKinds).optional().catch(undefined),
  q: text,
  productId: id,
  productName: text,
  locationId: id,
  /** Also pieces that left the company. */
  gone: z.literal(true).optional().catch(undefined),
});
export type PiecesSearch = z.output<typeof piecesSearch>;

export const provisionalSearch = z.object({
  productId: id,
  productName: text,
  locationId: id,
  all: z.literal(true).optional().catch(undefined),
});
export type ProvisionalSearch = z.output<typeof provisionalSearch>;

export const stockDocSearch = z.object({
  q: text,
  kind: z.array(z.enum(stockDocKinds)).optional().catch(undefined),
  state: z.array(z.enum(stockDocStates)).optional().catch(undefined),
  locationId: id,
  /** The question with which a count begins stands over the list. */
  new: z.literal(true).optional().catch(undefined),
});
export type StockDocSearch = z.output<typeof stockDocSearch>;

export const newMadeSearch = z.object({
  kind: z.enum(madeKinds).catch('assembly'),
});
export const newDocSearch = z.object({
  kind: z.enum(['otherIn', 'otherOut']).catch('otherIn'),
});
