import { appraisals } from './en/appraisals.ts';
import { approvals } from './en/approvals.ts';
import { analysis } from './en/analysis.ts';
import { campaigns } from './en/campaigns.ts';
import { care } from './en/care.ts';
import { coaching } from './en/coaching.ts';
import { common } from './en/common.ts';
import { exams } from './en/exams.ts';
import { knowledge } from './en/knowledge.ts';
import { problems } from './en/problems.ts';
import { dealWork } from './en/deal-work.ts';
import { deals } from './en/deals.ts';
import { prices } from './en/prices.ts';
import { prints } from './en/prints.ts';
import { products } from './en/products.ts';
import { books } from './en/books.ts';
import { collections } from './en/collections.ts';
import { bills } from './en/bills.ts';
import { statements } from './en/statements.ts';
import { goingLive } from './en/going-live.ts';
import { finance } from './en/finance.ts';
import { deliveries } from './en/deliveries.ts';
import { contracts } from './en/contracts.ts';
import { loans } from './en/loans.ts';
import { directSales } from './en/direct-sales.ts';
import { orderChanges } from './en/order-changes.ts';
import { priceAdjustments } from './en/price-adjustments.ts';
import { quotations } from './en/quotations.ts';
import { sales } from './en/sales.ts';
import { priceInquiries } from './en/price-inquiries.ts';
import { dropShip } from './en/drop-ship.ts';
import { purchaseRequests } from './en/purchase-requests.ts';
import { purchasing } from './en/purchasing.ts';
import { stock } from './en/stock.ts';
import { documentEditor } from './en/document.ts';
import { cash } from './en/cash.ts';
import { payables } from './en/payables.ts';
import { fapiao } from './en/fapiao.ts';
import { supplierInvoices } from './en/supplier-invoices.ts';
import { pools } from './en/pools.ts';
import { customers } from './en/customers.ts';
import { branches } from './en/branches.ts';
import { merges } from './en/merges.ts';
import { devices } from './en/devices.ts';
import { handovers } from './en/handovers.ts';
import { org } from './en/org.ts';
import { roles } from './en/roles.ts';
import { server } from './en/server.ts';
import { settings } from './en/settings.ts';
import { setup } from './en/setup.ts';
import { audit } from '@xinhang/shared/audit-words/en.ts';
import { presets } from './en/presets.ts';
import { table } from './en/table.ts';
import { backups } from './en/backups.ts';
import { files } from './en/files.ts';
import { targets } from './en/targets.ts';
import { training } from './en/training.ts';
import { work } from './en/work.ts';
import { alerts } from './en/alerts.ts';
import { workLogs } from './en/work-logs.ts';
import type { Texts } from './zh-cn.ts';

export const en: Texts = {
  ...common,
  ...analysis,
  ...campaigns,
  ...care,
  ...coaching,
  ...appraisals,
  ...problems,
  ...customers,
  ...merges,
  ...dealWork,
  ...deals,
  ...pools,
  ...prices,
  ...prints,
  ...products,
  ...deliveries,
  ...contracts,
  ...priceAdjustments,
  ...quotations,
  ...orderChanges,
  ...directSales,
  ...loans,
  ...sales,
  ...purchasing,
  ...purchaseRequests,
  ...dropShip,
  ...priceInquiries,
  ...stock,
  ...books,
  ...collections,
  ...statements,
  ...bills,
  ...goingLive,
  ...finance,
  ...cash,
  ...payables,
  ...fapiao,
  ...supplierInvoices,
  ...documentEditor,
  ...branches,
  ...devices,
  ...handovers,
  ...org,
  ...roles,
  ...server,
  ...settings,
  ...setup,
  ...audit,
  ...presets,
  ...table,
  ...work,
  ...targets,
  ...workLogs,
  ...alerts,
  ...backups,
  ...files,
  ...approvals,
  ...knowledge,
  ...training,
  ...exams,
};
