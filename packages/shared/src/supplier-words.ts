import { in3, type Words } from './words.ts';

/** Words of suppliers as a file. */
export const supplierWords = {
  title: in3('供应商', '供應商', 'Suppliers'),
  code: in3('供应商编号', '供應商編號', 'Supplier number'),
  name: in3('名称', '名稱', 'Name'),
  contact: in3('联系人', '聯絡人', 'Contact'),
  post: in3('职务', '職稱', 'Post'),
  phone: in3('电话', '電話', 'Phone'),
  address: in3('地址', '地址', 'Address'),
  taxNo: in3('税号', '稅籍編號', 'Tax number'),
  deductible: in3('可抵扣', '可扣抵', 'Deductible'),
  term: in3('付款条件', '付款條件', 'Payment term'),
  bank: in3('开户行', '開戶銀行', 'Bank'),
  bankAccount: in3('账号', '帳號', 'Account'),
  buyer: in3('采购员', '採購員', 'Buyer'),
  state: in3('状态', '狀態', 'State'),
  on: in3('在用', '使用中', 'In use'),
  off: in3('停用', '停用', 'Out of use'),
  yes: in3('是', '是', 'Yes'),
  no: in3('否', '否', 'No'),
  note: in3('备注', '備註', 'Note'),
} satisfies Record<string, Words>;
