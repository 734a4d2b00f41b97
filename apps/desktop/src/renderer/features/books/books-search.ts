import { accountKeys } from '@xinhang/shared/accounts.ts';
import { z } from 'zod';

const month = z
  .string()
  .regex(/^2\d{3}-(0[1-9]|1[0-2])$/)
  .optional()
  .catch(undefined);

/** Filters as they stand in the address; what is not understood is left out. */
export const balanceSearch = z.object({ from: month, to: month });
export type BalanceSearch = z.output<typeof balanceSearch>;

export const voucherSearch = z.object({
  from: month,
  to: month,
  account: z.enum(accountKeys).optional().catch(undefined),
  docKind: z
    .string()
    .regex(/^[a-zA-Z]{1,40}$/)
    .optional()
    .catch(undefined),
  q: z.coerce.string().min(1).max(60).optional().catch(undefined),
});
export type VoucherSearch = z.output<typeof voucherSearch>;
