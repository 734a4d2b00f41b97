import type { productTargets, TradeTarget } from './import-kinds.ts';
import { supplierWords } from './supplier-words.ts';
import { in3, type Words } from './words.ts';

type Own = Exclude<TradeTarget, (typeof productTargets)[number]>;

/** Headers of suppliers and prices in files that come in; those of suppliers as they go out. */
export const tradeColumnWords: Readonly<Record<Own, Words>> = {
  supplierCode: supplierWords.code,
  supplierName: in3('供应商名称', '供應商名稱', 'Supplier'),
  supplierContact: supplierWords.contact,
  supplierPost: supplierWords.post,
  supplierPhone: supplierWords.phone,
  supplierMobile: in3('手机', '手機', 'Mobile'),
  supplierAddress: supplierWords.address,
  supplierTaxNo: supplierWords.taxNo,
  supplierDeductible: supplierWords.deductible,
  supplierTerm: supplierWords.term,
  supplierBank: supplierWords.bank,
  supplierAccount: supplierWords.bankAccount,
  supplierBuyer: supplierWords.buyer,
  supplierState: supplierWords.state,
  supplierNote: supplierWords.note,
  askedPrice: in3('采购单价', '採購單價', 'Supplier price'),
  priceBasis: in3('含税', '含稅', 'With tax'),
  qtyFrom: in3('起订数量', '起訂數量', 'From quantity'),
  validFrom: in3('生效日期', '生效日期', 'Valid from'),
  validTo: in3('失效日期', '失效日期', 'Valid to'),
  partNo: in3('供应商货号', '供應商貨號', 'Part number'),
  priceNote: in3('备注', '備註', 'Note'),
  priceCustomer: in3('客户', '客戶', 'Customer'),
  priceLevel: in3('价格级别', '價格級別', 'Price level'),
  priceRegion: in3('地区', '地區', 'Region'),
  listPrice: in3('单价', '單價', 'Price'),
  listFloor: in3('最低价', '最低價', 'Floor price'),
  listCeiling: in3('最高价', '最高價', 'Ceiling price'),
};

/** Why a row of suppliers or prices has its verdict. */
export const tradeReasonWords = {
  'supplier-new': in3('新供应商', '新供應商', 'New supplier'),
  'supplier-changed': in3('更新：{fields}', '更新：{fields}', 'Changes {fields}'),
  'supplier-same': in3('与现有资料一致', '與現有資料一致', 'As it is already'),
  'supplier-name-missing': in3('缺少供应商名称', '缺少供應商名稱', 'The supplier has no name'),
  'supplier-like': in3(
    '税号或电话与供应商“{name}”相同',
    '稅籍編號或電話與供應商「{name}」相同',
    'Has the tax number or phone of the supplier "{name}"',
  ),
  'supplier-number-other': in3(
    '编号 {value} 是“{name}”，名称却是另一家的',
    '編號 {value} 是「{name}」，名稱卻是另一家的',
    'The number {value} is of "{name}", but the name is of another supplier',
  ),
  'supplier-unknown': in3(
    '没有供应商“{value}”',
    '沒有供應商「{value}」',
    'There is no supplier "{value}"',
  ),
  'supplier-off': in3(
    '供应商“{value}”已停用',
    '供應商「{value}」已停用',
    'The supplier "{value}" is out of use',
  ),
  'term-unknown': in3(
    '没有付款条件“{value}”',
    '沒有付款條件「{value}」',
    'There is no payment term "{value}"',
  ),
  'person-unknown': in3(
    '没有同事“{value}”，或重名',
    '沒有同事「{value}」，或同名',
    'There is no one colleague "{value}"',
  ),
  'buyer-sees-no-suppliers': in3(
    '“{value}”的角色看不到供应商',
    '「{value}」的角色看不到供應商',
    'No role of "{value}" sees suppliers',
  ),
  'product-unknown': in3(
    '没有商品“{value}”',
    '沒有商品「{value}」',
    'There is no product "{value}"',
  ),
  'product-off': in3(
    '商品“{value}”已停用',
    '商品「{value}」已停用',
    'The product "{value}" is out of use',
  ),
  'product-ambiguous': in3(
    '同名商品不止一个，请写编码：{value}',
    '同名商品不止一個，請填編號：{value}',
    'Several products are called {value}; give the code',
  ),
  'product-unnamed': in3(
    '缺少商品编码或名称',
    '缺少商品編號或名稱',
    'Names no product by code or name',
  ),
  'unit-unknown': in3(
    '商品没有单位“{value}”',
    '商品沒有單位「{value}」',
    'The product has no unit "{value}"',
  ),
  'field-missing': in3('缺少{field}', '缺少{field}', '{field} is missing'),
  'basis-unknown': in3(
    '{field}要写“是”或“否”：{value}',
    '{field}要填「是」或「否」：{value}',
    '{field} takes yes or no: {value}',
  ),
  'price-new': in3('新价格', '新價格', 'New price'),
  'price-replaces': in3(
    '新价格，原价到前一天为止',
    '新價格，原價到前一天為止',
    'New price; the one before ends the day before',
  ),
  'price-same': in3('与现行价格一致', '與現行價格一致', 'As the price that holds'),
  'several-whom': in3(
    '客户、级别、地区只能写一个',
    '客戶、級別、地區只能填一個',
    'Give one of customer, level and region',
  ),
  'level-unknown': in3(
    '没有价格级别“{value}”',
    '沒有價格級別「{value}」',
    'There is no price level "{value}"',
  ),
  'customer-unknown': in3(
    '没有客户“{value}”，或不在您的范围内',
    '沒有客戶「{value}」，或不在您的範圍內',
    'There is no customer "{value}" within your reach',
  ),
  'dates-reversed': in3('失效日期早于生效日期', '失效日期早於生效日期', 'It ends before it begins'),
} as const satisfies Record<string, Words>;
export type TradeReason = keyof typeof tradeReasonWords;
