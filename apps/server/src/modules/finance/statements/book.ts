import type { MoneySide } from '@xinhang/db/repositories/money-ledgers.ts';
import type { Permission } from '@xinhang/shared/permissions.ts';

/** Of which side statements are, and what that side calls things. */
export interface Book {
  side: MoneySide;
  party: 'customer' | 'supplier';
  reads: Permission;
  /** Makes them and takes them back. */
  manages: Permission;
  /** Beginning of the actions in the audit. */
  actions: 'statements' | 'supplierStatements';
  entity: 'statement' | 'supplierStatement';
  /** Of the numbers: the initials of 对账, and of 供应商对账. */
  prefix: string;
}

export const customerBook: Book = {
  side: 'ar',
  party: 'customer',
  reads: 'receivables.read',
  manages: 'statements.manage',
  actions: 'statements',
  entity: 'statement',
  prefix: 'DZ',
};
export const supplierBook: Book = {
  side: 'ap',
  party: 'supplier',
  reads: 'payables.read',
  manages: 'payables.adjust',
  actions: 'supplierStatements',
  entity: 'supplierStatement',
  prefix: 'GDZ',
};
