import { groundFloor } from './0001-ground-floor.ts';
import { customerFile } from './0002-customer-file.ts';
import { system } from './0004-system.ts';
import { importing } from './0005-imports.ts';
import { preferences } from './0006-preferences.ts';
import { deskAndAudit } from './0007-desk-and-audit.ts';
import { undoneJobs } from './0010-undone-jobs.ts';
import { hotLists } from './0011-hot-lists.ts';
import { namesAlike } from './0012-names-alike.ts';
import { backupRights } from './0014-backups.ts';
import { searchHolders } from './0016-search-holders.ts';
import { firstPasswords } from './0018-first-passwords.ts';
import { biggestFiles } from './0019-biggest-files.ts';
import { networks } from './0022-networks.ts';
import { devices } from './0023-devices.ts';
import { grantRequests } from './0024-grant-requests.ts';
import { timeInStage } from './0025-time-in-stage.ts';
import { listOrders } from './0026-list-orders.ts';
import { branches } from './0027-branches.ts';
import { confirmedSessions } from './0034-confirmed-sessions.ts';
import { completenessOfFacts } from './0035-completeness-of-facts.ts';
import { undoByIndex } from './0036-undo-by-index.ts';
import { codesOfNobody } from './0037-codes-of-nobody.ts';
import { personalFile } from './0038-personal-file.ts';
import { approvalTables } from './0039-approvals.ts';
import { dealsMigration } from './0040-deals.ts';
import { poolsMigration } from './0041-pools.ts';
import { handoverTables } from './0043-handovers.ts';
import { reviewsMigration } from './0045-reviews.ts';
import { tasksMigration } from './0046-tasks.ts';
import { plansMigration } from './0047-plans.ts';
import { merges } from './0048-merges.ts';
import { workLogsMigration } from './0049-work-logs.ts';
import { alertsMigration } from './0050-alerts.ts';
import { achievementLedger } from './0051-achievement-ledger.ts';
import { targetsMigration } from './0052-targets.ts';
import { rankingMigration } from './0053-ranking.ts';
import { knowledgeMigration } from './0054-knowledge.ts';
import { trainingMigration } from './0055-training.ts';
import { careMigration } from './0056-care.ts';
import { campaignsMigration } from './0057-campaigns.ts';
import { messageProvidersMigration } from './0058-message-providers.ts';
import { appraisalsMigration } from './0059-appraisals.ts';
import { staffReviews } from './0060-staff-reviews.ts';
import { dealReaders } from './0061-deal-readers.ts';
import { handedPlans } from './0062-handed-plans.ts';
import { examsMigration } from './0063-exams.ts';
import { modelPresetTables } from './0066-model-presets.ts';
import { dealMoves } from './0068-deal-moves.ts';
import { dealsInBulk } from './0069-deals-in-bulk.ts';
import { dealStays } from './0070-deal-stays.ts';
import { passedBy } from './0071-passed-by.ts';
import { messageReports } from './0072-message-reports.ts';
import { targetSplits } from './0073-target-splits.ts';
import { figuresByIndex } from './0074-figures-by-index.ts';
import { productsMigration } from './0075-products.ts';
import { pricesMigration } from './0076-prices.ts';
import { dealProducts } from './0077-deal-products.ts';
import { customerProducts } from './0078-customer-products.ts';
import { stockMigration } from './0080-stock.ts';
import { alertsOfOwners } from './0084-alerts-of-owners.ts';
import { moneyLedgers } from './0085-money-ledgers.ts';
import { receiptsMigration } from './0086-receipts.ts';
import { paymentsMigration } from './0087-payments.ts';
import { periodClosingsMigration } from './0089-period-closings.ts';
import { salesOrdersMigration } from './0090-sales-orders.ts';
import { quotationsMigration } from './0092-quotations.ts';
import { printsMigration } from './0094-prints.ts';
import { deliveriesMigration } from './0095-deliveries.ts';
import { suppliersMigration } from './0098-suppliers.ts';
import { purchaseOrdersMigration } from './0099-purchase-orders.ts';
import { marketPricesMigration } from './0102-market-prices.ts';
import { productWordsMigration } from './0103-product-words.ts';
import { dealsOfTheBiggestShare } from './0105-deals-of-the-biggest-share.ts';
import { missedPlans } from './0106-missed-plans.ts';
import { dealFiles } from './0107-deal-files.ts';
import { contractsMigration } from './0108-contracts.ts';
import { careOfContracts } from './0109-care-of-contracts.ts';
import { orderChangesMigration } from './0110-order-changes.ts';
import { purchaseReturnsMigration } from './0112-purchase-returns.ts';
import { purchaseRequestsMigration } from './0113-purchase-requests.ts';
import { returnEstimatesMigration } from './0114-return-estimates.ts';
import { cashTransfersMigration } from './0115-cash-transfers.ts';
import { otherCashMigration } from './0116-other-cash.ts';
import { expenseClaimsMigration } from './0117-expense-claims.ts';
import { importKindsMigration } from './0119-import-kinds.ts';
import { priceAdjustmentsMigration } from './0120-price-adjustments.ts';
import { fapiaoMigration } from './0122-fapiao.ts';
import { supplierInvoicesMigration } from './0123-supplier-invoices.ts';
import { figuresByDateMigration } from './0125-figures-by-date.ts';
import { goingLiveMigration } from './0128-going-live.ts';
import { loansMigration } from './0132-loans.ts';
import { collectionNotesMigration } from './0137-collection-notes.ts';
import { refundsMigration } from './0138-refunds.ts';
import { tradeByIndex } from './0142-trade-by-index.ts';
import { priceInquiriesMigration } from './0147-price-inquiries.ts';
import { returnsWithoutDeliveryMigration } from './0152-returns-without-delivery.ts';
import { statementsMigration } from './0157-statements.ts';
import { purchaseCausesMigration } from './0148-purchase-causes.ts';
import { nettingsMigration } from './0158-nettings.ts';
import { deptHomesMigration } from './0176-dept-homes.ts';
import { deliveryReleaseMigration } from './0175-delivery-release.ts';
import { changesOfPlacesMigration } from './0185-changes-of-places.ts';
import { dropShipMigration } from './0180-drop-ship.ts';
import { offersInOrdersMigration } from './0181-offers-in-orders.ts';
import { orgMovesMigration } from './0159-org-moves.ts';
import { trainingHoursMigration } from './0160-training-hours.ts';
import { valueGradesMigration } from './0161-value-grades.ts';
import { assemblyMigration } from './0166-assembly.ts';
import { boughtServices } from './0162-bought-services.ts';
import { supplierCharges } from './0163-supplier-charges.ts';
import { cashiersMigration } from './0172-cashiers.ts';
import { cashiersPayMigration } from './0190-cashiers-pay.ts';
import { partsOfBillsMigration } from './0191-parts-of-bills.ts';
import { endsOfContracts } from './0195-ends-of-contracts.ts';
import { whatWinningNeeds } from './0196-what-winning-needs.ts';
import { inquiryFilesMigration } from './0199-inquiry-files.ts';
import { supplierStatementsMigration } from './0200-supplier-statements.ts';
import { openingBillsMigration } from './0201-opening-bills.ts';
import { dropShipInChangesMigration } from './0202-drop-ship-in-changes.ts';
import { provisionalIndexMigration } from './0211-provisional-index.ts';
import { redOfReturnsMigration } from './0207-red-of-returns.ts';
import { claimsOnCarriersMigration } from './0208-claims-on-carriers.ts';
import { expenseAccountsMigration } from './0209-expense-accounts.ts';
import { targetsByQuantity } from './0204-targets-by-quantity.ts';
import { negativeStockMigration } from './0192-negative-stock.ts';
import { refundRequestsMigration } from './0171-refund-requests.ts';
import { billsMigration } from './0170-bills.ts';
import type { Migration } from './ddl.ts';
import { openingPurchasesMigration } from './0144-opening-purchases.ts';
import { supplierCodesMigration } from './0145-supplier-codes.ts';
import { salesFactsMigration } from './0143-sales-facts.ts';
import { campaignApprovalMigration } from './0214-campaign-approval.ts';
import { forgivenAttemptsMigration } from './0215-forgiven-attempts.ts';
import { noFapiaoMigration } from './0218-no-fapiao.ts';
import { temporaryLimitsMigration } from './0219-temporary-limits.ts';
import { deskByIndex } from './0222-desk-by-index.ts';
import { priceDeviationsMigration } from './0223-price-deviations.ts';

