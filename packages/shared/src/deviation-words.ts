import { in3, type Words } from './words.ts';

/** Words of prices that people wrote as a file. */
export const deviationWords = {
  title: in3('改价记录', '改價記錄', 'Price deviations'),
  date: in3('订单日期', '訂單日期', 'Order date'),
  order: in3('订单号', '訂單號', 'Order'),
  customer: in3('客户', '客戶', 'Customer'),
  code: in3('编码', '編碼', 'Code'),
  product: in3('商品', '商品', 'Product'),
  spec: in3('规格', '規格', 'Spec'),
  qty: in3('数量', '數量', 'Quantity'),
  unit: in3('单位', '單位', 'Unit'),
  basis: in3('含税', '含稅', 'Tax'),
  resolved: in3('规则价', '規則價', 'Price by the rules'),
  price: in3('实际单价', '實際單價', 'Price'),
  discount: in3('折扣', '折扣', 'Discount'),
  difference: in3('少收或多收', '少收或多收', 'Less or more'),
  floor: in3('底价', '底價', 'Floor'),
  belowFloor: in3('低于底价', '低於底價', 'Below the floor'),
  by: in3('改价人', '改價人', 'By'),
  reason: in3('原因', '原因', 'Reason'),
  net: in3('不含税', '未稅', 'Net'),
  gross: in3('含税', '含稅', 'Gross'),
} as const satisfies Record<string, Words>;
