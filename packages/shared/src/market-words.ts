import { in3, type Words } from './words.ts';

/** Words of competitors' prices as a file. */
export const marketWords = {
  title: in3('竞品价', '競品價', 'Competitors’ prices'),
  seenOn: in3('日期', '日期', 'Date'),
  code: in3('编码', '編碼', 'Code'),
  name: in3('商品', '商品', 'Product'),
  spec: in3('规格', '規格', 'Spec'),
  competitor: in3('竞争对手', '競爭對手', 'Competitor'),
  region: in3('地区', '地區', 'Region'),
  price: in3('单价', '單價', 'Price'),
  unit: in3('单位', '單位', 'Unit'),
  basis: in3('含税', '含稅', 'Tax'),
  source: in3('来源', '來源', 'Source'),
  heardFrom: in3('听自客户', '聽自客戶', 'Heard from'),
  by: in3('记录人', '記錄人', 'By'),
  net: in3('不含税', '未稅', 'Net'),
  gross: in3('含税', '含稅', 'Gross'),
} as const satisfies Record<string, Words>;
