import type { locationKinds } from './product-words.ts';

export type LocationKind = (typeof locationKinds)[number];

/** Places where goods are still the company's; the others lie outside of it. */
export const heldKinds = ['warehouse', 'defective', 'consignment', 'person', 'transit'] as const;

/** Whether what lies in a place of this kind belongs to the company and is in its cost pool. */
export const isHeld = (kind: string): boolean => (heldKinds as readonly string[]).includes(kind);

/** What a movement does to the company: goods come in, go out, or change their place. */
export function wayOf(from: string, to: string): 'in' | 'out' | 'within' | null {
  if (isHeld(from)) return isHeld(to) ? 'within' : 'out';
  return isHeld(to) ? 'in' : null;
}
