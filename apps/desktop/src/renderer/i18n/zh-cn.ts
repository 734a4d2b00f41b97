import { appraisals } from './zh-cn/appraisals.ts';
import { approvals } from './zh-cn/approvals.ts';
import { analysis } from './zh-cn/analysis.ts';
import { campaigns } from './zh-cn/campaigns.ts';
import { care } from './zh-cn/care.ts';
import { coaching } from './zh-cn/coaching.ts';
import { common } from './zh-cn/common.ts';
import { exams } from './zh-cn/exams.ts';
import { knowledge } from './zh-cn/knowledge.ts';
import { problems } from './zh-cn/problems.ts';
import { dealWork } from './zh-cn/deal-work.ts';
import { deals } from './zh-cn/deals.ts';
import { prices } from './zh-cn/prices.ts';
import { prints } from './zh-cn/prints.ts';
import { products } from './zh-cn/products.ts';
import { books } from './zh-cn/books.ts';
import { collections } from './zh-cn/collections.ts';
import { bills } from './zh-cn/bills.ts';
import { statements } from './zh-cn/statements.ts';
import { goingLive } from './zh-cn/going-live.ts';
import { finance } from './zh-cn/finance.ts';
import { deliveries } from './zh-cn/deliveries.ts';
import { contracts } from './zh-cn/contracts.ts';
import { loans } from './zh-cn/loans.ts';
import { directSales } from './zh-cn/direct-sales.ts';
import { orderChanges } from './zh-cn/order-changes.ts';
import { priceAdjustments } from './zh-cn/price-adjustments.ts';
import { quotations } from './zh-cn/quotations.ts';
import { sales } from './zh-cn/sales.ts';
import { priceInquiries } from './zh-cn/price-inquiries.ts';
import { dropShip } from './zh-cn/drop-ship.ts';
import { purchaseRequests } from './zh-cn/purchase-requests.ts';
import { purchasing } from './zh-cn/purchasing.ts';
import { stock } from './zh-cn/stock.ts';
import { documentEditor } from './zh-cn/document.ts';
import { cash } from './zh-cn/cash.ts';
import { payables } from './zh-cn/payables.ts';
import { fapiao } from './zh-cn/fapiao.ts';
import { supplierInvoices } from './zh-cn/supplier-invoices.ts';
import { pools } from './zh-cn/pools.ts';
import { customers } from './zh-cn/customers.ts';
import { branches } from './zh-cn/branches.ts';
import { merges } from './zh-cn/merges.ts';
import { devices } from './zh-cn/devices.ts';
import { handovers } from './zh-cn/handovers.ts';
import { org } from './zh-cn/org.ts';
import { roles } from './zh-cn/roles.ts';
import { server } from './zh-cn/server.ts';
import { settings } from './zh-cn/settings.ts';
import { setup } from './zh-cn/setup.ts';
import { audit } from '@xinhang/shared/audit-words/zh-cn.ts';
import { presets } from './zh-cn/presets.ts';
import { table } from './zh-cn/table.ts';
import { backups } from './zh-cn/backups.ts';
import { files } from './zh-cn/files.ts';
import { targets } from './zh-cn/targets.ts';
import { training } from './zh-cn/training.ts';
import { work } from './zh-cn/work.ts';
import { alerts } from './zh-cn/alerts.ts';
import { workLogs } from './zh-cn/work-logs.ts';

/** Every text of the screens; the other languages must have exactly these keys. */
export const zhCn = {
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
} as const;

export type TextKey = keyof typeof zhCn;
export type Texts = Readonly<Record<TextKey, string>>;
