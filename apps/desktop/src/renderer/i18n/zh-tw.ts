import { appraisals } from './zh-tw/appraisals.ts';
import { approvals } from './zh-tw/approvals.ts';
import { analysis } from './zh-tw/analysis.ts';
import { campaigns } from './zh-tw/campaigns.ts';
import { care } from './zh-tw/care.ts';
import { coaching } from './zh-tw/coaching.ts';
import { common } from './zh-tw/common.ts';
import { exams } from './zh-tw/exams.ts';
import { knowledge } from './zh-tw/knowledge.ts';
import { problems } from './zh-tw/problems.ts';
import { dealWork } from './zh-tw/deal-work.ts';
import { deals } from './zh-tw/deals.ts';
import { prices } from './zh-tw/prices.ts';
import { prints } from './zh-tw/prints.ts';
import { products } from './zh-tw/products.ts';
import { books } from './zh-tw/books.ts';
import { collections } from './zh-tw/collections.ts';
import { bills } from './zh-tw/bills.ts';
import { statements } from './zh-tw/statements.ts';
import { goingLive } from './zh-tw/going-live.ts';
import { finance } from './zh-tw/finance.ts';
import { deliveries } from './zh-tw/deliveries.ts';
import { contracts } from './zh-tw/contracts.ts';
import { loans } from './zh-tw/loans.ts';
import { directSales } from './zh-tw/direct-sales.ts';
import { orderChanges } from './zh-tw/order-changes.ts';
import { priceAdjustments } from './zh-tw/price-adjustments.ts';
import { quotations } from './zh-tw/quotations.ts';
import { sales } from './zh-tw/sales.ts';
import { priceInquiries } from './zh-tw/price-inquiries.ts';
import { dropShip } from './zh-tw/drop-ship.ts';
import { purchaseRequests } from './zh-tw/purchase-requests.ts';
import { purchasing } from './zh-tw/purchasing.ts';
import { stock } from './zh-tw/stock.ts';
import { documentEditor } from './zh-tw/document.ts';
import { cash } from './zh-tw/cash.ts';
import { payables } from './zh-tw/payables.ts';
import { fapiao } from './zh-tw/fapiao.ts';
import { supplierInvoices } from './zh-tw/supplier-invoices.ts';
import { pools } from './zh-tw/pools.ts';
import { customers } from './zh-tw/customers.ts';
import { branches } from './zh-tw/branches.ts';
import { merges } from './zh-tw/merges.ts';
import { devices } from './zh-tw/devices.ts';
import { handovers } from './zh-tw/handovers.ts';
import { org } from './zh-tw/org.ts';
import { roles } from './zh-tw/roles.ts';
import { server } from './zh-tw/server.ts';
import { settings } from './zh-tw/settings.ts';
import { setup } from './zh-tw/setup.ts';
import { audit } from '@xinhang/shared/audit-words/zh-tw.ts';
import { presets } from './zh-tw/presets.ts';
import { table } from './zh-tw/table.ts';
import { backups } from './zh-tw/backups.ts';
import { files } from './zh-tw/files.ts';
import { targets } from './zh-tw/targets.ts';
import { training } from './zh-tw/training.ts';
import { work } from './zh-tw/work.ts';
import { alerts } from './zh-tw/alerts.ts';
import { workLogs } from './zh-tw/work-logs.ts';
import type { Texts } from './zh-cn.ts';

export const zhTw: Texts = {
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
