import type { ImportReason } from '@xinhang/shared/imports.ts';
import { Problem } from '@xinhang/shared/problems.ts';
import type { Reason } from '../reason.ts';

/** A row that is not taken, found while it is written. */
export class Refused extends Error {
  readonly reason: Reason;
  constructor(code: ImportReason, params: Reason['params'] = {}) {
    super(code);
    this.reason = { code, params };
  }
}

/** What the rules of products and prices refuse, as a file says it. */
const reasons: Readonly<Record<string, ImportReason>> = {
  'unit-fixed': 'unit-fixed',
  'unit-in-use': 'unit-fixed',
  'barcode-taken': 'barcode-taken',
  'named-twice': 'named-twice',
  'below-minimum': 'below-minimum',
  'not-of-a-service': 'not-of-a-service',
  'above-price': 'floor-above-price',
  'below-price': 'ceiling-below-price',
  'cost-hidden': 'cost-hidden',
  'too-deep': 'category-too-deep',
};

/** The reason of a refusal; anything else is thrown on. */
export function reasonOf(error: unknown): Reason {
  if (error instanceof Refused) return error.reason;
  const [first] = error instanceof Problem ? (error.details.errors ?? []) : [];
  const code = first && reasons[first.code];
  if (!code) throw error;
  const name = first.params?.['name'];
  return { code, params: { name: typeof name === 'string' ? name : null } };
}
