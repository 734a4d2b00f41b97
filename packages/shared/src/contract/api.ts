import { activities, home } from '../activities.ts';
import { appraisalSchemes } from '../appraisal-schemes.ts';
import { appraisals } from '../appraisals.ts';
import { approvalFlows } from '../approval-flows.ts';
import { approvals } from '../approvals.ts';
import { auth } from '../auth.ts';
import { backups } from '../backups.ts';
import { branches } from '../branches.ts';
import { contacts } from '../contacts.ts';
import { customerPage } from '../customer-page.ts';
import { customerValueApi } from '../customer-value.ts';
import { customerWork, files } from '../customer-work.ts';
import { customerProducts } from '../customer-products.ts';
import { customers } from '../customers.ts';
import { filings } from '../filings.ts';
import { dealBulk } from '../deal-bulk.ts';
import { dealFigures } from '../deal-figures.ts';
import { dealFiles } from '../deal-files.ts';
import { inquiryFiles } from '../inquiry-files.ts';
import { dealWork } from '../deal-work.ts';
import { deals } from '../deals.ts';
import { devices } from '../devices.ts';
import { fileStore } from '../file-store.ts';
import { grants } from '../grants.ts';
import { handovers } from '../handovers.ts';
import { imports } from '../imports.ts';
import { knowledge } from '../knowledge.ts';
import { knowledgeWriting } from '../knowledge-writing.ts';
import { messages } from '../messages.ts';
import { org } from '../org.ts';
import { merges } from '../merges.ts';
import { pipelines } from '../pipelines.ts';
import { locations, productWords } from '../product-words.ts';
import { marketPrices } from '../market-prices.ts';
import { priceAdjustments } from '../price-adjustments.ts';
import { prices } from '../prices.ts';
import { printRuns, printTemplates } from '../print-templates.ts';
import { products } from '../products.ts';
import { ranking } from '../ranking.ts';
import { reviews } from '../reviews.ts';
import { achievement } from '../performance.ts';
import { poolWork } from '../pool-work.ts';
import { probationApi } from '../probation.ts';
import { pools } from '../pools.ts';
import { salesPlans } from '../sales-plans.ts';
import { server } from '../server.ts';
import { settings } from '../settings.ts';
import { system } from '../system.ts';
import { plans } from '../plans.ts';
import { messageProviders } from '../message-providers.ts';
import { campaigns, optOuts } from '../campaigns.ts';
import { carePlans, careItems } from '../care.ts';
import { gifts, promises } from '../gifts.ts';
import { relation } from '../relation.ts';
import { snoozes } from '../snoozes.ts';
import { cashAccounts } from '../cash-accounts.ts';
import { cashBook } from '../cash-book.ts';
import { tradingHistory } from '../trading-history.ts';
import { overview } from '../overview.ts';
import { productSales } from '../product-sales.ts';
import { cashCategories } from '../cash-categories.ts';
import { collections } from '../collections.ts';
import { cashTransfers } from '../cash-transfers.ts';
import { expenseClaims } from '../expense-claims.ts';
import { otherCash } from '../other-cash.ts';
import { goingLiveApi } from '../going-live.ts';
import { vouchers } from '../vouchers.ts';
import { periodClosings } from '../period-closings.ts';
import { paymentTerms } from '../payment-term-api.ts';
import { temporaryLimits } from '../temporary-limits.ts';
import { fapiaoApi } from '../fapiao-api.ts';
import { supplierInvoices } from '../supplier-invoices.ts';
import { payables } from '../payables.ts';
import { payments } from '../payments.ts';
import { receipts } from '../receipts.ts';
import { customerRefunds, supplierRefunds } from '../refunds.ts';
import { receivables } from '../receivables.ts';
import { bills } from '../bills.ts';
import { refundRequests } from '../refund-requests.ts';
import { nettings } from '../nettings.ts';
import { statements } from '../statements.ts';
import { supplierStatements } from '../supplier-statements.ts';
import { contracts } from '../contract-api.ts';
import { directSales } from '../direct-sales.ts';
import { orderChanges } from '../order-changes.ts';
import { quotations } from '../quotation-api.ts';
import { salesOrders } from '../sales-order-api.ts';
import { shortages } from '../shortages.ts';
import { supplierPrices } from '../supplier-prices.ts';
import { suppliers } from '../suppliers.ts';
import { deliveries } from '../deliveries.ts';
import { purchaseOrders } from '../purchase-order-api.ts';
import { priceInquiries } from '../price-inquiries.ts';
import { dropShipments } from '../drop-ship.ts';
import { purchaseCauses } from '../purchase-causes.ts';
import { purchaseRequests } from '../purchase-requests.ts';
import { productBills } from '../product-bills.ts';
import { purchaseReturns } from '../purchase-returns.ts';
import { receiptNotes } from '../receipt-notes.ts';
import { loans } from '../loans.ts';
import { salesFacts } from '../sales-facts.ts';
import { salesReturns } from '../sales-returns.ts';
import { stock } from '../stock.ts';
import { stockDocuments } from '../stock-documents.ts';
import { tasks } from '../tasks.ts';
import { team } from '../team.ts';
import { targets } from '../targets.ts';
import { attempts } from '../attempts.ts';
import { exams } from '../exams.ts';
import { questions } from '../questions.ts';
import { training } from '../training.ts';
import { trainingWork } from '../training-work.ts';
import { watchApi } from '../watch.ts';
import { workload } from '../workload.ts';
import { alerts } from '../alerts.ts';
import { presets } from '../presets.ts';
import { weeklyReports } from '../weekly-reports.ts';
import { workLogs } from '../work-logs.ts';
import type { Endpoint } from './endpoint.ts';