/** Every migration in order; a static list, so that a bundle needs no file system. */
export const migrations: readonly Migration[] = [
  groundFloor,
  customerFile,
  system,
  importing,
  preferences,
  deskAndAudit,
  undoneJobs,
  hotLists,
  namesAlike,
  backupRights,
  searchHolders,
  firstPasswords,
  biggestFiles,
  networks,
  devices,
  grantRequests,
  timeInStage,
  listOrders,
  branches,
  confirmedSessions,
  completenessOfFacts,
  undoByIndex,
  codesOfNobody,
  personalFile,
  approvalTables,
  dealsMigration,
  poolsMigration,
  handoverTables,
  reviewsMigration,
  tasksMigration,
  plansMigration,
  merges,
  workLogsMigration,
  alertsMigration,
  achievementLedger,
  targetsMigration,
  rankingMigration,
  knowledgeMigration,
  trainingMigration,
  careMigration,
  campaignsMigration,
  messageProvidersMigration,
  appraisalsMigration,
  staffReviews,
  dealReaders,
  handedPlans,
  examsMigration,
  modelPresetTables,
  dealMoves,
  dealsInBulk,
  dealStays,
  passedBy,
  messageReports,
  targetSplits,
  figuresByIndex,
  productsMigration,
  pricesMigration,
  dealProducts,
  customerProducts,
  stockMigration,
  alertsOfOwners,
  moneyLedgers,
  receiptsMigration,
  paymentsMigration,
  periodClosingsMigration,
  salesOrdersMigration,
  quotationsMigration,
  printsMigration,
  deliveriesMigration,
  suppliersMigration,
  purchaseOrdersMigration,
  marketPricesMigration,
  productWordsMigration,
  dealsOfTheBiggestShare,
  missedPlans,
  dealFiles,
  contractsMigration,
  careOfContracts,
  orderChangesMigration,
  purchaseReturnsMigration,
  purchaseRequestsMigration,
  returnEstimatesMigration,
  cashTransfersMigration,
  otherCashMigration,
  expenseClaimsMigration,
  importKindsMigration,
  priceAdjustmentsMigration,
  fapiaoMigration,
  supplierInvoicesMigration,
  figuresByDateMigration,
  goingLiveMigration,
  loansMigration,
  collectionNotesMigration,
  refundsMigration,
  tradeByIndex,
  salesFactsMigration,
  openingPurchasesMigration,
  supplierCodesMigration,
  priceInquiriesMigration,
  returnsWithoutDeliveryMigration,
  statementsMigration,
  purchaseCausesMigration,
  nettingsMigration,
  orgMovesMigration,
  trainingHoursMigration,
  valueGradesMigration,
  boughtServices,
  supplierCharges,
  assemblyMigration,
  billsMigration,
  refundRequestsMigration,
  cashiersMigration,
  deliveryReleaseMigration,
  deptHomesMigration,
  dropShipMigration,
  offersInOrdersMigration,
  changesOfPlacesMigration,
  cashiersPayMigration,
  partsOfBillsMigration,
  negativeStockMigration,
  endsOfContracts,
  whatWinningNeeds,
  inquiryFilesMigration,
  supplierStatementsMigration,
  openingBillsMigration,
  dropShipInChangesMigration,
  targetsByQuantity,
  redOfReturnsMigration,
  claimsOnCarriersMigration,
  expenseAccountsMigration,
  provisionalIndexMigration,
  campaignApprovalMigration,
  forgivenAttemptsMigration,
  noFapiaoMigration,
  temporaryLimitsMigration,
  deskByIndex,
  priceDeviationsMigration,
];
