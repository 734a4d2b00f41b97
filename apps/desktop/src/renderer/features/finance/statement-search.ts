import { statementStates } from '@xinhang/shared/statements.ts';
import { z } from 'zod';

const id = z.int().positive().optional().catch(undefined);

/** Filters as they stand in the address; what is not understood is left out. */
export const statementSearch = z.object({
  q: z.coerce.string().min(1).max(60).optional().catch(undefined),
  state: z.array(z.enum(statementStates)).optional().catch(undefined),
  month: z
    .string()
    .regex(/^2\d{3}-(0[1-9]|1[0-2])$/)
    .optional()
    .catch(undefined),
  late: z.literal(true).optional().catch(undefined),
  customerId: id,
  ownerId: id,
  supplierId: id,
});
export type StatementSearch = z.output<typeof statementSearch>;

/** What of it a side asks with. */
export const askedOf = (
  side: 'ar' | 'ap',
  { customerId, ownerId, supplierId, ...search }: StatementSearch,
) => ({ ...search, ...(side === 'ar' ? { customerId, ownerId } : { supplierId }) });

/** The first and the last day of the month before a day. */
export function monthBefore(today: string): { from: string; to: string } {
  const [year, month] = today.split('-').map(Number) as [number, number];
  const last = new Date(Date.UTC(year, month - 1, 0)).toISOString().slice(0, 10);
  return { from: `${last.slice(0, 7)}-01`, to: last };
}

/** The last day of a month. */
export function lastDayOf(month: string): string {
  const [year, of] = month.split('-').map(Number) as [number, number];
  return new Date(Date.UTC(year, of, 0)).toISOString().slice(0, 10);
}

/** Months up to that of a day, the newest first. */
export function lastMonths(today: string, count: number): string[] {
  const [year, month] = today.split('-').map(Number) as [number, number];
  return Array.from({ length: count }, (_, back) =>
    new Date(Date.UTC(year, month - 1 - back, 1)).toISOString().slice(0, 7),
  );
}
