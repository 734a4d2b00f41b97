import type { AccountKey } from './accounts.ts';
import { in3, type Words } from './words.ts';

/** What stands behind a voucher, by the kind of its document. */
export const docWords: Readonly<Record<string, Words>> = {
  delivery: in3('发货', '出貨', 'Delivery'),
  salesReturn: in3('退货', '退貨', 'Return'),
  receipt: in3('收款', '收款', 'Receipt'),
  receiptClaim: in3('收款认领', '收款認領', 'Claim of a receipt'),
  settlement: in3('核销', '核銷', 'Settlement'),
  settlementBack: in3('撤销核销', '撤銷核銷', 'Settlement taken back'),
  arAdjustment: in3('往来调整', '往來調整', 'Adjustment'),
  apSettlement: in3('应付核销', '應付核銷', 'Settlement of payables'),
  apSettlementBack: in3('撤销应付核销', '撤銷應付核銷', 'Settlement of payables taken back'),
  apAdjustment: in3('应付调整', '應付調整', 'Adjustment of payables'),
  otherIn: in3('其他入库', '其他入庫', 'Other receipt of goods'),
  otherOut: in3('其他出库', '其他出庫', 'Other issue of goods'),
  transfer: in3('调拨', '調撥', 'Transfer of goods'),
  count: in3('盘点', '盤點', 'Stock count'),
  assembly: in3('组装', '組裝', 'Assembly'),
  disassembly: in3('拆卸', '拆卸', 'Disassembly'),
  costCorrection: in3('暂估成本更正', '暫估成本更正', 'Correction of a provisional cost'),
  billCollection: in3('票据收款', '票據收款', 'Collection of a bill'),
  billDiscount: in3('票据贴现', '票據貼現', 'Discount of a bill'),
  billDishonour: in3('票据拒付', '票據拒付', 'Dishonour of a bill'),
  billPayment: in3('票据兑付', '票據兌付', 'Payment of a bill'),
  netting: in3('往来对冲', '往來對沖', 'Netting'),
  payment: in3('付款', '付款', 'Payment'),
  customerRefund: in3('客户退款', '客戶退款', 'Refund to a customer'),
  supplierRefund: in3('供应商退款', '供應商退款', 'Refund of a supplier'),
  cashTransfer: in3('账户转账', '帳戶轉帳', 'Transfer of money'),
  otherIncome: in3('其他收入', '其他收入', 'Other income'),
  otherPayment: in3('其他支出', '其他支出', 'Other payment'),
  expenseClaim: in3('费用报销', '費用報銷', 'Expense claim'),
  cashOpening: in3('账户期初', '帳戶期初', 'Opening of an account'),
  fapiao: in3('发票', '發票', 'Fapiao'),
  supplierInvoice: in3('进项发票', '進項發票', 'Invoice of a supplier'),
  purchaseEstimate: in3('采购暂估结转', '採購暫估結轉', 'Receipts put to estimates'),
  taxPending: in3('待转销项税额结转', '待轉銷項稅額結轉', 'Output tax put to pending'),
  receiptNote: in3('采购入库', '進貨', 'Goods receipt'),
  purchaseReturn: in3('采购退货', '進貨退出', 'Purchase return'),
  loan: in3('借出', '借出', 'Loan'),
  other: in3('单据', '單據', 'Document'),
};

const reversal = in3('冲销', '沖銷', 'reversal');

/** The kind of a document in words, and whether its voucher takes another back. */
export function docWordsOf(kind: string, reversed: boolean, lang: keyof Words): string {
  const words = (docWords[kind] ?? docWords['other']!)[lang];
  return reversed ? `${words} (${reversal[lang]})` : words;
}

