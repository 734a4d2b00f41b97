import { z } from 'zod';
import { endpoint } from './contract/endpoint.ts';
import { done, id, idPath, optionalText, patchText, version } from './contract/fields.ts';

/** What a customer calls one of our products; prints say it in these words. */
const customerProduct = z.object({
  id,
  version,
  product: z.object({ id, code: z.string(), name: z.string() }),
  /** The customer's own part number, name and specification; empty where it is ours. */
  code: z.string(),
  name: z.string(),
  spec: z.string(),
});
export type CustomerProduct = z.output<typeof customerProduct>;

/** What the customer of a document calls goods that stand in it; prints say it in these words. */
export const partNumbers = z.array(
  z.object({ productId: id, code: z.string(), name: z.string(), spec: z.string() }),
);
export type PartNumbers = z.output<typeof partNumbers>;

const list = endpoint({
  method: 'GET',
  path: '/customers/:id/products',
  access: 'products.read',
  since: 1,
  summary: 'What a customer calls our products',
  params: idPath,
  response: z.object({ rows: z.array(customerProduct) }),
});

const create = endpoint({
  method: 'POST',
  path: '/customers/:id/products',
  access: 'customers.update',
  since: 1,
  summary: 'Note what a customer calls a product; once for each',
  params: idPath,
  body: z.object({
    productId: id,
    code: optionalText(60),
    name: optionalText(120),
    spec: optionalText(120),
  }),
  response: customerProduct,
  status: 201,
  problems: ['already-exists', 'customer-archived'],
});

const update = endpoint({
  method: 'PATCH',
  path: '/customer-products/:id',
  access: 'customers.update',
  since: 1,
  summary: 'Change what a customer calls a product',
  params: idPath,
  body: z.object({ version, code: patchText(60), name: patchText(120), spec: patchText(120) }),
  response: customerProduct,
  problems: ['version-conflict', 'customer-archived'],
});

const remove = endpoint({
  method: 'DELETE',
  path: '/customer-products/:id',
  access: 'customers.update',
  since: 1,
  summary: 'The customer calls it as we do',
  params: idPath,
  response: done,
  problems: ['customer-archived'],
});

export const customerProducts = { list, create, update, remove };
