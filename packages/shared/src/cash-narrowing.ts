import type { Permission } from './permissions.ts';

/**
 * Permissions that speak of money on accounts: their grants may be narrowed to some of them
 * (`cashAccountIds`). What is written is narrowed by what is read as well (`within`).
 */
export const cashNarrowed = [
  'receivables.read',
  'receipts.manage',
  'payables.read',
  'payments.manage',
  'cash.read',
  'cash.manage',
  'cash.move',
  'expenses.read',
  'expenses.pay',
] as const satisfies readonly Permission[];
export type CashPermission = (typeof cashNarrowed)[number];

export const isCashPermission = (permission: Permission): permission is CashPermission =>
  (cashNarrowed as readonly Permission[]).includes(permission);
