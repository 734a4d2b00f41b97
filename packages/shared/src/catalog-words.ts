import type { ProductTarget } from './import-kinds.ts';
import { in3, type Words } from './words.ts';

/** Headers of products in files that go out and come in. */
export const productColumnWords: Readonly<Record<ProductTarget, Words>> = {
  code: in3('商品编码', '商品編號', 'Product code'),
  productName: in3('商品名称', '商品名稱', 'Product name'),
  spec: in3('规格', '規格', 'Spec'),
  productKind: in3('类型', '類型', 'Kind'),
  category: in3('分类', '分類', 'Category'),
  unit: in3('单位', '單位', 'Unit'),
  barcode: in3('条码', '條碼', 'Barcode'),
  unit2: in3('单位2', '單位2', 'Unit 2'),
  unit2Factor: in3('单位2换算', '單位2換算', 'Unit 2 factor'),
  barcode2: in3('单位2条码', '單位2條碼', 'Unit 2 barcode'),
  unit3: in3('单位3', '單位3', 'Unit 3'),
  unit3Factor: in3('单位3换算', '單位3換算', 'Unit 3 factor'),
  barcode3: in3('单位3条码', '單位3條碼', 'Unit 3 barcode'),
  price: in3('含税单价', '含稅單價', 'Price'),
  floorPrice: in3('含税底价', '含稅底價', 'Floor price'),
  ceilingPrice: in3('含税上限价', '含稅上限價', 'Ceiling price'),
  purchasePrice: in3('采购参考价', '採購參考價', 'Purchase price'),
  taxRate: in3('税率', '稅率', 'Tax rate'),
  minQty: in3('最低库存', '最低庫存', 'Minimum stock'),
  maxQty: in3('最高库存', '最高庫存', 'Maximum stock'),
  qtyDecimals: in3('数量小数位', '數量小數位', 'Decimals'),
  tracksBatch: in3('按批号管理', '依批號管理', 'By batch'),
  tracksSerial: in3('按序列号管理', '依序號管理', 'By serial number'),
  fapiaoName: in3('开票名称', '開立發票品名', 'Invoice name'),
  fapiaoUnit: in3('开票单位', '發票單位', 'Invoice unit'),
  taxCode: in3('税收分类编码', '稅收分類編碼', 'Tax code'),
  productNote: in3('备注', '備註', 'Note'),
  inUse: in3('在用', '使用中', 'In use'),
};

export const productKindWords: Readonly<Record<'goods' | 'service', Words>> = {
  goods: in3('货品', '貨品', 'Goods'),
  service: in3('服务', '服務', 'Service'),
};

/** Header of the prices of a level. */
export const levelHeader: Words = in3('{level}价', '{level}價', '{level} price');
export const productsTitle: Words = in3('商品', '商品', 'Products');

/** Why a row of products has its verdict. `{name}` stands for a parameter of the row. */
export const productReasonWords = {
  'product-new': in3('新商品', '新商品', 'New product'),
  'product-changed': in3('更新：{fields}', '更新：{fields}', 'Changes {fields}'),
  'product-same': in3('与现有资料一致', '與現有資料一致', 'As it is already'),
  'unit-assumed': in3(
    '没有单位，按“{value}”',
    '沒有單位，以「{value}」計',
    'No unit given, taken as "{value}"',
  ),
  'unit-new': in3('新建单位“{value}”', '新增單位「{value}」', 'Adds the unit "{value}"'),
  'category-new': in3('新建分类“{value}”', '新增分類「{value}」', 'Adds the category "{value}"'),
  'product-name-missing': in3('缺少商品名称', '缺少商品名稱', 'The product has no name'),
  'product-there': in3(
    '已有同名同规格的商品 {code}；要更新请写编码',
    '已有同名同規格的商品 {code}；要更新請填編號',
    'There is {code} of this name and spec; give its code to change it',
  ),
  'number-unreadable': in3(
    '{field}不是数字：{value}',
    '{field}不是數字：{value}',
    '{field} is no number: {value}',
  ),
  'number-out-of-range': in3(
    '{field}超出范围：{value}',
    '{field}超出範圍：{value}',
    '{field} is out of range: {value}',
  ),
  'flag-unreadable': in3(
    '{field}要写“是”或“否”：{value}',
    '{field}要填「是」或「否」：{value}',
    '{field} takes yes or no: {value}',
  ),
  'kind-unknown': in3(
    '没有类型“{value}”，请写货品或服务',
    '沒有類型「{value}」，請填貨品或服務',
    'There is no kind "{value}", give goods or service',
  ),
  'factor-missing': in3('{field}缺少换算数量', '{field}缺少換算數量', '{field} lacks its factor'),
  'unit-missing': in3(
    '{field}没有对应的单位',
    '{field}沒有對應的單位',
    '{field} has no unit that it belongs to',
  ),
  'category-too-deep': in3(
    '分类层级太深：{value}',
    '分類層級太深：{value}',
    'The category lies too deep: {value}',
  ),
  'unit-fixed': in3(
    '商品已有单据或价格，单位和换算不能改',
    '商品已有單據或價格，單位和換算不能改',
    'Documents or prices stand on its units, which stay as they are',
  ),
  'barcode-taken': in3(
    '条码已属于商品“{name}”',
    '條碼已屬於商品「{name}」',
    'The barcode belongs to "{name}"',
  ),
  'named-twice': in3(
    '单位或条码写了两次',
    '單位或條碼填了兩次',
    'A unit or barcode is named twice',
  ),
  'below-minimum': in3(
    '最高库存低于最低库存',
    '最高庫存低於最低庫存',
    'The maximum is below the minimum',
  ),
  'not-of-a-service': in3(
    '服务不按批号或序列号管理',
    '服務不依批號或序號管理',
    'Services have no batches or serial numbers',
  ),
  'price-missing': in3(
    '有底价或上限价，但没有单价',
    '有底價或上限價，但沒有單價',
    'A floor or ceiling without a price',
  ),
  'floor-above-price': in3('底价高于单价', '底價高於單價', 'The floor is above the price'),
  'ceiling-below-price': in3('上限价低于单价', '上限價低於單價', 'The ceiling is below the price'),
  'price-out-of-reach': in3(
    '您没有改价格的权限',
    '您沒有修改價格的權限',
    'You may not change prices',
  ),
  'cost-hidden': in3(
    '您看不到成本，不能改采购价',
    '您看不到成本，不能修改採購價',
    'Costs are hidden from you',
  ),
} as const satisfies Record<string, Words>;
export type ProductReason = keyof typeof productReasonWords;
