import { in3, type Words } from './words.ts';

/** Words of payables and payments as files. */
export const payableWords = {
  title: in3('应付账龄', '應付帳齡', 'Payables by age'),
  statement: in3('供应商往来', '供應商往來', 'Supplier account'),
  payments: in3('付款', '付款', 'Payments'),
  supplier: in3('供应商', '供應商', 'Supplier'),
  supplierCode: in3('供应商编号', '供應商編號', 'Supplier no.'),
  buyer: in3('采购员', '採購員', 'Buyer'),
  balance: in3('应付余额', '應付餘額', 'Balance'),
  current: in3('未到期', '未到期', 'Not due'),
  aged0: in3('逾期 1–30 天', '逾期 1–30 天', '1–30 days late'),
  aged1: in3('逾期 31–60 天', '逾期 31–60 天', '31–60 days late'),
  aged2: in3('逾期 61–90 天', '逾期 61–90 天', '61–90 days late'),
  aged3: in3('逾期 90 天以上', '逾期 90 天以上', 'Over 90 days late'),
  overdue: in3('逾期合计', '逾期合計', 'Overdue'),
  overdueDays: in3('逾期天数', '逾期天數', 'Days late'),
  advance: in3('预付款', '預付款', 'Advance'),
  no: in3('单号', '單號', 'Number'),
  date: in3('业务日期', '業務日期', 'Date'),
  state: in3('状态', '狀態', 'State'),
  account: in3('付款账户', '付款帳戶', 'Paid from'),
  method: in3('付款方式', '付款方式', 'Method'),
  amount: in3('金额', '金額', 'Amount'),
  fee: in3('手续费', '手續費', 'Fee'),
  note: in3('备注', '備註', 'Note'),
  maker: in3('制单人', '製單人', 'Made by'),
  owed: in3('应付增加', '應付增加', 'Owed'),
  paid: in3('应付减少', '應付減少', 'Paid'),
} as const satisfies Record<string, Words>;

/** The same of what customers owe. */
export const receivableWords = {
  ...payableWords,
  title: in3('应收账龄', '應收帳齡', 'Receivables by age'),
  customer: in3('客户', '客戶', 'Customer'),
  owner: in3('负责人', '負責人', 'Owner'),
  balance: in3('应收余额', '應收餘額', 'Balance'),
  advance: in3('预收款', '預收款', 'Advance'),
} as const satisfies Record<string, Words>;

export const paymentStateWords = {
  draft: in3('草稿', '草稿', 'Draft'),
  confirmed: in3('已确认', '已確認', 'Confirmed'),
  reversed: in3('已冲销', '已沖銷', 'Reversed'),
} as const satisfies Record<string, Words>;

export const paymentMethodWords = {
  transfer: in3('转账', '轉帳', 'Transfer'),
  cash: in3('现金', '現金', 'Cash'),
  wechat: in3('微信', '微信', 'WeChat'),
  alipay: in3('支付宝', '支付寶', 'Alipay'),
  cheque: in3('支票', '支票', 'Cheque'),
  other: in3('其他', '其他', 'Other'),
  bill: in3('承兑汇票', '承兌匯票', 'Bill of exchange'),
} as const satisfies Record<string, Words>;
