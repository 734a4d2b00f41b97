import type { HandedRow } from '@xinhang/shared/handovers.ts';

type Which = Pick<HandedRow, 'kind' | 'id'>;

/** Where a row of each kind is looked at; plans and instructions have no page of their own. */
const pathsOf: Readonly<Record<string, (id: number) => string>> = {
  customer: (id) => `/customers/${id}`,
  deal: (id) => `/deals/${id}`,
  contract: (id) => `/contracts/${id}`,
  campaign: (id) => `/campaigns/${id}`,
  supplier: (id) => `/suppliers/${id}`,
  plan: () => '/plans',
  task: () => '/tasks',
};
const kinds = Object.keys(pathsOf);

/** Where to open what was handed over; null for what no screen shows. */
export const handedPath = ({ kind, id }: Which): string | null => pathsOf[kind]?.(id) ?? null;

/** One number for each row: those of two kinds may have the same. */
export const handedKey = ({ kind, id }: Which): number =>
  id * (kinds.length + 1) + kinds.indexOf(kind) + 1;
