/** What other business areas may use of finance. */
export { adjustmentInScope } from '@xinhang/db/repositories/ar-adjustments.ts';
export { apAdjustmentById } from '@xinhang/db/repositories/ap-adjustments.ts';
export { standingOpenings } from '@xinhang/db/repositories/cash-transfers.ts';
export { openCashAccount, undoOpening } from './cash-openings.ts';
export { listCashAccounts } from './cash-accounts.ts';
export { adjust, undoAdjustment } from './receivables/adjust.ts';
export { adjustPayable, undoApAdjustment } from './payables/adjust.ts';
export { cashBalances } from '@xinhang/db/repositories/cash.ts';
export { sumReceipts } from '@xinhang/db/repositories/receipts.ts';
export { ageing } from './receivables/ageing.ts';
export { openBill, openingBillOf, undoOpenBill } from './bills/opening.ts';
