import type { Recipes } from '../recipe.ts';
import { analysisRecipes } from './analysis.ts';
import { activityRecipes } from './activities.ts';
import { authRecipes } from './auth.ts';
import { appraisalRecipes } from './appraisals.ts';
import { approvalRecipes } from './approvals.ts';
import { backupRecipes } from './backups.ts';
import { coachingRecipes } from './coaching.ts';
import { contactRecipes } from './contacts.ts';
import { customerPageRecipes } from './customer-page.ts';
import { customerWorkRecipes } from './customer-work.ts';
import { customerRecipes } from './customers.ts';
import { dealBulkRecipes } from './deal-bulk.ts';
import { dealFileRecipes } from './deal-files.ts';
import { dealRecipes } from './deals.ts';
import { deskRecipes } from './desk.ts';
import { branchRecipes } from './branches.ts';
import { deviceRecipes } from './devices.ts';
import { booksRecipes } from './books.ts';
import { financeRecipes } from './finance.ts';
import { statementRecipes } from './statements.ts';
import { supplierStatementRecipes } from './supplier-statements.ts';
import { fileStoreRecipes } from './file-store.ts';
import { fileRecipes } from './files.ts';
import { grantRecipes } from './grants.ts';
import { handoverRecipes } from './handovers.ts';
import { homeRecipes } from './home.ts';
import { goingLiveRecipes } from './going-live.ts';
import { importRecipes } from './imports.ts';
import { knowledgeRecipes } from './knowledge.ts';
import { mergeRecipes } from './merges.ts';
import { orgRecipes } from './org.ts';
import { poolRecipes } from './pools.ts';
import { priceRecipes } from './prices.ts';
import { printRecipes } from './prints.ts';
import { productRecipes } from './products.ts';
import { presetRecipes } from './presets.ts';
import { cashRecipes } from './cash.ts';
import { expenseRecipes } from './expenses.ts';
import { payableRecipes } from './payables.ts';
import { inquiryRecipes } from './inquiries.ts';
import { purchasingRecipes } from './purchasing.ts';
import { stockRecipes } from './stock.ts';
import { serverRecipes } from './server.ts';
import { settingRecipes } from './settings.ts';
import { campaignRecipes } from './campaigns.ts';
import { careRecipes } from './care.ts';
import { planRecipes } from './plans.ts';
import { performanceRecipes } from './performance.ts';
import { targetRecipes } from './targets.ts';
import { alertRecipes } from './alerts.ts';
import { workLogRecipes } from './work-logs.ts';
import { staffRecipes } from './staff.ts';
import { taskRecipes } from './tasks.ts';
import { examRecipes } from './exams.ts';
import { trainingRecipes } from './training.ts';
import { loanRecipes } from './loans.ts';
import { deliveryRecipes } from './deliveries.ts';
import { contractRecipes } from './contracts.ts';
import { fapiaoRecipes } from './fapiao.ts';
import { supplierInvoiceRecipes } from './supplier-invoices.ts';
import { quotationRecipes } from './quotations.ts';
import { salesOrderRecipes } from './sales-orders.ts';
import { systemRecipes } from './system.ts';

/** How each endpoint is asked about a row, and what must come out: a row per endpoint. */
export const recipes: Recipes = {
  ...authRecipes,
  ...orgRecipes,
  ...grantRecipes,
  ...customerRecipes,
  ...customerPageRecipes,
  ...customerWorkRecipes,
  ...mergeRecipes,
  ...contactRecipes,
  ...activityRecipes,
  ...dealBulkRecipes,
  ...dealRecipes,
  ...dealFileRecipes,
  ...coachingRecipes,
  ...handoverRecipes,
  ...poolRecipes,
  ...presetRecipes,
  ...planRecipes,
  ...careRecipes,
  ...campaignRecipes,
  ...taskRecipes,
  ...appraisalRecipes,
  ...performanceRecipes,
  ...targetRecipes,
  ...workLogRecipes,
  ...alertRecipes,
  ...knowledgeRecipes,
  ...trainingRecipes,
  ...examRecipes,
  ...staffRecipes,
  ...productRecipes,
  ...priceRecipes,
  ...quotationRecipes,
  ...contractRecipes,
  ...salesOrderRecipes,
  ...deliveryRecipes,
  ...loanRecipes,
  ...fapiaoRecipes,
  ...supplierInvoiceRecipes,
  ...stockRecipes,
  ...booksRecipes,
  ...financeRecipes,
  ...statementRecipes,
  ...supplierStatementRecipes,
  ...payableRecipes,
  ...analysisRecipes,
  ...cashRecipes,
  ...expenseRecipes,
  ...purchasingRecipes,
  ...inquiryRecipes,
  ...printRecipes,
  ...homeRecipes,
  ...deskRecipes,
  ...fileRecipes,
  ...fileStoreRecipes,
  ...goingLiveRecipes,
  ...importRecipes,
  ...approvalRecipes,
  ...serverRecipes,
  ...settingRecipes,
  ...systemRecipes,
  ...backupRecipes,
  ...branchRecipes,
  ...deviceRecipes,
};
