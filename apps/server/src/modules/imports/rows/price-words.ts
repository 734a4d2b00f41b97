/** Whole headers by which lists of prices and of stock name products. */
export const productNameWords = {
  code: `编码 编号 商品编号 商品编码 商品代码 货号 产品编码 产品编号 存货编码 存货编号 物料编码
    編號 編碼 商品編號 商品編碼 商品代號 貨號 品號 產品編號 code productcode itemcode itemno sku productid`,
  productName: `名称 品名 商品 产品 商品名称 产品名称 存货名称 货品名称 商品全名 商品名
    名稱 產品 商品名稱 產品名稱 貨品名稱 品項 name product productname item`,
  spec: '规格 规格型号 型号 型號 規格型號 規格 specification model size',
  unit: '单位 基本单位 计量单位 单位名称 單位 基本單位 計量單位 unit uom',
} as const;

/** Of what lists of prices say beside the price. */
export const priceWords = {
  priceBasis: '是否含税 价格含税 是否含稅 taxincluded withtax gross',
  qtyFrom: '起订量 起批量 数量起 最小数量 起订数 起訂量 數量起 minqty fromqty moq quantity',
  validFrom: '开始日期 生效日 有效期起 启用日期 開始日期 有效期起 from startdate validfrom',
  validTo: '结束日期 截止日期 有效期止 有效期至 結束日期 截止日期 有效期止 to enddate validto',
  priceNote: '说明 註記 說明 note notes remark remarks',
} as const;
