import type { ImportReason } from '@xinhang/shared/imports.ts';
import { refusalReason } from '../rows/refused.ts';

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

export const reasonOf = refusalReason(reasons);
