import { z } from 'zod';
import { endpoint } from './contract/endpoint.ts';
import { fen, id, idPath, nameRef, requiredText, version } from './contract/fields.ts';
import { termTriggers } from './payment-terms.ts';

const MOST_LINES = 12;
const MOST_DAYS = 999;

const line = z.object({
  /** Basis points; those of a term sum to 10,000. */
  shareBp: z.int().min(1).max(10_000),
  trigger: z.enum(termTriggers),
  /** Days after the trigger. */
  days: z.int().min(0).max(MOST_DAYS),
  /** Then the next such day of a month; null: that very day. */
  fixedDay: z.int().min(1).max(31).nullable(),
});
export type PaymentTermLine = z.output<typeof line>;
const lines = z.array(line).min(1).max(MOST_LINES);
const sort = z.int().min(0).max(9999);

const term = z.object({
  id,
  version,
  name: z.string(),
  sort: z.int(),
  active: z.boolean(),
  lines: z.array(line),
});
export type PaymentTerm = z.output<typeof term>;

const customerTerms = z.object({
  /** Null: what is delivered is due at once. */
  term: nameRef.nullable(),
  /** Days that the customer may be late before nothing more is confirmed; null: any. */
  overdueDays: z.int().nullable(),
});
export type CustomerTerms = z.output<typeof customerTerms>;

const writes = ['receivables.adjust', 'system.settings'] as const;

export const paymentTerms = {
  list: endpoint({
    method: 'GET',
    path: '/payment-terms',
    access: ['customers.read', 'products.read', 'system.settings'],
    since: 1,
    summary: 'Terms of payment, with the shares that fall due',
    response: z.object({ rows: z.array(term) }),
  }),
  create: endpoint({
    method: 'POST',
    path: '/payment-terms',
    access: writes,
    since: 1,
    summary: 'Add a term of payment',
    body: z.object({ name: requiredText(40), sort: sort.default(0), lines }),
    response: term,
    status: 201,
    problems: ['already-exists'],
  }),
  update: endpoint({
    method: 'PATCH',
    path: '/payment-terms/:id',
    access: writes,
    since: 1,
    summary:
      'Change a term of payment for what is delivered from now on; its shares are given whole',
    params: idPath,
    body: z.object({
      version,
      name: requiredText(40).optional(),
      sort: sort.optional(),
      active: z.boolean().optional(),
      lines: lines.optional(),
    }),
    response: term,
    problems: ['version-conflict', 'already-exists'],
  }),
  ofCustomer: endpoint({
    method: 'GET',
    path: '/customers/:id/terms',
    access: 'customers.read',
    since: 1,
    summary: 'When a customer pays, and how late it may be',
    params: idPath,
    response: customerTerms,
  }),
  setOfCustomer: endpoint({
    method: 'PUT',
    path: '/customers/:id/terms',
    access: 'customers.credit',
    since: 1,
    summary: 'Agree when a customer pays, and how late it may be',
    params: idPath,
    body: z.object({
      termId: id.nullable(),
      overdueDays: z.int().min(0).max(MOST_DAYS).nullable(),
      /** Up to how much it may owe; null is unlimited, 0 prepayment only. Absent: as it is. */
      creditLimitFen: fen.min(0).max(Number.MAX_SAFE_INTEGER).nullable().optional(),
    }),
    response: customerTerms,
    problems: ['customer-archived'],
  }),
};
