import { z } from 'zod';
import { languages } from './auth.ts';
import { endpoint } from './contract/endpoint.ts';
import {
  date,
  done,
  flagParam,
  id,
  idParam,
  idPath,
  instant,
  looseText,
  nameRef,
  optionalText,
  pageOf,
  pageQuery,
} from './contract/fields.ts';
import { exportFormats } from './export-formats.ts';
import { priceBases } from './price-resolver.ts';

/** What a competitor asked for one of a unit of a product, on a day. */
export const marketPrice = z.object({
  id,
  product: z.object({ id, code: z.string(), name: z.string(), spec: z.string() }),
  unit: nameRef,
  competitor: nameRef,
  region: z.string().nullable(),
  /** In 1/10,000 yuan. */
  priceE4: z.int(),
  basis: z.enum(priceBases),
  seenOn: date,
  /** Where it was read or heard. */
  source: z.string(),
  /** Customer of the follow-up it was heard in, where the caller sees that follow-up. */
  heardFrom: nameRef.nullable(),
  createdBy: nameRef.nullable(),
  createdAt: instant,
  /** The caller may remove it. */
  removable: z.boolean(),
});
export type MarketPrice = z.output<typeof marketPrice>;

const list = endpoint({
  method: 'GET',
  path: '/market-prices',
  access: 'prices.read',
  since: 1,
  summary: 'Competitors’ prices, the newest day first',
  query: z.object({
    ...pageQuery,
    /** Words of the product. */
    q: looseText(100).optional(),
    productId: idParam.optional(),
    competitorId: idParam.optional(),
    region: looseText(60).optional(),
    from: date.optional(),
    to: date.optional(),
    count: flagParam.optional(),
  }),
  response: pageOf(marketPrice),
});

const create = endpoint({
  method: 'POST',
  path: '/market-prices',
  access: 'marketPrices.create',
  since: 1,
  summary: 'Note what a competitor asks; it is removed where it was wrong, and never changed',
  body: z.object({
    productId: id,
    /** The base unit where it is not said. */
    unitId: id.nullable().default(null),
    competitorId: id,
    region: looseText(60).nullable().default(null),
    priceE4: z.int().min(1).max(1e13),
    basis: z.enum(priceBases).default('gross'),
    /** Today unless said; not later. */
    seenOn: date.optional(),
    source: optionalText(200),
    /** The follow-up it was heard in. */
    followUpId: id.nullable().default(null),
  }),
  response: marketPrice,
  status: 201,
});

const remove = endpoint({
  method: 'DELETE',
  path: '/market-prices/:id',
  access: 'marketPrices.create',
  since: 1,
  summary: 'Remove one that was noted wrongly: whoever noted it, or who makes prices',
  params: idPath,
  response: done,
});

export const marketPriceExport = z.object({
  /** As the list has them. */
  q: looseText(100).optional(),
  productId: id.optional(),
  competitorId: id.optional(),
  region: looseText(60).optional(),
  from: date.optional(),
  to: date.optional(),
  format: z.enum(exportFormats),
  lang: z.enum(languages),
});

const exportRows = endpoint({
  method: 'POST',
  path: '/market-prices/export',
  access: 'prices.read',
  since: 1,
  confirm: 'sometimes',
  summary: 'Competitors’ prices as a file; a job',
  body: marketPriceExport,
  response: z.object({ jobId: id }),
  status: 202,
  problems: ['export-too-large'],
});

export const marketPrices = { list, create, remove, export: exportRows };
