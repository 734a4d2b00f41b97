import { z } from 'zod';
import { languages } from './auth.ts';
import { endpoint } from './contract/endpoint.ts';
import {
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
  phoneText,
  requiredText,
  version,
} from './contract/fields.ts';
import { supplierRef } from './supplier-ref.ts';
import { exportFormats } from './export-formats.ts';

export const supplierSorts = ['code', 'name', 'createdAt'] as const;
/** Persons of one supplier, at most. */
export const MOST_SUPPLIER_CONTACTS = 20;

const contactFacts = z.object({
  name: requiredText(60),
  post: optionalText(60),
  phone: phoneText(100).default(''),
});
const supplierContact = z.object({ name: z.string(), post: z.string(), phone: z.string() });

/** One row of the list, with the first of its contacts. */
export const supplierRow = z.object({
  id,
  version,
  /** Of the company, each once. */
  code: z.string(),
  name: z.string(),
  contact: supplierContact.nullable(),
  term: nameRef.nullable(),
  taxNo: z.string(),
  /** Its invoices are deductible: goods are valued without tax, else with. */
  deductible: z.boolean(),
  buyer: nameRef,
  active: z.boolean(),
});
export type SupplierRow = z.output<typeof supplierRow>;

export const supplier = supplierRow.extend({
  contacts: z.array(supplierContact),
  address: z.string(),
  bank: z.string(),
  bankAccount: z.string(),
  note: z.string(),
  createdAt: instant,
  createdBy: nameRef.nullable(),
});
export type Supplier = z.output<typeof supplier>;

const filters = {
  /** Words of code, name, pinyin, tax number, contacts and their phones. */
  q: looseText(100).optional(),
};

const list = endpoint({
  method: 'GET',
  path: '/suppliers',
  access: 'suppliers.read',
  since: 1,
  summary: 'Suppliers by name, pinyin, tax number or contact',
  query: z.object({
    ...pageQuery,
    ...filters,
    buyerId: idParam.optional(),
    active: flagParam.optional(),
    sort: z.enum(supplierSorts).default('name'),
    dir: z.enum(['asc', 'desc']).default('asc'),
    count: flagParam.optional(),
  }),
  response: pageOf(supplierRow),
});

const get = endpoint({
  method: 'GET',
  path: '/suppliers/:id',
  access: 'suppliers.read',
  since: 1,
  summary: 'Everything about a supplier',
  params: idPath,
  response: supplier,
});

const pick = endpoint({
  method: 'GET',
  path: '/supplier-picks',
  access: 'suppliers.read',
  since: 1,
  summary: 'Suppliers in use for a field of a form',
  query: z.object({
    q: optionalText(100),
    limit: z.coerce.number().int().min(1).max(50).default(20),
  }),
  response: z.object({ rows: z.array(supplierRef) }),
});

const terms = endpoint({
  method: 'GET',
  path: '/supplier-terms',
  access: 'suppliers.read',
  since: 1,
  summary: 'Terms of payment that a supplier may have',
  response: z.object({ rows: z.array(nameRef) }),
});

export const similarReasons = ['name', 'taxNo', 'phone'] as const;
const check = endpoint({
  method: 'GET',
  path: '/supplier-check',
  access: 'suppliers.read',
  since: 1,
  summary: 'Suppliers that may be the same: of this name, tax number or phone',
  query: z.object({
    name: optionalText(120),
    taxNo: optionalText(40),
    phone: optionalText(100),
    /** The one that is being changed. */
    except: idParam.optional(),
  }),
  response: z.object({
    rows: z.array(
      z.object({ id, name: z.string(), active: z.boolean(), by: z.enum(similarReasons) }),
    ),
  }),
});
export type SimilarSupplier = z.output<typeof check.response>['rows'][number];

const create = endpoint({
  method: 'POST',
  path: '/suppliers',
  access: 'suppliers.update',
  since: 1,
  summary: 'Add a supplier; a name that another one has is refused with that one’s',
  body: z.object({
    /** The server gives one where it is empty. */
    code: optionalText(40),
    name: requiredText(120),
    contacts: z.array(contactFacts).max(MOST_SUPPLIER_CONTACTS).default([]),
    address: optionalText(200),
    termId: id.nullable().default(null),
    taxNo: optionalText(40),
    deductible: z.boolean().default(true),
    bank: optionalText(120),
    bankAccount: optionalText(60),
    note: optionalText(2000),
    /** Who keeps it; the actor unless said. */
    buyerId: id.optional(),
  }),
  response: supplier,
  status: 201,
});

const update = endpoint({
  method: 'PATCH',
  path: '/suppliers/:id',
  access: 'suppliers.update',
  since: 1,
  summary: 'Change a supplier; contacts are given whole',
  params: idPath,
  body: z.object({
    version,
    code: requiredText(40).optional(),
    name: requiredText(120).optional(),
    contacts: z.array(contactFacts).max(MOST_SUPPLIER_CONTACTS).optional(),
    address: patchText(200),
    termId: id.nullable().optional(),
    taxNo: patchText(40),
    deductible: z.boolean().optional(),
    bank: patchText(120),
    bankAccount: patchText(60),
    note: patchText(2000),
    buyerId: id.optional(),
    /** False takes it out of use: it stays in what it stands in, and is offered no more. */
    active: z.boolean().optional(),
  }),
  response: supplier,
  problems: ['version-conflict'],
});

export const supplierExport = z.object({
  q: looseText(100).optional(),
  buyerId: id.optional(),
  active: z.boolean().optional(),
  format: z.enum(exportFormats),
  lang: z.enum(languages),
});
const exportRows = endpoint({
  method: 'POST',
  path: '/suppliers/export',
  access: 'suppliers.read',
  since: 1,
  confirm: 'sometimes',
  summary: 'Suppliers as a file; a job',
  body: supplierExport,
  response: z.object({ jobId: id }),
  status: 202,
  problems: ['export-too-large'],
});

export const suppliers = { list, get, pick, terms, check, create, update, export: exportRows };
