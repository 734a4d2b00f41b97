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
  otherIn: in3('其他入库', '其他入庫', 'Other receipt of goods'),
  otherOut: in3('其他出库', '其他出庫', 'Other issue of goods'),
  transfer: in3('调拨', '調撥', 'Transfer of goods'),
  count: in3('盘点', '盤點', 'Stock count'),
  payment: in3('付款', '付款', 'Payment'),
  purchaseReceipt: in3('采购入库', '採購入庫', 'Receipt of goods'),
  other: in3('单据', '單據', 'Document'),
};
