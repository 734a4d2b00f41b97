import type { cashAudit as source } from './cash-zh-cn.ts';

export const cashAudit: Readonly<Record<keyof typeof source, string>> = {
  'action.cashAccounts.open': '登記帳戶期初',
  'action.cashAccounts.reverseOpening': '沖銷帳戶期初',
  'action.cashTransfers.create': '建立轉帳單草稿',
  'action.cashTransfers.update': '修改轉帳單草稿',
  'action.cashTransfers.discard': '刪除轉帳單草稿',
  'action.cashTransfers.confirm': '確認轉帳',
  'action.cashTransfers.reverse': '沖銷轉帳',
  'action.cashTransfers.export': '匯出轉帳',
  'entity.cashTransfer': '轉帳單',
  'action.cashCategories.create': '新增收支類別',
  'action.cashCategories.update': '修改收支類別',
  'action.otherCash.create': '建立其他收支草稿',
  'action.otherCash.update': '修改其他收支草稿',
  'action.otherCash.discard': '刪除其他收支草稿',
  'action.otherCash.confirm': '確認其他收支',
  'action.otherCash.reverse': '沖銷其他收支',
  'action.otherCash.export': '匯出其他收支',
  'entity.cashCategory': '收支類別',
  'entity.otherCash': '其他收支',
};
