import { z } from 'zod';
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
  patchText,
  requiredText,
  several,
  version,
} from './contract/fields.ts';
import { priceBases, priceScopes } from './price-resolver.ts';
import { unitPriceE4 } from './products.ts';

/** `expired`: its last day is over. Only a draft is changed; what was released is ended. */
export const priceRuleStates = ['draft', 'released', 'expired'] as const;

const qtyE4 = z.int().min(0).max(1e13);
/** Of the base price that is taken off, basis points. */
const discountBp = z.int().min(1).max(10_000);

const level = z.object({
  id,
  version,
  name: z.string(),
  sort: z.int(),
  active: z.boolean(),
});
export type PriceLevel = z.output<typeof level>;
const sort = z.int().min(0).max(9999);

const listLevels = endpoint({
  method: 'GET',
  path: '/price-levels',
  access: 'prices.read',
  since: 1,
  summary: 'Levels of prices that customers stand on',
  response: z.object({ rows: z.array(level) }),
});
const createLevel = endpoint({
  method: 'POST',
  path: '/price-levels',
  access: 'prices.update',
  since: 1,
  summary: 'Add a level',
  body: z.object({ name: requiredText(40), sort: sort.default(0) }),
  response: level,
  status: 201,
  problems: ['already-exists'],
});
const updateLevel = endpoint({
  method: 'PATCH',
  path: '/price-levels/:id',
  access: 'prices.update',
  since: 1,
  summary: 'Rename or order a level, or put it out of use',
  params: idPath,
  body: z.object({
    version,
    name: requiredText(40).optional(),
    sort: sort.optional(),
    active: z.boolean().optional(),
  }),
  response: level,
  problems: ['version-conflict', 'already-exists'],
});

/** On which level a customer stands. */
const customerLevel = z.object({ level: nameRef.nullable() });
const getCustomerLevel = endpoint({
  method: 'GET',
  path: '/customers/:id/price-level',
  access: 'prices.read',
  since: 1,
  summary: 'Level of prices of a customer',
  params: idPath,
  response: customerLevel,
});
const setCustomerLevel = endpoint({
  method: 'PUT',
  path: '/customers/:id/price-level',
  access: 'prices.update',
  since: 1,
  summary: 'Put a customer on a level of prices, or on none',
  params: idPath,
  body: z.object({ levelId: id.nullable() }),
  response: customerLevel,
  problems: ['customer-archived'],
});

/** A price of a product, or a part off the base prices of a category, for somebody. */
export const priceRule = z.object({
  id,
  version,
  state: z.enum(priceRuleStates),
  /** Of a product … */
  product: z.object({ id, code: z.string(), name: z.string(), spec: z.string() }).nullable(),
  unit: nameRef.nullable(),
  /** … or of a category. */
  category: nameRef.nullable(),
  /** Of one of the unit; null where it takes a part off the base price, as all of categories do. */
  priceE4: unitPriceE4.nullable(),
  discountBp: discountBp.nullable(),
  scope: z.enum(priceScopes),
  customer: nameRef.nullable(),
  region: z.string().nullable(),
  level: nameRef.nullable(),
  /** From so many on: of the unit, of a category's of the base unit. */
  qtyFromE4: qtyE4,
  basis: z.enum(priceBases),
  floorE4: unitPriceE4.nullable(),
  ceilingE4: unitPriceE4.nullable(),
  validFrom: date,
  validTo: date.nullable(),
  note: z.string(),
  createdBy: nameRef.nullable(),
  releasedAt: instant.nullable(),
});
export type PriceRule = z.output<typeof priceRule>;

const listRules = endpoint({
  method: 'GET',
  path: '/price-rules',
  access: 'prices.read',
  since: 1,
  summary: 'Rules of prices, newest first; those of customers as far as the caller sees them',
  query: z.object({
    ...pageQuery,
    /** Words of the product. */
    q: looseText(100).optional(),
    productId: idParam.optional(),
    categoryId: idParam.optional(),
    customerId: idParam.optional(),
    levelId: idParam.optional(),
    region: looseText(60).optional(),
    scope: several(z.enum(priceScopes)),
    state: z.enum(priceRuleStates).optional(),
    count: flagParam.optional(),
  }),
  response: pageOf(priceRule),
});

const ruleFacts = {
  productId: id.nullable().default(null),
  /** The base unit where it is not said. */
  unitId: id.nullable().default(null),
  priceE4: unitPriceE4.nullable().default(null),
  categoryId: id.nullable().default(null),
  discountBp: discountBp.nullable().default(null),
  scope: z.enum(priceScopes).default('all'),
  customerId: id.nullable().default(null),
  region: looseText(60).nullable().default(null),
  levelId: id.nullable().default(null),
  qtyFromE4: qtyE4.default(0),
  basis: z.enum(priceBases).default('gross'),
  floorE4: unitPriceE4.nullable().default(null),
  ceilingE4: unitPriceE4.nullable().default(null),
  /** Today unless said. */
  validFrom: date.optional(),
  validTo: date.nullable().default(null),
  note: optionalText(500),
};

