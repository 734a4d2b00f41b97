import { z } from 'zod';
import { languages } from './auth.ts';
import { endpoint } from './contract/endpoint.ts';
import {
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
import { exportFormats } from './export-formats.ts';

/** Goods lie in stock; services are sold and never counted. */
export const productKinds = ['goods', 'service'] as const;
export const productSorts = ['code', 'name', 'createdAt'] as const;
/** Other units of one product, and its barcodes, at most. */
export const MOST_UNITS = 20;
export const MOST_BARCODES = 50;
export const MOST_IMAGES = 12;

/** Basis points: 1,300 is 13 %. */
export const taxBp = z.int().min(0).max(10_000);
/** Unit price in 1/10,000 yuan. */
export const unitPriceE4 = z.int().min(0).max(1e13);
/** Quantity in 1/10,000 of the base unit. */
const stockQtyE4 = z.int().min(0).max(1e13);
/** Part of a rational factor. */
const factorPart = z.int().min(1).max(1_000_000_000);
const decimals = z.int().min(0).max(4);
const barcodeText = requiredText(60).overwrite((code) =>
  code.normalize('NFKC').replaceAll(/\s/g, ''),
);

/** A unit beside the base unit: one of it is num/den of the base unit. */
const otherUnit = z.object({ unitId: id, num: factorPart, den: factorPart.default(1) });
const barcode = z.object({
  code: barcodeText,
  /** The base unit, or one of the others: the code of a carton means a carton. */
  unitId: id,
});

/** One row of a list. */
export const productRow = z.object({
  id,
  version,
  code: z.string(),
  name: z.string(),
  spec: z.string(),
  kind: z.enum(productKinds),
  category: nameRef.nullable(),
  /** The base unit. */
  unit: nameRef,
  /** Decimals that quantities are shown with. */
  qtyDecimals: decimals,
  taxBp,
  barcodes: z.array(z.object({ code: z.string(), unit: nameRef })),
  active: z.boolean(),
});
export type ProductRow = z.output<typeof productRow>;

export const productImage = z.object({
  id,
  name: z.string(),
  mime: z.string(),
  /** Bytes. */
  size: z.int(),
});
export type ProductImage = z.output<typeof productImage>;

export const product = productRow.extend({
  images: z.array(productImage),
  /** Beside the base unit. */
  units: z.array(z.object({ unit: nameRef, num: factorPart, den: factorPart })),
  tracksBatch: z.boolean(),
  tracksSerial: z.boolean(),
  fapiaoName: z.string(),
  fapiaoUnit: z.string(),
  taxCode: z.string(),
  /** Usual price of buying one base unit, without tax; null as well for whom cost is hidden. */
  purchasePriceE4: unitPriceE4.nullable(),
  costHidden: z.boolean(),
  minQtyE4: stockQtyE4.nullable(),
  maxQtyE4: stockQtyE4.nullable(),
  note: z.string(),
  createdAt: instant,
  createdBy: nameRef.nullable(),
  /** Units that stand in rows which keep their meaning: neither removed nor given other factors. */
  usedUnitIds: z.array(id),
  /** The base unit is fixed, since something was counted in it. */
  unitFixed: z.boolean(),
});
export type Product = z.output<typeof product>;

const listProducts = endpoint({
  method: 'GET',
  path: '/products',
  access: 'products.read',
  since: 1,
  summary: 'Products by code, name, spec, pinyin or barcode; those in use unless asked otherwise',
  query: z.object({
    ...pageQuery,
    q: looseText(100).optional(),
    /** With all below it. */
    categoryId: idParam.optional(),
    kind: several(z.enum(productKinds)),
    active: flagParam.optional(),
    sort: z.enum(productSorts).default('code'),
    dir: z.enum(['asc', 'desc']).default('asc'),
    count: flagParam.optional(),
  }),
  response: pageOf(productRow),
});

const getProduct = endpoint({
  method: 'GET',
  path: '/products/:id',
  access: 'products.read',
  since: 1,
  summary: 'Everything about a product',
  params: idPath,
  response: product,
});

/** What a picker offers: a product in a unit, with how much of the base unit one of it is. */
export const pickedProduct = z.object({
  id,
  code: z.string(),
  name: z.string(),
  spec: z.string(),
  kind: z.enum(productKinds),
  qtyDecimals: decimals,
  taxBp,
  unit: nameRef,
  num: factorPart,
  den: factorPart,
  baseUnit: nameRef,
});
export type PickedProduct = z.output<typeof pickedProduct>;

const pickProducts = endpoint({
  method: 'GET',
  path: '/product-picks',
  access: 'products.read',
  since: 1,
  summary:
    'Products in use for a line of a document, best first: a whole barcode alone with its unit, ' +
    'what the customer calls by this part number, ' +
    'else the code, its beginning, then words of code, name, spec and pinyin in the base unit',
  query: z.object({
    q: optionalText(100),
    limit: z.coerce.number().int().min(1).max(50).default(20),
    /** The customer whose own part numbers are known as well. */
    customerId: idParam.optional(),
    /** For goods that leave or move: also those out of use, after the others. */
    all: flagParam.optional(),
  }),
  response: z.object({ rows: z.array(pickedProduct.extend({ active: z.boolean() })) }),
});

const facts = {
  spec: optionalText(120),
  categoryId: id.nullable().default(null),
  qtyDecimals: decimals.default(0),
  tracksBatch: z.boolean().default(false),
  tracksSerial: z.boolean().default(false),
  taxBp: taxBp.default(1300),
  fapiaoName: optionalText(120),
  fapiaoUnit: optionalText(20),
  taxCode: optionalText(30),
  purchasePriceE4: unitPriceE4.nullable().default(null),
  minQtyE4: stockQtyE4.nullable().default(null),
  maxQtyE4: stockQtyE4.nullable().default(null),
  note: optionalText(2000),
  units: z.array(otherUnit).max(MOST_UNITS).default([]),
  barcodes: z.array(barcode).max(MOST_BARCODES).default([]),
};

const createProduct = endpoint({
  method: 'POST',
  path: '/products',
  access: 'products.update',
  since: 1,
  summary: 'Add a product; a code or barcode that another one has is refused with its name',
  body: z.object({
    /** Given by the server where it is empty: the highest plain number and one. */
    code: optionalText(40),
    name: requiredText(120),
    kind: z.enum(productKinds).default('goods'),
    unitId: id,
    ...facts,
  }),
  response: product,
  status: 201,
});

const updateProduct = endpoint({
  method: 'PATCH',
  path: '/products/:id',
  access: 'products.update',
  since: 1,
  summary: 'Change a product; units and barcodes are given whole',
  params: idPath,
  body: z.object({
    version,
    code: requiredText(40).optional(),
    name: requiredText(120).optional(),
    kind: z.enum(productKinds).optional(),
    unitId: id.optional(),
    spec: patchText(120),
    categoryId: id.nullable().optional(),
    qtyDecimals: decimals.optional(),
    tracksBatch: z.boolean().optional(),
    tracksSerial: z.boolean().optional(),
    taxBp: taxBp.optional(),
    fapiaoName: patchText(120),
    fapiaoUnit: patchText(20),
    taxCode: patchText(30),
    purchasePriceE4: unitPriceE4.nullable().optional(),
    minQtyE4: stockQtyE4.nullable().optional(),
    maxQtyE4: stockQtyE4.nullable().optional(),
    note: patchText(2000),
    units: z.array(otherUnit).max(MOST_UNITS).optional(),
    barcodes: z.array(barcode).max(MOST_BARCODES).optional(),
    /** False takes it out of use: it stays in what it stands in, and is offered no more. */
    active: z.boolean().optional(),
  }),
  response: product,
  problems: ['version-conflict'],
});

const addImage = endpoint({
  method: 'POST',
  path: '/products/:id/images',
  kind: 'upload',
  access: 'products.update',
  since: 1,
  summary: 'Add a picture of a product',
  params: idPath,
  query: z.object({ name: requiredText(255) }),
  response: productImage,
  status: 201,
  problems: ['file-too-large', 'field-refused'],
});

const removeImage = endpoint({
  method: 'DELETE',
  path: '/product-images/:id',
  access: 'products.update',
  since: 1,
  summary: 'Take a picture off',
  params: idPath,
  response: done,
});

const downloadImage = endpoint({
  method: 'GET',
  path: '/product-images/:id',
  kind: 'download',
  access: 'products.read',
  since: 1,
  summary: 'The bytes of a picture',
  params: idPath,
  response: z.unknown(),
});

export const productExport = z.object({
  /** As the list has them. */
  q: looseText(100).optional(),
  categoryId: id.optional(),
  kind: z.array(z.enum(productKinds)).optional(),
  active: z.boolean().optional(),
  format: z.enum(exportFormats),
  lang: z.enum(languages),
});

const exportProducts = endpoint({
  method: 'POST',
  path: '/products/export',
  access: 'products.read',
  since: 1,
  confirm: 'sometimes',
  summary:
    'Products as a file with the columns of the import, so that it goes out, is edited and comes ' +
    'in again; a job',
  body: productExport,
  response: z.object({ jobId: id }),
  status: 202,
  problems: ['export-too-large'],
});

export const products = {
  list: listProducts,
  export: exportProducts,
  get: getProduct,
  pick: pickProducts,
  create: createProduct,
  update: updateProduct,
  addImage,
  removeImage,
  downloadImage,
};
