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
  requiredText,
  several,
  version,
} from './contract/fields.ts';
import { exportFormats } from './export-formats.ts';
import {
  adjustmentStates,
  adjustmentWays,
  MOST_ADJUSTMENT_LINES,
  roundingSteps,
} from './price-adjustment-rules.ts';
import { priceBases, priceScopes } from './price-resolver.ts';
import { unitPriceE4 } from './products.ts';

/** Months of deliveries that a simulation looks back on. */
export const simulationMonths = [1, 3, 6, 12] as const;

const signed = z.int().min(-1e13).max(1e13);
const qtyE4 = z.int().min(0).max(1e13);
const fen = z.int();

const line = z.object({
  product: z.object({ id, code: z.string(), name: z.string(), spec: z.string() }),
  unit: nameRef,
  /** From so many of the unit on. */
  qtyFromE4: qtyE4,
  basis: z.enum(priceBases),
  /** What held when the line was written, in its basis; null where nothing did. */
  oldPriceE4: unitPriceE4.nullable(),
  oldFloorE4: unitPriceE4.nullable(),
  oldCeilingE4: unitPriceE4.nullable(),
  newPriceE4: unitPriceE4,
  floorE4: unitPriceE4.nullable(),
  ceilingE4: unitPriceE4.nullable(),
  /** The newest price of a competitor that was noted for this unit, in its own basis. */
  marketE4: unitPriceE4.nullable(),
});
export type AdjustmentLine = z.output<typeof line>;

/** One row of the list. */
export const adjustmentRow = z.object({
  id,
  version,
  /** Empty of a draft. */
  no: z.string(),
  state: z.enum(adjustmentStates),
  name: z.string(),
  scope: z.enum(priceScopes),
  region: z.string().nullable(),
  level: nameRef.nullable(),
  customer: nameRef.nullable(),
  validFrom: date,
  validTo: date.nullable(),
  lineCount: z.int(),
  madeBy: nameRef,
  madeAt: instant,
  releasedAt: instant.nullable(),
});
export type PriceAdjustmentRow = z.output<typeof adjustmentRow>;

export const priceAdjustment = adjustmentRow.extend({
  way: z.enum(adjustmentWays),
  value: signed,
  roundingE4: z.int(),
  note: z.string(),
  /** Why it came back from the approval. */
  reason: z.string(),
  approvalId: id.nullable(),
  /** The sheet that this one answers, and the one that answers this. */
  counterOf: z.object({ id, no: z.string() }).nullable(),
  answeredBy: z.object({ id, no: z.string() }).nullable(),
  lines: z.array(line),
  can: z.object({ update: z.boolean(), sendBack: z.boolean(), counter: z.boolean() }),
});
export type PriceAdjustment = z.output<typeof priceAdjustment>;

const list = endpoint({
  method: 'GET',
  path: '/price-adjustments',
  access: 'prices.read',
  since: 1,
  summary:
    'Price-adjustment sheets, newest first: released ones, and all for whoever makes prices; those ' +
    'of customers as far as the caller sees them',
  query: z.object({
    ...pageQuery,
    /** A part of the number or the name. */
    q: looseText(60).optional(),
    state: several(z.enum(adjustmentStates)),
    productId: idParam.optional(),
    count: flagParam.optional(),
  }),
  response: pageOf(adjustmentRow),
});
const get = endpoint({
  method: 'GET',
  path: '/price-adjustments/:id',
  access: 'prices.read',
  since: 1,
  summary: 'One sheet with its lines',
  params: idPath,
  response: priceAdjustment,
});

const whom = {
  scope: z.enum(priceScopes),
  region: looseText(60).nullable().default(null),
  levelId: id.nullable().default(null),
  customerId: id.nullable().default(null),
};
const propose = endpoint({
  method: 'GET',
  path: '/price-adjustment-proposals',
  access: 'prices.update',
  since: 1,
  summary:
    'Lines for a sheet: the prices that hold on a day for whom it is, of these products and of ' +
    'those of a category; where there is no price of its own, the one for everybody',
  query: z.object({
    scope: z.enum(priceScopes).default('all'),
    region: looseText(60).optional(),
    levelId: idParam.optional(),
    customerId: idParam.optional(),
    productId: several(idParam),
    /** With all below it. */
    categoryId: idParam.optional(),
    on: date.optional(),
  }),
  response: z.object({
    lines: z.array(line),
    /** There are more products than one sheet takes. */
    cut: z.boolean(),
  }),
  problems: ['not-found'],
});

