import { productSides } from '@xinhang/shared/product-sales.ts';
import { salesMeasures } from '@xinhang/shared/sales-ranking.ts';
import { tradingSpans } from '@xinhang/shared/trading-history.ts';
import { z } from 'zod';

const text = z.coerce.string().min(1).max(60).optional().catch(undefined);
export const id = z.int().positive().optional().catch(undefined);
export const day = z.iso.date().optional().catch(undefined);

export const spans = ['month', 'quarter', 'year'] as const;
/** A period by the calendar, any two days, or all there is. */
export const periodChoices = [...spans, 'days', 'all'] as const;

/** What the page of products shows, as it stands in the address. */
export const productSearch = z.object({
  period: z.enum(periodChoices).optional().catch(undefined),
  /** A day of the month, quarter or year. */
  on: day,
  from: day,
  to: day,
  side: z.enum(productSides).optional().catch(undefined),
  by: z.enum(salesMeasures).optional().catch(undefined),
  slowDays: z.int().min(1).max(9999).optional().catch(undefined),
  categoryId: id,
  region: text,
  customerId: id,
  customerName: text,
  ownerId: id,
  /** Names, so that filters can be read at once. */
  ownerName: text,
  deptId: id,
  /** With past sales that were imported. */
  imported: z.literal(true).optional().catch(undefined),
});
export type ProductSearch = z.output<typeof productSearch>;

/** The lines of one product. */
export const productLinesSearch = z.object({
  from: day,
  to: day,
  categoryId: id,
  region: text,
  customerId: id,
  customerName: text,
  ownerId: id,
  ownerName: text,
  deptId: id,
  /** With past sales that were imported. */
  imported: z.literal(true).optional().catch(undefined),
});
export type ProductLinesSearch = z.output<typeof productLinesSearch>;

export const tradingSearch = z.object({
  span: z.enum(tradingSpans).default('month').catch('month'),
  /** With past sales that were imported. */
  imported: z.literal(true).optional().catch(undefined),
});
export type TradingSearch = z.output<typeof tradingSearch>;
