import { in3, type Words } from './words.ts';

/** Words of figures of sales as files. */
export const salesFigureWords = {
  best: in3('畅销产品', '暢銷產品', 'Best sellers'),
  slow: in3('滞销产品', '滯銷產品', 'Slow movers'),
  rank: in3('名次', '名次', 'Rank'),
  code: in3('编码', '編碼', 'Code'),
  name: in3('商品', '商品', 'Product'),
  spec: in3('规格', '規格', 'Spec'),
  category: in3('分类', '分類', 'Category'),
  unit: in3('单位', '單位', 'Unit'),
  qty: in3('销量', '銷量', 'Quantity'),
  net: in3('销售净额', '銷售淨額', 'Net sales'),
  imported: in3('其中历史销售', '其中歷史銷售', 'Of that past sales'),
  share: in3('占比', '占比', 'Share'),
  class: in3('ABC 类', 'ABC 類', 'Class'),
  cost: in3('成本', '成本', 'Cost'),
  margin: in3('毛利', '毛利', 'Margin'),
  held: in3('现存量', '現存量', 'On hand'),
  heldValue: in3('库存金额', '庫存金額', 'Stock value'),
  stockDays: in3('可销天数', '可銷天數', 'Days of stock'),
  lastSold: in3('最近销售', '最近銷售', 'Last sold'),
} as const satisfies Record<string, Words>;