const createRule = endpoint({
  method: 'POST',
  path: '/price-rules',
  access: 'prices.update',
  since: 1,
  summary: 'Write a rule: a draft, or released at once',
  body: z.object({ ...ruleFacts, release: z.boolean().default(false) }),
  response: priceRule,
  status: 201,
  problems: ['customer-archived'],
});
const updateRule = endpoint({
  method: 'PATCH',
  path: '/price-rules/:id',
  access: 'prices.update',
  since: 1,
  summary: 'Change a draft; for whom and what it is stays',
  params: idPath,
  body: z.object({
    version,
    priceE4: unitPriceE4.optional(),
    discountBp: discountBp.optional(),
    qtyFromE4: qtyE4.optional(),
    basis: z.enum(priceBases).optional(),
    floorE4: unitPriceE4.nullable().optional(),
    ceilingE4: unitPriceE4.nullable().optional(),
    validFrom: date.optional(),
    validTo: date.nullable().optional(),
    note: patchText(500),
  }),
  response: priceRule,
  problems: ['version-conflict', 'state-refused'],
});
const releaseRule = endpoint({
  method: 'POST',
  path: '/price-rules/:id/release',
  access: 'prices.update',
  since: 1,
  summary: 'Let a draft count from its first day on',
  params: idPath,
  body: z.object({ version }),
  response: priceRule,
  problems: ['version-conflict', 'state-refused'],
});
const endRule = endpoint({
  method: 'POST',
  path: '/price-rules/:id/end',
  access: 'prices.update',
  since: 1,
  summary: 'Give a released rule its last day: yesterday, so that it counts no more, or later',
  params: idPath,
  body: z.object({ version, on: date.optional() }),
  response: priceRule,
  problems: ['version-conflict', 'state-refused'],
});
const removeRule = endpoint({
  method: 'DELETE',
  path: '/price-rules/:id',
  access: 'prices.update',
  since: 1,
  summary: 'Throw a draft away',
  params: idPath,
  response: done,
  problems: ['state-refused'],
});

/** What a customer paid last for a product, for one of a unit. */
export const lastPrice = z.object({
  priceE4: unitPriceE4,
  unit: nameRef,
  on: date,
  /** What it stands in, for whoever may open it. */
  source: z.string(),
  route: z.string().nullable(),
});
export type LastPrice = z.output<typeof lastPrice>;

export const resolvedLine = z.object({
  productId: id,
  unitId: id,
  qtyE4,
  /** Null where no rule says one; 1/10,000 yuan for one of the unit, in the basis of the rule. */
  price: z
    .object({
      priceE4: unitPriceE4,
      basis: z.enum(priceBases),
      netE4: unitPriceE4,
      grossE4: unitPriceE4,
      floorNetE4: unitPriceE4.nullable(),
      ceilingNetE4: unitPriceE4.nullable(),
      /** What was taken off the base price; 0 where the price is stated itself. */
      discountBp: z.int(),
      rule: priceRule,
    })
    .nullable(),
  /** Other rules that apply, in the order in which they would count; asked for with `explain`. */
  others: z.array(priceRule),
  last: lastPrice.nullable(),
});
export type ResolvedLine = z.output<typeof resolvedLine>;

const resolve = endpoint({
  method: 'GET',
  path: '/prices',
  access: 'prices.read',
  since: 1,
  summary:
    'Prices of many lines for a customer on a date: which rule says each and why, limits, and ' +
    'what the customer paid last',
  query: z.object({
    customerId: idParam.optional(),
    /** Today unless said. */
    on: date.optional(),
    /** `product:unit:quantity in 1/10,000`, a line each. */
    line: several(z.string().regex(/^[1-9]\d{0,14}:[1-9]\d{0,14}:\d{1,13}$/)),
    explain: flagParam.optional(),
  }),
  response: z.object({
    region: z.string().nullable(),
    level: nameRef.nullable(),
    lines: z.array(resolvedLine),
  }),
  // A customer out of sight; a product or unit that is none.
  problems: ['not-found', 'field-refused'],
});

export const prices = {
  listLevels,
  createLevel,
  updateLevel,
  getCustomerLevel,
  setCustomerLevel,
  listRules,
  createRule,
  updateRule,
  releaseRule,
  endRule,
  removeRule,
  resolve,
};
