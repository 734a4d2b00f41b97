import type { QuotationState } from './quotation-rules.ts';
import type { SalesLineKind, SalesOrderState } from './sales-order-rules.ts';
import { in3, type Words } from './words.ts';

/** Words of orders and quotations as a file. */
export const salesWords = {
  ordersTitle: in3('销售订单', '銷售訂單', 'Sales orders'),
  linesTitle: in3('销售订单明细', '銷售訂單明細', 'Lines of sales orders'),
  quotationsTitle: in3('报价单', '報價單', 'Quotations'),
  quotedTitle: in3('报价单明细', '報價單明細', 'Lines of quotations'),
  revision: in3('版本', '版本', 'Version'),
  quotedOn: in3('报价日期', '報價日期', 'Quoted on'),
  validTo: in3('有效期至', '有效期至', 'Valid to'),
  reason: in3('原因', '原因', 'Reason'),
  no: in3('单号', '單號', 'Number'),
  date: in3('订单日期', '訂單日期', 'Order date'),
  customer: in3('客户', '客戶', 'Customer'),
  state: in3('状态', '狀態', 'State'),
  net: in3('不含税', '未稅', 'Net'),
  tax: in3('税额', '稅額', 'Tax'),
  gross: in3('含税合计', '含稅合計', 'Total'),
  open: in3('未交金额', '未交金額', 'Open amount'),
  due: in3('最早交期', '最早交期', 'Due'),
  people: in3('业绩归属', '業績歸屬', 'Credited to'),
  customerOrderNo: in3('客户单号', '客戶單號', 'Their number'),
  note: in3('备注', '備註', 'Note'),
  maker: in3('制单人', '製單人', 'Made by'),
  kind: in3('类型', '類型', 'Kind'),
  code: in3('编码', '編碼', 'Code'),
  product: in3('商品', '商品', 'Product'),
  spec: in3('规格', '規格', 'Spec'),
  unit: in3('单位', '單位', 'Unit'),
  qty: in3('数量', '數量', 'Quantity'),
  price: in3('单价', '單價', 'Price'),
  discount: in3('折扣%', '折扣%', 'Discount %'),
  amount: in3('含税金额', '含稅金額', 'Amount'),
  required: in3('要求交期', '要求交期', 'Required'),
  delivered: in3('已交', '已交', 'Delivered'),
  openQty: in3('未交', '未交', 'Open'),
} as const satisfies Record<string, Words>;
export type SalesWord = keyof typeof salesWords;

export const salesStateWords: Readonly<Record<SalesOrderState, Words>> = {
  draft: in3('草稿', '草稿', 'Draft'),
  submitted: in3('待确认', '待確認', 'Handed in'),
  approving: in3('审批中', '簽核中', 'In approval'),
  confirmed: in3('已确认', '已確認', 'Confirmed'),
  partly: in3('部分交货', '部分交貨', 'Partly delivered'),
  done: in3('已交完', '已交完', 'Delivered'),
  closed: in3('已关闭', '已結束', 'Closed'),
  void: in3('已作废', '已作廢', 'Void'),
};

export const quotationStateWords: Readonly<Record<QuotationState, Words>> = {
  draft: in3('草稿', '草稿', 'Draft'),
  approving: in3('审批中', '簽核中', 'In approval'),
  approved: in3('待发出', '待送出', 'To be sent'),
  sent: in3('已发出', '已送出', 'Sent'),
  accepted: in3('已接受', '已接受', 'Accepted'),
  rejected: in3('未成交', '未成交', 'Lost'),
  expired: in3('已过期', '已過期', 'Expired'),
};

export const salesKindWords: Readonly<Record<SalesLineKind, Words>> = {
  goods: in3('商品', '商品', 'Goods'),
  service: in3('服务', '服務', 'Service'),
  gift: in3('赠品', '贈品', 'Gift'),
  sample: in3('样品', '樣品', 'Sample'),
  replacement: in3('补发', '補發', 'Replacement'),
  freight: in3('运费', '運費', 'Freight'),
};
