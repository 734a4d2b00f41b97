import type { PriceInquiryState } from './price-inquiries.ts';
import { in3, type Words } from './words.ts';

/** Headers of files about price inquiries. */
export const inquiryWords = {
  title: in3('询价', '詢價', 'Price inquiries'),
  no: in3('单号', '單號', 'No.'),
  date: in3('日期', '日期', 'Date'),
  state: in3('状态', '狀態', 'State'),
  asker: in3('询价人', '詢價人', 'Asked by'),
  dept: in3('部门', '部門', 'Department'),
  code: in3('编码', '編碼', 'Code'),
  thing: in3('商品', '商品', 'What'),
  spec: in3('规格', '規格', 'Spec'),
  qty: in3('数量', '數量', 'Quantity'),
  unit: in3('单位', '單位', 'Unit'),
  wanted: in3('需要日期', '需要日期', 'Wanted on'),
  note: in3('说明', '說明', 'Note'),
  leadDays: in3('交期（天）', '交期（天）', 'Lead time (days)'),
  minQty: in3('最小起订量', '最小起訂量', 'Least quantity'),
  validTo: in3('有效期至', '有效期至', 'Valid to'),
  answer: in3('给销售的说明', '給銷售的說明', 'Answer'),
  supplier: in3('供应商', '供應商', 'Supplier'),
  cost: in3('成本单价', '成本單價', 'Cost'),
  costBasis: in3('成本含税', '成本含稅', 'Cost basis'),
  offer: in3('对外报价', '對外報價', 'Offer'),
  floor: in3('底价', '底價', 'Floor'),
  offerBasis: in3('报价含税', '報價含稅', 'Offer basis'),
  gross: in3('含税', '含稅', 'With tax'),
  net: in3('未税', '未稅', 'Without tax'),
  expired: in3('已过期', '已過期', 'Expired'),
} as const satisfies Record<string, Words>;
export type InquiryWord = keyof typeof inquiryWords;

export const inquiryStateWords: Readonly<Record<PriceInquiryState, Words>> = {
  open: in3('待回复', '待回覆', 'Open'),
  answered: in3('已回复', '已回覆', 'Answered'),
  priced: in3('已报价', '已報價', 'Offered'),
  declined: in3('无法供货', '無法供貨', 'Declined'),
  used: in3('已采用', '已採用', 'Used'),
  withdrawn: in3('已撤回', '已撤回', 'Withdrawn'),
};