const lineBody = z.object({
  productId: id,
  unitId: id,
  qtyFromE4: qtyE4.default(0),
  basis: z.enum(priceBases).default('gross'),
  newPriceE4: unitPriceE4,
  floorE4: unitPriceE4.nullable().default(null),
  ceilingE4: unitPriceE4.nullable().default(null),
});
const facts = {
  name: requiredText(60),
  ...whom,
  way: z.enum(adjustmentWays).default('price'),
  value: signed.default(0),
  roundingE4: z.literal(roundingSteps).default(100),
  validFrom: date,
  validTo: date.nullable().default(null),
  note: optionalText(500),
  lines: z.array(lineBody).max(MOST_ADJUSTMENT_LINES),
};
const create = endpoint({
  method: 'POST',
  path: '/price-adjustments',
  access: 'prices.update',
  since: 1,
  summary: 'Begin a sheet as a draft',
  body: z.object(facts),
  response: priceAdjustment,
  status: 201,
  problems: ['customer-archived'],
});
const update = endpoint({
  method: 'PATCH',
  path: '/price-adjustments/:id',
  access: 'prices.update',
  since: 1,
  summary: 'Change a draft; for whom it is stays, its lines are given whole',
  params: idPath,
  body: z.object({
    version,
    name: requiredText(60).optional(),
    way: z.enum(adjustmentWays).optional(),
    value: signed.optional(),
    roundingE4: z.literal(roundingSteps).optional(),
    validFrom: date.optional(),
    validTo: date.nullable().optional(),
    note: looseText(500).optional(),
    lines: z.array(lineBody).max(MOST_ADJUSTMENT_LINES).optional(),
  }),
  response: priceAdjustment,
  problems: ['version-conflict', 'state-refused'],
});
const discard = endpoint({
  method: 'DELETE',
  path: '/price-adjustments/:id',
  access: 'prices.update',
  since: 1,
  summary: 'Throw a draft away',
  params: idPath,
  response: done,
  problems: ['state-refused'],
});
const submit = endpoint({
  method: 'POST',
  path: '/price-adjustments/:id/submit',
  access: 'prices.update',
  since: 1,
  summary:
    'Hand a sheet in: it gets its number and goes to approval, and with it its prices are ' +
    'released, to count from its first day on; released at once where no flow is in use',
  params: idPath,
  body: z.object({ version }),
  response: priceAdjustment,
  problems: ['version-conflict', 'state-refused', 'customer-archived'],
});
const sendBack = endpoint({
  method: 'POST',
  path: '/price-adjustments/:id/send-back',
  access: 'prices.update',
  since: 1,
  summary: 'Call off the approval that runs and make the sheet a draft again',
  params: idPath,
  body: z.object({ version, reason: requiredText(200) }),
  response: priceAdjustment,
  problems: ['version-conflict', 'state-refused'],
});
const counter = endpoint({
  method: 'POST',
  path: '/price-adjustments/:id/counter',
  access: 'prices.update',
  since: 1,
  summary: 'Begin the sheet that answers a released one: the same lines at their old prices',
  params: idPath,
  response: priceAdjustment,
  status: 201,
  problems: ['state-refused', 'customer-archived'],
});

/** What a sheet changes for a customer on what was delivered to him. */
const affected = z.object({
  customer: nameRef,
  owner: z.string(),
  products: z.int(),
  /** What was delivered of these products, without tax, and what it would come to. */
  beforeFen: fen,
  afterFen: fen,
});
export type AffectedCustomer = z.output<typeof affected>;

/** At the old and the new prices, both without tax; margins for those alone who see costs. */
const simulation = z.object({
  months: z.int(),
  from: date,
  to: date,
  customers: z.int(),
  beforeFen: fen,
  afterFen: fen,
  costFen: fen.nullable(),
  /** Delivered lines that have no cost: their margin is not in it. */
  costless: z.int(),
  /** Products of the sheet of which nothing was delivered. */
  unsold: z.int(),
});
export type PriceSimulation = z.output<typeof simulation>;

const effect = endpoint({
  method: 'GET',
  path: '/price-adjustments/:id/effect',
  access: 'prices.read',
  since: 1,
  summary:
    'Customers whom a sheet concerns and what it changes, counted on what was delivered to them in ' +
    'the last months; of deliveries that the caller may open, at most 500 customers',
  params: idPath,
  query: z.object({ months: z.coerce.number().pipe(z.literal(simulationMonths)).default(3) }),
  response: z.object({ simulation, rows: z.array(affected) }),
});

export const adjustmentExport = z.object({
  id,
  format: z.enum(exportFormats),
  lang: z.enum(languages),
});
const exportSheet = endpoint({
  method: 'POST',
  path: '/price-adjustments/export',
  access: 'prices.read',
  since: 1,
  confirm: 'sometimes',
  summary: 'The lines of a sheet as a file; a job',
  body: adjustmentExport,
  response: z.object({ jobId: id }),
  status: 202,
  problems: ['export-too-large', 'not-found'],
});

export const priceAdjustments = {
  list,
  get,
  propose,
  create,
  update,
  discard,
  submit,
  sendBack,
  counter,
  effect,
  export: exportSheet,
};
