import type { FapiaoKind, FapiaoState } from './fapiao-rules.ts';
import type { SupplierInvoicePurpose, SupplierInvoiceState } from './supplier-invoices.ts';
import { in3, type Words } from './words.ts';

/** What sort of fapiao it is. */
export const fapiaoKindWords: Readonly<Record<FapiaoKind, Words>> = {
  digitalSpecial: in3('数电专票', '數電專票', 'Digital, special VAT'),
  digitalOrdinary: in3('数电普票', '數電普票', 'Digital, ordinary VAT'),
  paperSpecial: in3('纸质专票', '紙本專票', 'Paper, special VAT'),
  paperOrdinary: in3('纸质普票', '紙本普票', 'Paper, ordinary VAT'),
  electronicOrdinary: in3('电子普票', '電子普票', 'Electronic, ordinary VAT'),
  other: in3('其他', '其他', 'Other'),
};

export const fapiaoStateWords: Readonly<Record<FapiaoState, Words>> = {
  registered: in3('已登记', '已登記', 'Registered'),
  issued: in3('已开具', '已開立', 'Issued'),
  red: in3('已红冲', '已紅沖', 'Taken back'),
};

/** Words of the register as a file. */
export const fapiaoWords = {
  title: in3('销项发票', '銷項發票', 'Fapiao'),
  linesTitle: in3('销项发票明细', '銷項發票明細', 'Lines of fapiao'),
  notNeededTitle: in3('不开票', '不開票', 'No fapiao wanted'),
  date: in3('开票日期', '開票日期', 'Date'),
  kind: in3('发票种类', '發票種類', 'Kind'),
  code: in3('发票代码', '發票代碼', 'Code'),
  number: in3('发票号码', '發票號碼', 'Number'),
  state: in3('状态', '狀態', 'State'),
  customer: in3('客户', '客戶', 'Customer'),
  buyer: in3('购方名称', '買方名稱', 'Buyer'),
  taxNo: in3('购方税号', '買方稅號', 'Tax number'),
  net: in3('金额', '金額', 'Net'),
  tax: in3('税额', '稅額', 'Tax'),
  gross: in3('价税合计', '價稅合計', 'Gross'),
  redOf: in3('红冲的发票', '紅沖的發票', 'Takes back'),
  reason: in3('红冲原因', '紅沖原因', 'Reason'),
  note: in3('备注', '備註', 'Note'),
  maker: in3('登记人', '登記人', 'Registered by'),
  order: in3('订单', '訂單', 'Order'),
  delivery: in3('发货单/退货单', '出貨單/退貨單', 'Delivery or return'),
  product: in3('货物或服务名称', '貨物或服務名稱', 'Goods or service'),
  productCode: in3('商品编码', '商品代號', 'Product'),
  spec: in3('规格型号', '規格型號', 'Specification'),
  taxCode: in3('税收分类编码', '稅收分類代碼', 'Tax class'),
  unit: in3('单位', '單位', 'Unit'),
  qty: in3('数量', '數量', 'Quantity'),
  rate: in3('税率', '稅率', 'Rate'),
  deliveryNo: in3('发货单', '出貨單', 'Delivery'),
  deliveredOn: in3('发货日期', '出貨日期', 'Delivered on'),
  noFapiaoReason: in3('不开票原因', '不開票原因', 'Reason'),
  markedBy: in3('标记人', '標記人', 'Marked by'),
  markedAt: in3('标记时间', '標記時間', 'Marked at'),
} as const satisfies Record<string, Words>;

export const supplierInvoiceStateWords: Readonly<Record<SupplierInvoiceState, Words>> = {
  draft: in3('草稿', '草稿', 'Draft'),
  confirmed: in3('已确认', '已確認', 'Confirmed'),
  reversed: in3('已冲销', '已沖銷', 'Reversed'),
};

export const supplierPurposeWords: Readonly<Record<SupplierInvoicePurpose, Words>> = {
  goods: in3('到货', '到貨', 'Goods'),
  expense: in3('费用', '費用', 'Expense'),
  red: in3('红字', '紅字', 'Red'),
};

/** Words of the invoices of suppliers as a file. */
export const supplierInvoiceWords = {
  ...fapiaoWords,
  title: in3('进项发票', '進項發票', 'Invoices of suppliers'),
  supplier: in3('供应商', '供應商', 'Supplier'),
  purpose: in3('用途', '用途', 'For'),
  estimate: in3('暂估', '暫估', 'Estimated'),
  certified: in3('勾选月份', '勾選月份', 'Certified'),
  maker: in3('制单人', '製單人', 'Made by'),
} as const satisfies Record<string, Words>;
