import { z } from 'zod';
import { endpoint } from './contract/endpoint.ts';
import { date, id, idParam, instant, nameRef, pageOf, pageQuery } from './contract/fields.ts';
import type { PeriodSpan } from './periods.ts';

/**
 * What results are measured by. Those up to `received` come from the achievement ledger, the others
 * are counted from the records. One more word here for each document that posts; never summed
 * together.
 */
export const performanceMetrics = [
  'won',
  'wonCount',
  'ordered',
  'delivered',
  'received',
  'newCustomers',
  'followUps',
  'visits',
  'calls',
] as const;
export type PerformanceMetric = (typeof performanceMetrics)[number];
/** Those whose rows lie in the ledger and go to the department of the time. */
export const ledgerMetrics = ['won', 'wonCount', 'ordered', 'delivered', 'received'] as const;
export type LedgerMetric = (typeof ledgerMetrics)[number];
export const isLedgerMetric = (metric: TargetMetric): metric is LedgerMetric =>
  (ledgerMetrics as readonly string[]).includes(metric);
/**
 * How much of a product, or of a category whose products are counted in one unit. Never without
 * saying of which: pieces and metres are no sum.
 */
export const quantityMetrics = ['orderedQty', 'deliveredQty'] as const;
export type QuantityMetric = (typeof quantityMetrics)[number];
export const isQuantityMetric = (metric: TargetMetric): metric is QuantityMetric =>
  (quantityMetrics as readonly string[]).includes(metric);

/** Everything that comes out of the ledger. */
export const postedMetrics = [...ledgerMetrics, ...quantityMetrics] as const;
export type PostedMetric = (typeof postedMetrics)[number];
export const isPosted = (metric: TargetMetric): metric is PostedMetric =>
  (postedMetrics as readonly string[]).includes(metric);

/** Everything of which a target is set. */
export const targetMetrics = [...performanceMetrics, ...quantityMetrics] as const;
export type TargetMetric = (typeof targetMetrics)[number];

/** As the rows of the ledger are called. */
export const postedAs = {
  won: 'won',
  wonCount: 'won',
  ordered: 'order',
  delivered: 'delivery',
  received: 'receipt',
  orderedQty: 'order',
  deliveredQty: 'delivery',
} as const satisfies Record<PostedMetric, string>;

/** What is counted by quantity: `category-3` with all below it, or `product-7`. */
export const goodsKey = z.string().regex(/^(?:category|product)-[1-9]\d{0,14}$/);
export const goods = z.object({
  key: goodsKey,
  /** Empty where nothing has that key any more. */
  name: z.string(),
  /** The base unit of all of it. */
  unit: z.string(),
  /** With how many decimals it is counted. */
  decimals: z.int().min(0).max(4),
});
export type Goods = z.output<typeof goods>;

/** By what a result in the ledger can be told apart, and a target split under its node. */
export const splitDimensions = ['region', 'category', 'product'] as const;
export type SplitDimension = (typeof splitDimensions)[number];
/** The key of one part: the region itself, the id of a category or product as text. */
export const splitPart = z.string().max(60);

/** Fen for amounts, 1/10,000 of a base unit for quantities, whole numbers for the rest. */
export function unitOf(metric: TargetMetric): 'fen' | 'count' | 'e4' {
  if (isQuantityMetric(metric)) return 'e4';
  return isLedgerMetric(metric) && metric !== 'wonCount' ? 'fen' : 'count';
}

export const achievementSpans = ['month', 'quarter', 'year'] as const satisfies PeriodSpan[];

/** A department with all below it, or one person. */
export const nodeKinds = ['dept', 'user'] as const;
export type NodeKind = (typeof nodeKinds)[number];
export const node = z.object({ kind: z.enum(nodeKinds), id, name: z.string() });
export type Node = z.output<typeof node>;

/** Fen, a count or 1/10,000 of a unit, by the metric. What is taken back in a period may leave less than nothing. */
const value = z.int();

export const achieved = z.object({
  /** Of the period; null where nobody set one. */
  target: value.nullable(),
  /** In the period, up to today. */
  actual: value,
  /** In the period before, as far as this one has gone. */
  previous: value,
  /** In the same months of the year before, as far as this one has gone. */
  yearAgo: value,
});
export type Achieved = z.output<typeof achieved>;

export const achievedNode = achieved.extend({
  node,
  /** Who or what is not here any more, shown with what was booked here at the time. */
  former: z.boolean(),
});
export type AchievedNode = z.output<typeof achievedNode>;

/** What is counted: of quantities alone, and never without. */
const goodsAsked = goodsKey.optional();
const nodeQuery = {
  metric: z.enum(targetMetrics).default('won'),
  goods: goodsAsked,
  /** Absent: the highest that the caller may open. */
  nodeKind: z.enum(nodeKinds).optional(),
  nodeId: idParam.optional(),
};

