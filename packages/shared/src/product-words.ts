import { z } from 'zod';
import { expenseAccounts } from './accounts.ts';
import { endpoint } from './contract/endpoint.ts';
import {
  done,
  id,
  idPath,
  nameRef,
  optionalText,
  patchText,
  requiredText,
  version,
} from './contract/fields.ts';

/** How deep categories of products stand in each other. */
export const PRODUCT_CATEGORY_DEPTH = 4;

const unit = z.object({
  id,
  version,
  name: z.string(),
  active: z.boolean(),
  /** It stands in products, so that it is put out of use rather than taken away. */
  used: z.boolean(),
});
export type Unit = z.output<typeof unit>;

const listUnits = endpoint({
  method: 'GET',
  path: '/units',
  access: 'products.read',
  since: 1,
  summary: 'Units in which products are counted',
  response: z.object({ rows: z.array(unit) }),
});
const createUnit = endpoint({
  method: 'POST',
  path: '/units',
  access: 'products.update',
  since: 1,
  summary: 'Add a unit',
  body: z.object({ name: requiredText(20) }),
  response: unit,
  status: 201,
  problems: ['already-exists'],
});
const updateUnit = endpoint({
  method: 'PATCH',
  path: '/units/:id',
  access: 'products.update',
  since: 1,
  summary: 'Rename a unit, or put it out of use',
  params: idPath,
  body: z.object({ version, name: requiredText(20).optional(), active: z.boolean().optional() }),
  response: unit,
  problems: ['version-conflict', 'already-exists'],
});

const category = z.object({
  id,
  version,
  name: z.string(),
  parentId: id.nullable(),
  sort: z.int(),
  /** Where bought services of it are an expense; null: as the one above, else a selling expense. */
  expenseAccount: z.enum(expenseAccounts).nullable(),
  /** Products in use in it and below. */
  products: z.int(),
});
export type ProductCategory = z.output<typeof category>;
const sort = z.int().min(0).max(9999);
const expenseAccount = z.enum(expenseAccounts).nullable();

const listCategories = endpoint({
  method: 'GET',
  path: '/product-categories',
  access: 'products.read',
  since: 1,
  summary: 'Categories of products, each after its parent',
  response: z.object({ rows: z.array(category) }),
});
const createCategory = endpoint({
  method: 'POST',
  path: '/product-categories',
  access: 'products.update',
  since: 1,
  summary: 'Add a category',
  body: z.object({
    name: requiredText(40),
    parentId: id.nullable().default(null),
    sort: sort.default(0),
    expenseAccount: expenseAccount.default(null),
  }),
  response: category,
  status: 201,
  problems: ['already-exists'],
});
const updateCategory = endpoint({
  method: 'PATCH',
  path: '/product-categories/:id',
  access: 'products.update',
  since: 1,
  summary: 'Rename, order or move a category with all below it',
  params: idPath,
  body: z.object({
    version,
    name: requiredText(40).optional(),
    parentId: id.nullable().optional(),
    sort: sort.optional(),
    expenseAccount: expenseAccount.optional(),
  }),
  response: category,
  problems: ['version-conflict', 'already-exists'],
});
const removeCategory = endpoint({
  method: 'DELETE',
  path: '/product-categories/:id',
  access: 'products.update',
  since: 1,
  summary: 'Take an empty category away',
  params: idPath,
  response: done,
  problems: ['in-use'],
});

export const productWords = {
  listUnits,
  createUnit,
  updateUnit,
  listCategories,
  createCategory,
  updateCategory,
  removeCategory,
};

/**
 * Places where goods lie. Of those of the house (the last five) there is one each: goods come from
 * the supplier and go to the customer, are under way, lost, or being put together.
 */
export const ownLocationKinds = ['warehouse', 'defective', 'consignment', 'person'] as const;
export const houseLocationKinds = ['supplier', 'customer', 'transit', 'loss', 'assembly'] as const;
export const locationKinds = [...ownLocationKinds, ...houseLocationKinds] as const;

const location = z.object({
  id,
  version,
  name: z.string(),
  kind: z.enum(locationKinds),
  /** With whom it lies, where it is a person or a customer; null for who may not see the customer. */
  holder: nameRef.nullable(),
  /** What lies there may be promised to customers. */
  sellable: z.boolean(),
  address: z.string(),
  note: z.string(),
  active: z.boolean(),
});
export type Location = z.output<typeof location>;

const listLocations = endpoint({
  method: 'GET',
  path: '/locations',
  access: 'products.read',
  since: 1,
  summary: 'Places where goods lie',
  response: z.object({ rows: z.array(location) }),
});
const createLocation = endpoint({
  method: 'POST',
  path: '/locations',
  access: 'products.update',
  since: 1,
  summary: 'Add a warehouse, a place for defective goods, or what a person or a customer holds',
  body: z.object({
    name: requiredText(60),
    kind: z.enum(ownLocationKinds).default('warehouse'),
    /** Of a person. */
    userId: id.nullable().default(null),
    /** Of a consignment. */
    customerId: id.nullable().default(null),
    sellable: z.boolean().default(false),
    address: optionalText(200),
    note: optionalText(500),
  }),
  response: location,
  status: 201,
  problems: ['already-exists', 'customer-archived'],
});
const updateLocation = endpoint({
  method: 'PATCH',
  path: '/locations/:id',
  access: 'products.update',
  since: 1,
  summary: 'Change a place; its kind and holder stay. Those of the house are never out of use',
  params: idPath,
  body: z.object({
    version,
    name: requiredText(60).optional(),
    sellable: z.boolean().optional(),
    address: patchText(200),
    note: patchText(500),
    active: z.boolean().optional(),
  }),
  response: location,
  problems: ['version-conflict', 'already-exists', 'state-refused'],
});

export const locations = { list: listLocations, create: createLocation, update: updateLocation };
