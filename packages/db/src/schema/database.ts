import type { ActivityTables } from './activities.ts';
import type { AlertTables } from './alerts.ts';
import type { ApprovalTables } from './approvals.ts';
import type { BillTables } from './bills.ts';
import type { CampaignTables } from './campaigns.ts';
import type { CareTables } from './care.ts';
import type { AppraisalTables } from './appraisals.ts';
import type { ClockTables } from './clock.ts';
import type { ContractTables } from './contracts.ts';
import type { CustomerFileTables } from './customer-file.ts';
import type { CustomerTables } from './customers.ts';
import type { DealTables } from './deals.ts';
import type { ExamTables } from './exams.ts';
import type { FinanceTables } from './finance.ts';
import type { GoingLiveTables } from './going-live.ts';
import type { HandoverTables } from './handovers.ts';
import type { InvoiceTables } from './invoices.ts';
import type { JobTables } from './jobs.ts';
import type { ImportTables } from './imports.ts';
import type { KnowledgeTables } from './knowledge.ts';
import type { LoanTables } from './loans.ts';
import type { MergeTables } from './merges.ts';
import type { OrgTables } from './org.ts';
import type { PerformanceTables } from './performance.ts';
import type { PoolTables } from './pools.ts';
import type { PriceTables } from './prices.ts';
import type { PrintTables } from './prints.ts';
import type { ProductTables } from './products.ts';
import type { PresetTables } from './presets.ts';
import type { OrderChangeTables } from './order-changes.ts';
import type { QuotationTables } from './quotations.ts';
import type { SalesTables } from './sales.ts';
import type { SalesFactTables } from './sales-facts.ts';
import type { PurchasingTables } from './purchasing.ts';
import type { StatementTables } from './statements.ts';
import type { StockTables } from './stock.ts';
import type { SystemTables } from './system.ts';
import type { TrainingTables } from './training.ts';

/** Every table of the product. One interface per business area, one file each. */
export type DB = SystemTables &
  JobTables &
  ClockTables &
  OrgTables &
  CustomerTables &
  CustomerFileTables &
  ActivityTables &
  CareTables &
  AlertTables &
  CampaignTables &
  ApprovalTables &
  AppraisalTables &
  ImportTables &
  HandoverTables &
  DealTables &
  PoolTables &
  PresetTables &
  PerformanceTables &
  MergeTables &
  KnowledgeTables &
  ProductTables &
  PriceTables &
  PrintTables &
  StatementTables &
  PurchasingTables &
  StockTables &
  TrainingTables &
  ExamTables &
  FinanceTables &
  BillTables &
  GoingLiveTables &
  InvoiceTables &
  SalesTables &
  SalesFactTables &
  ContractTables &
  QuotationTables &
  OrderChangeTables &
  LoanTables;