/** API level of this source tree; raised with each release that adds endpoints or fields. */
export const API_LEVEL = 1;
/** Clients below this level see only the update screen. */
export const MIN_CLIENT_LEVEL = 1;

/** The whole API as data. */
export const api = {
  auth,
  org,
  grants,
  customers,
  filings,
  customerPage,
  customerWork,
  customerValue: customerValueApi,
  merges,
  contacts,
  files,
  fileStore,
  activities,
  home,
  pipelines,
  deals: { ...deals, ...dealFigures, ...dealWork, ...dealBulk },
  dealFiles,
  reviews,
  messages,
  handovers,
  pools,
  poolWork,
  plans,
  carePlans,
  careItems,
  gifts,
  promises,
  relation,
  campaigns,
  optOuts,
  messageProviders,
  snoozes,
  workload,
  tasks,
  appraisals: { ...appraisalSchemes, ...appraisals },
  achievement,
  targets,
  workLogs,
  alerts,
  presets,
  weeklyReports,
  knowledge: { ...knowledge, ...knowledgeWriting },
  ranking,
  team,
  salesPlans,
  products: { ...products, ...productWords },
  locations,
  customerProducts,
  productBills,
  prices,
  marketPrices,
  priceAdjustments,
  training,
  trainingWork,
  questions,
  exams,
  attempts,
  probation: probationApi,
  watch: watchApi,
  quotations,
  contracts,
  salesOrders,
  orderChanges,
  suppliers,
  supplierPrices,
  purchaseOrders,
  receiptNotes,
  purchaseReturns,
  purchaseRequests,
  priceInquiries,
  inquiryFiles,
  purchaseCauses,
  dropShipments,
  deliveries,
  salesReturns,
  salesFacts,
  loans,
  directSales,
  shortages,
  stock,
  stockDocuments,
  cashAccounts,
  cashTransfers,
  cashBook,
  productSales,
  overview,
  tradingHistory,
  cashCategories,
  otherCash,
  expenseClaims,
  periodClosings,
  vouchers,
  receipts,
  paymentTerms,
  temporaryLimits,
  receivables,
  collections,
  customerRefunds,
  refundRequests,
  supplierRefunds,
  statements,
  supplierStatements,
  bills,
  nettings,
  payments,
  payables,
  fapiao: fapiaoApi,
  supplierInvoices,
  printTemplates,
  printRuns,
  goingLive: goingLiveApi,
  imports,
  approvals,
  approvalFlows,
  settings,
  backups,
  devices,
  branches,
  server,
  system,
};

/** Every endpoint with its name `module.verb`, in the order of declaration. */
export function allEndpoints(): { name: string; endpoint: Endpoint }[] {
  return Object.entries(api).flatMap(([module, endpoints]) =>
    Object.entries(endpoints).map(([verb, endpoint]) => ({
      name: `${module}.${verb}`,
      endpoint: endpoint as Endpoint,
    })),
  );
}