const get = endpoint({
  method: 'GET',
  path: '/achievement',
  access: 'performance.read',
  since: 1,
  summary:
    'Target and result of a department or a person, of what stands below it, and by month; only from what the caller may open',
  query: z.object({
    ...nodeQuery,
    span: z.enum(achievementSpans).default('month'),
    /** A business date inside the span; absent: today. */
    on: date.optional(),
  }),
  response: z.object({
    /** Business dates, both included. */
    from: date,
    to: date,
    /** Working days up to and with today, and all of them. */
    workdays: z.object({ gone: z.int(), all: z.int() }),
    node,
    /** What is counted, of quantities alone. */
    goods: goods.nullable(),
    /** Departments above it that the caller may open, the highest first. */
    path: z.array(node),
    total: achieved,
    /** Whether results count here that the caller may not open; the figures are without them. */
    partial: z.boolean(),
    /** Departments right below, then people; none for a person. They sum to the total. */
    rows: z.array(achievedNode),
    /**
     * Departments that came below it or went while the figures shown were made: what was booked
     * before stays where they stood then.
     */
    moves: z.array(
      z.object({
        dept: node,
        /** From this day on. */
        on: date,
        from: node,
        to: node,
      }),
    ),
    /** By what the result can be told apart; nothing where it is counted from records. */
    dimensions: z.array(z.enum(splitDimensions)),
    /** The months of the year in which the period lies. */
    months: z.array(
      z.object({
        /** `YYYY-MM`. */
        month: z.string(),
        target: value.nullable(),
        actual: value,
        yearAgo: value,
      }),
    ),
  }),
  problems: ['not-found', 'field-refused'],
});

/** How much of something, in 1/10,000 of a base unit. */
export const partQuantity = z.object({ unit: z.string(), qtyE4: z.int() });
export type PartQuantity = z.output<typeof partQuantity>;

export const achievedPart = achieved.extend({
  /** Empty: of documents that say nothing of it. */
  part: splitPart,
  /** Empty where nothing has that key any more. */
  name: z.string(),
  /** In the period, each base unit by itself; nothing by region. */
  quantity: z.array(partQuantity),
});
export type AchievedPart = z.output<typeof achievedPart>;

const parts = endpoint({
  method: 'GET',
  path: '/achievement/parts',
  access: 'performance.read',
  since: 1,
  summary:
    'Result of a department or a person by region, category or product, beside the split target; of ' +
    'what the documents of the metric say nothing, there is nothing',
  query: z.object({
    metric: z.enum(postedMetrics).default('won'),
    goods: goodsAsked,
    nodeKind: z.enum(nodeKinds).optional(),
    nodeId: idParam.optional(),
    span: z.enum(achievementSpans).default('month'),
    on: date.optional(),
    dimension: z.enum(splitDimensions).default('region'),
  }),
  response: z.object({
    from: date,
    to: date,
    workdays: z.object({ gone: z.int(), all: z.int() }),
    node,
    /** Results sum to the total; targets need not, as nobody has to split one. */
    rows: z.array(achievedPart),
    total: achieved,
    /** Of all of them. */
    quantity: z.array(partQuantity),
  }),
  problems: ['not-found', 'field-refused'],
});

/** One row of the ledger, as its reader may see it. */
export const achievementRow = z.object({
  id,
  on: date,
  person: nameRef,
  /** Name only where the document may be opened. */
  doc: z.object({ kind: z.string(), id, name: z.string().nullable() }),
  /** Masked once the customer is not the reader's any more; null where there is none. */
  customer: z.string().nullable(),
  shareBp: z.int(),
  amountFen: value,
  /** Which product it is, and how much of it in 1/10,000 of the base unit; null without one. */
  product: z.object({ name: z.string(), unit: z.string(), qtyE4: value }).nullable(),
  count: z.int(),
  /** Takes back an earlier row. */
  reversal: z.boolean(),
  at: instant,
  /** The business date on which it was posted, where that was in a later month than it counts for. */
  lateOn: date.nullable(),
});
export type AchievementRow = z.output<typeof achievementRow>;

const rows = endpoint({
  method: 'GET',
  path: '/achievement/rows',
  access: 'performance.read',
  since: 1,
  summary: 'The documents behind a result, newest first',
  query: z.object({
    ...pageQuery,
    metric: z.enum(postedMetrics).default('won'),
    goods: goodsAsked,
    nodeKind: z.enum(nodeKinds),
    nodeId: idParam,
    from: date,
    to: date,
    /** With `part`: only what is of that part. */
    dimension: z.enum(splitDimensions).optional(),
    part: splitPart.optional(),
  }),
  response: pageOf(achievementRow),
  problems: ['not-found', 'field-refused'],
});

export const achievement = { get, parts, rows };
