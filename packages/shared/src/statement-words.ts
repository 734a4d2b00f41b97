import type { StatementState } from './statements.ts';
import { in3, type Words } from './words.ts';

/** Words of statements as files. */
export const statementWords = {
  title: in3('对账单', '對帳單', 'Statement'),
  opening: in3('期初余额', '期初餘額', 'Opening balance'),
  date: in3('业务日期', '業務日期', 'Date'),
  doc: in3('单据', '單據', 'Document'),
  no: in3('单号', '單號', 'Number'),
  due: in3('到期日', '到期日', 'Due'),
  owed: in3('应收增加', '應收增加', 'Owed'),
  paid: in3('应收减少', '應收減少', 'Paid'),
  balance: in3('余额', '餘額', 'Balance'),
  open: in3('未结', '未結', 'Open'),
} as const satisfies Record<string, Words>;

export const statementStateWords: Readonly<Record<StatementState, Words>> = {
  made: in3('待发送', '待發送', 'Made'),
  sent: in3('待确认', '待確認', 'Sent'),
  confirmed: in3('已确认', '已確認', 'Confirmed'),
  difference: in3('有差异', '有差異', 'Differs'),
  cleared: in3('差异已清', '差異已清', 'Cleared'),
  withdrawn: in3('已作废', '已作廢', 'Taken back'),
};

/** Words of the list of statements as a file. */
export const statementListWords = {
  title: in3('对账单列表', '對帳單列表', 'Statements'),
  no: in3('对账单号', '對帳單號', 'Number'),
  customer: in3('客户', '客戶', 'Customer'),
  owner: in3('业务员', '業務員', 'Owner'),
  from: in3('开始日期', '開始日期', 'From'),
  to: in3('截止日期', '截止日期', 'To'),
  opening: in3('期初余额', '期初餘額', 'Opening'),
  owed: in3('应收增加', '應收增加', 'Owed'),
  paid: in3('应收减少', '應收減少', 'Paid'),
  closing: in3('期末余额', '期末餘額', 'Closing'),
  state: in3('状态', '狀態', 'State'),
  sentOn: in3('发送日期', '發送日期', 'Sent on'),
  sentTo: in3('发送给', '發送給', 'Sent to'),
  sentTimes: in3('发送次数', '發送次數', 'Times sent'),
  confirmedOn: in3('确认日期', '確認日期', 'Confirmed on'),
  confirmedBy: in3('确认人', '確認人', 'Confirmed by'),
  difference: in3('差异金额', '差異金額', 'Difference'),
  reason: in3('差异原因', '差異原因', 'Reason'),
  clearer: in3('清理人', '清理人', 'Cleared by'),
  until: in3('清理期限', '清理期限', 'Until'),
  cleared: in3('清理结果', '清理結果', 'How cleared'),
  late: in3('之后补记', '之後補記', 'Posted later'),
} as const satisfies Record<string, Words>;

/** Of suppliers, where it is said otherwise. */
export const supplierWords = {
  title: in3('供应商对账单', '供應商對帳單', 'Supplier statement'),
  owed: in3('应付增加', '應付增加', 'Owed'),
  paid: in3('应付减少', '應付減少', 'Paid'),
} as const satisfies Record<string, Words>;
export const supplierListWords = {
  title: in3('供应商对账单列表', '供應商對帳單列表', 'Supplier statements'),
  supplier: in3('供应商', '供應商', 'Supplier'),
  owed: in3('应付增加', '應付增加', 'Owed'),
  paid: in3('应付减少', '應付減少', 'Paid'),
} as const satisfies Record<string, Words>;

/** What stands behind a row of a statement. */
const docWords: Readonly<Record<string, Words>> = {
  receipt: in3('收款', '收款', 'Receipt'),
  discount: in3('折让', '折讓', 'Discount'),
  opening: in3('期初', '期初', 'Opening'),
  arAdjustment: in3('往来调整', '往來調整', 'Adjustment'),
  delivery: in3('发货', '出貨', 'Delivery'),
  receiptNote: in3('采购入库', '進貨', 'Goods received'),
  purchaseReturn: in3('采购退货', '進貨退出', 'Purchase return'),
  customerRefund: in3('退款', '退款', 'Refund'),
  supplierRefund: in3('退款', '退款', 'Refund'),
  billDishonour: in3('票据拒付', '票據拒付', 'Dishonoured bill'),
  netting: in3('往来对冲', '往來對沖', 'Netting'),
  payment: in3('付款', '付款', 'Payment'),
  fapiao: in3('发票（改到期日）', '發票（改到期日）', 'Fapiao (due anew)'),
  supplierInvoice: in3('进项发票', '進項發票', 'Supplier invoice'),
  apAdjustment: in3('应付调整', '應付調整', 'Adjustment'),
  salesReturn: in3('退货', '退貨', 'Return'),
};
const otherDoc = in3('单据', '單據', 'Document');
const reversal = in3('冲销', '沖銷', 'reversal');

/** The document of a row of the ledger in words, and whether it takes another back. */
export function statementDoc(
  row: { kind: string; docKind: string; reversal: boolean },
  lang: keyof Words,
): string {
  const pays = row.docKind === 'receipt' || row.docKind === 'payment';
  const corrects = row.docKind === 'arAdjustment' || row.docKind === 'apAdjustment';
  const key =
    pays && row.kind === 'adjustment'
      ? 'discount'
      : corrects && row.kind !== 'adjustment'
        ? 'opening'
        : row.docKind;
  const words = (docWords[key] ?? otherDoc)[lang];
  return row.reversal ? `${words} (${reversal[lang]})` : words;
}