/** The accounts of the small chart, as 企业会计准则 calls them. */
export const accountWords: Readonly<Record<AccountKey, Words>> = {
  cash: in3('库存现金', '庫存現金', 'Cash'),
  bank: in3('银行存款', '銀行存款', 'Bank'),
  wallet: in3('其他货币资金', '其他貨幣資金', 'E-wallets'),
  billsReceivable: in3('应收票据', '應收票據', 'Bills receivable'),
  receivable: in3('应收账款', '應收帳款', 'Receivables'),
  advancePaid: in3('预付账款', '預付帳款', 'Advances paid'),
  otherReceivable: in3('其他应收款', '其他應收款', 'Other receivables'),
  stock: in3('库存商品', '庫存商品', 'Stock'),
  stockGain: in3('待处理财产损溢（盘盈）', '待處理財產損溢（盤盈）', 'Stock gains'),
  stockLoss: in3('待处理财产损溢（盘亏）', '待處理財產損溢（盤虧）', 'Stock losses'),
  billsPayable: in3('应付票据', '應付票據', 'Bills payable'),
  payable: in3('应付账款', '應付帳款', 'Payables'),
  payableEstimate: in3('应付暂估', '應付暫估', 'Payables, estimated'),
  advanceReceived: in3('预收账款', '預收帳款', 'Advances received'),
  taxOutput: in3('销项税额', '銷項稅額', 'Output tax'),
  taxOutputPending: in3('待转销项税额', '待轉銷項稅額', 'Output tax, pending'),
  taxInputPending: in3('待认证进项税额', '待認證進項稅額', 'Input tax, pending'),
  taxInput: in3('进项税额', '進項稅額', 'Input tax'),
  otherPayable: in3('其他应付款', '其他應付款', 'Other payables'),
  paidInCapital: in3('实收资本', '實收資本', 'Paid-in capital'),
  equityOpening: in3('期初权益', '期初權益', 'Opening equity'),
  revenue: in3('主营业务收入', '主營業務收入', 'Revenue'),
  otherRevenue: in3('其他业务收入', '其他業務收入', 'Other revenue'),
  taxSurcharge: in3('税金及附加', '稅金及附加', 'Taxes and surcharges'),
  sellingExpense: in3('销售费用', '銷售費用', 'Selling expenses'),
  adminExpense: in3('管理费用', '管理費用', 'Administrative expenses'),
  otherIncome: in3('营业外收入', '營業外收入', 'Other income'),
  cost: in3('主营业务成本', '主營業務成本', 'Cost of sales'),
  purchaseVariance: in3('采购价差', '採購價差', 'Purchase variance'),
  salesDiscount: in3('销售折让', '銷售折讓', 'Sales discounts'),
  financeCost: in3('财务费用', '財務費用', 'Financial cost'),
  badDebt: in3('信用减值损失', '信用減值損失', 'Bad debts'),
  otherExpense: in3('营业外支出', '營業外支出', 'Other expense'),
};

/** Words of vouchers and balances as files. */
export const voucherWords = {
  vouchers: in3('凭证', '傳票', 'Vouchers'),
  balances: in3('科目余额表', '科目餘額表', 'Account balances'),
  voucher: in3('凭证号', '傳票號', 'Voucher'),
  date: in3('日期', '日期', 'Date'),
  doc: in3('来源单据', '來源單據', 'Document'),
  no: in3('单号', '單號', 'Number'),
  code: in3('科目编码', '科目代號', 'Code'),
  account: in3('科目', '科目', 'Account'),
  party: in3('往来与商品', '往來與商品', 'About'),
  debit: in3('借方', '借方', 'Debit'),
  credit: in3('贷方', '貸方', 'Credit'),
  openingDebit: in3('期初借方', '期初借方', 'Opening debit'),
  openingCredit: in3('期初贷方', '期初貸方', 'Opening credit'),
  closingDebit: in3('期末借方', '期末借方', 'Closing debit'),
  closingCredit: in3('期末贷方', '期末貸方', 'Closing credit'),
  by: in3('制单人', '製單人', 'Posted by'),
} as const satisfies Record<string, Words>;
