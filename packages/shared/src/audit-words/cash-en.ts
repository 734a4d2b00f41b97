import type { cashAudit as source } from './cash-zh-cn.ts';

export const cashAudit: Readonly<Record<keyof typeof source, string>> = {
  'action.cashAccounts.open': 'said what an account began with',
  'action.cashAccounts.reverseOpening': 'took back what an account began with',
  'action.cashTransfers.create': 'drafted a transfer between accounts',
  'action.cashTransfers.update': 'changed a draft of a transfer between accounts',
  'action.cashTransfers.discard': 'discarded a draft of a transfer between accounts',
  'action.cashTransfers.confirm': 'confirmed a transfer between accounts',
  'action.cashTransfers.reverse': 'reversed a transfer between accounts',
  'action.cashTransfers.export': 'exported transfers between accounts',
  'entity.cashTransfer': 'transfer between accounts',
  'action.cashCategories.create': 'added a category of money',
  'action.cashCategories.update': 'changed a category of money',
  'action.otherCash.create': 'drafted an other income or payment',
  'action.otherCash.update': 'changed a draft of an other income or payment',
  'action.otherCash.discard': 'discarded a draft of an other income or payment',
  'action.otherCash.confirm': 'confirmed an other income or payment',
  'action.otherCash.reverse': 'reversed an other income or payment',
  'action.otherCash.export': 'exported other income or payments',
  'entity.cashCategory': 'category of money',
  'entity.otherCash': 'other income or payment',
};
