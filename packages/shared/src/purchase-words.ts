import type { PurchaseOrderState } from './purchase-order-rules.ts';
import { in3, type Words } from './words.ts';

/** Headers of files about orders to suppliers. */
export const purchaseWords = {
  ordersTitle: in3('采购订单', '採購單', 'Purchase orders'),
  linesTitle: in3('采购订单明细', '採購單明細', 'Purchase order lines'),
  no: in3('单号', '單號', 'No.'),
  date: in3('日期', '日期', 'Date'),
  supplier: in3('供应商', '供應商', 'Supplier'),
  state: in3('状态', '狀態', 'State'),
  net: in3('未税金额', '未稅金額', 'Net'),
  tax: in3('税额', '稅額', 'Tax'),
  gross: in3('含税金额', '含稅金額', 'With tax'),
  open: in3('未到货金额', '未到貨金額', 'Not received'),
  due: in3('预计到货', '預計到貨', 'Expected'),
  supplierOrderNo: in3('供应商单号', '供應商單號', 'Supplier’s no.'),
  note: in3('备注', '備註', 'Note'),
  maker: in3('制单人', '製單人', 'Made by'),
  code: in3('编码', '編碼', 'Code'),
  product: in3('商品', '商品', 'Product'),
  spec: in3('规格', '規格', 'Spec'),
  unit: in3('单位', '單位', 'Unit'),
  qty: in3('数量', '數量', 'Quantity'),
  price: in3('单价', '單價', 'Price'),
  amount: in3('含税金额', '含稅金額', 'With tax'),
  received: in3('已到货（基本单位）', '已到貨（基本單位）', 'Received (base unit)'),
  openQty: in3('未到货（基本单位）', '未到貨（基本單位）', 'Open (base unit)'),
} as const satisfies Record<string, Words>;
export type PurchaseWord = keyof typeof purchaseWords;

export const purchaseStateWords: Readonly<Record<PurchaseOrderState, Words>> = {
  draft: in3('草稿', '草稿', 'Draft'),
  confirmed: in3('已确认', '已確認', 'Confirmed'),
  partly: in3('部分到货', '部分到貨', 'Partly received'),
  done: in3('已到齐', '已到齊', 'Received'),
  closed: in3('已关闭', '已關閉', 'Closed'),
  void: in3('已作废', '已作廢', 'Void'),
};
