import { z } from 'zod';
import { endpoint } from './contract/endpoint.ts';
import {
  date,
  fen,
  flagParam,
  id,
  idParam,
  instant,
  nameRef,
  pageOf,
  pageQuery,
} from './contract/fields.ts';
import { stockProduct } from './stock-product.ts';

/** What came in for an issue, and what it cost instead. */
const correction = z.object({
  id,
  /** Empty where it cost what had been taken: nothing was posted then. */
  no: z.string(),
  businessDate: date,
  qtyE4: z.int(),
  /** Null for whom cost is hidden. */
  provisionalFen: fen.nullable(),
  realFen: fen.nullable(),
  takenBack: z.boolean(),
  /** What brought it; null where its places are not the reader's. */
  source: z.object({ kind: z.string(), id, no: z.string() }).nullable(),
  by: z.string(),
  at: instant,
});
export type CostCorrection = z.output<typeof correction>;

export const provisionalIssue = z.object({
  /** Its row of the ledger. */
  id,
  product: stockProduct,
  place: nameRef,
  doc: z.object({ kind: z.string(), id, no: z.string() }),
  businessDate: date,
  /** How much went out that was not there. */
  qtyE4: z.int(),
  /** What of it has not come in yet. */
  openE4: z.int(),
  /** What it went out for, and what of that may be corrected; null for whom cost is hidden. */
  provisionalFen: fen.nullable(),
  openFen: fen.nullable(),
  takenBack: z.boolean(),
  corrections: z.array(correction),
});
export type ProvisionalIssue = z.output<typeof provisionalIssue>;

/** Goods that went out before they came in. */
export const stockProvisional = {
  provisional: endpoint({
    method: 'GET',
    path: '/stock/provisional',
    access: 'stock.read',
    since: 1,
    summary: 'What went out before it came in at a provisional cost, and its corrections',
    query: z.object({
      ...pageQuery,
      productId: idParam.optional(),
      locationId: idParam.optional(),
      /** Also what is known by now, and what was taken back. */
      all: flagParam.optional(),
      /** Of which this is a correction. */
      correctionId: idParam.optional(),
    }),
    response: pageOf(provisionalIssue),
  }),
};
