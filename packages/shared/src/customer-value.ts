import { z } from 'zod';
import { endpoint } from './contract/endpoint.ts';
import {
  date,
  fen,
  id,
  idPath,
  instant,
  nameRef,
  requiredText,
  version,
} from './contract/fields.ts';
import { valueGrades } from './value-grades.ts';

const grade = z.enum(valueGrades).nullable();
export const valueBases = ['won', 'delivery', 'receipt'] as const;

/** What a grade was reckoned from; the amount is null where its reader may not know it. */
const figures = z.object({
  basis: z.enum(valueBases),
  /** Business dates, both included. */
  from: date,
  to: date,
  amountFen: fen.nullable(),
});

export const customerValue = z.object({
  grade,
  /** Said by somebody, until he gives it back to the rule. */
  byHand: z.boolean(),
  reason: z.string(),
  setBy: nameRef.nullable(),
  setAt: instant.nullable(),
  /** What the rule says, and from what; null where it never ran. */
  ruleGrade: grade,
  figures: figures.nullable(),
  /** The last first. */
  history: z.array(
    z.object({
      id,
      at: instant,
      from: grade,
      to: grade,
      byHand: z.boolean(),
      reason: z.string(),
      by: nameRef.nullable(),
      figures: figures.nullable(),
    }),
  ),
  /** Whether the reader may say it by hand. */
  mayEdit: z.boolean(),
});
export type CustomerValue = z.output<typeof customerValue>;

const get = endpoint({
  method: 'GET',
  path: '/customers/:id/value',
  access: 'customers.read',
  since: 1,
  summary: 'What a customer is worth, why, and how that changed; amounts for who may read them',
  params: idPath,
  response: customerValue,
});

const set = endpoint({
  method: 'POST',
  path: '/customers/:id/value',
  access: 'customers.assign',
  since: 1,
  summary: 'Say by hand what a customer is worth, with the reason, or give it back to the rule',
  params: idPath,
  body: z
    .object({
      /** Of the customer. */
      version,
      byHand: z.boolean(),
      /** Of `byHand` alone. */
      grade: grade.optional(),
      reason: requiredText(200),
    })
    .refine((body) => !body.byHand || body.grade !== undefined, {
      path: ['grade'],
      params: { rule: 'required' },
    }),
  response: customerValue,
  problems: ['version-conflict', 'customer-archived'],
});

/** What customers are worth to the company. */
export const customerValueApi = { get, set };
