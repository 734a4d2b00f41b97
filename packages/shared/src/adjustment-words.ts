import { in3, type Words } from './words.ts';

/** Words of a price-adjustment sheet as a file. */
export const adjustmentWords = {
  title: in3('调价单', '調價單', 'Price adjustment'),
  code: in3('编码', '編號', 'Code'),
  product: in3('商品', '商品', 'Product'),
  spec: in3('规格', '規格', 'Spec'),
  unit: in3('单位', '單位', 'Unit'),
  qtyFrom: in3('起订量', '起訂量', 'From quantity'),
  basis: in3('含税', '含稅', 'Tax'),
  oldPrice: in3('原价', '原價', 'Old price'),
  newPrice: in3('新价', '新價', 'New price'),
  change: in3('幅度', '幅度', 'Change'),
  floor: in3('底价', '底價', 'Floor'),
  ceiling: in3('上限价', '上限價', 'Ceiling'),
  market: in3('竞品最近价', '競品最近價', 'Competitor'),
  net: in3('不含税', '未稅', 'Net'),
  gross: in3('含税', '含稅', 'Gross'),
} as const satisfies Record<string, Words>;
