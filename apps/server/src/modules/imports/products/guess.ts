import { productTargets, type ProductTarget } from '@xinhang/shared/import-kinds.ts';
import { headerGuess } from '../rows/guess.ts';

/** Whole headers, in the three languages, beside our own words. */
const known: Readonly<Partial<Record<ProductTarget, string>>> = {
  code: `编码 编号 商品编号 商品代码 货号 款号 产品编码 产品编号 存货编码 存货编号 物料编码 物料号 sku 品号
    編號 編碼 商品編碼 商品代號 貨號 品號 產品編號 物料編號
    code productcode itemcode itemno partno productid productno id sku`,
  productName: `名称 品名 商品 产品 产品名称 存货名称 货品名称 物料名称 商品全名 商品名
    名稱 產品 產品名稱 貨品名稱 品項
    name product productname item itemname description`,
  spec: `规格 规格型号 型号 规格及型号 型號 規格型號 規格 款式 specification model size quantityperunit`,
  productKind: '商品类型 产品类型 存货类型 商品類型 kind type producttype',
  category: `类别 商品分类 商品类别 产品分类 产品类别 存货分类 系列 品类 類別 商品分類 商品類別 產品分類 品類
    category productcategory series group categoryname`,
  unit: `基本单位 计量单位 主单位 单位名称 库存单位 基本單位 計量單位 主單位 baseunit uom unit`,
  barcode: `条形码 商品条码 国际条码 单品条码 69码 條形碼 商品條碼 國際條碼 barcode ean upc gtin`,
  unit2: '辅助单位 副单位 大单位 包装单位 箱单位 輔助單位 副單位 包裝單位 packunit',
  unit2Factor: '换算率 换算关系 换算数量 装箱数 箱规 每箱数量 換算率 裝箱數 箱規 每箱數量 packsize',
  barcode2: '箱码 外箱条码 大包装条码 辅助单位条码 箱碼 外箱條碼 cartonbarcode casebarcode',
  price: `售价 销售价 销售单价 零售价 单价 标准售价 参考售价 价格 批发价 基本价 售價 銷售價 單價 零售價 定價 牌價 價格
    price saleprice salesprice unitprice listprice retailprice`,
  floorPrice: '底价 最低售价 最低价 底價 最低售價 最低價 floor minprice',
  ceilingPrice: '上限价 最高售价 最高价 上限價 最高售價 最高價 ceiling maxprice',
  purchasePrice: `进价 采购价 成本价 参考进价 预设进价 最近进价 参考成本 進價 採購價 成本價 參考進價 cost costprice buyprice`,
  taxRate: '增值税率 税率% 销项税率 增值稅率 營業稅率 vat vatrate tax',
  minQty: `库存下限 最低库存量 安全库存 最小库存 庫存下限 安全庫存 最低庫存量 minstock reorderlevel safetystock`,
  maxQty: '库存上限 最高库存量 最大库存 庫存上限 最高庫存量 maxstock',
  fapiaoName: '开票品名 发票名称 發票品名 品名開票 invoicename',
  fapiaoUnit: '开票计量单位 发票单位 invoiceunit',
  taxCode: '税收编码 税收分类 商品税收编码 税编 稅收編碼 taxcategory',
  productNote: '说明 备注信息 商品备注 註記 說明 備註 notes remark remarks comment',
  inUse: '启用 是否启用 是否在用 啟用 是否啟用 active enabled',
};

/** Parts of longer headers, the more telling first. */
const telling: readonly [RegExp, ProductTarget][] = [
  [/(最低|底)(售|价|價)|floorprice/, 'floorPrice'],
  [/(进|采购|成本|進|採購)(价|價)|cost/, 'purchasePrice'],
  [/(箱|大包装|大包裝).*(条码|條碼|码|碼)/, 'barcode2'],
  [/(条码|條碼|条形码)|barcode/, 'barcode'],
  [/(税收|稅收).*(码|碼)/, 'taxCode'],
  [/(税率|稅率)/, 'taxRate'],
  [/(商品|产品|產品|货品|貨品|物料).*(编|代码|編|代碼|号|號)/, 'code'],
  [/(商品|产品|產品|货品|貨品|物料).*(名|称|稱)/, 'productName'],
  [/规格|規格|型号|型號/, 'spec'],
  [/(售|零售|批发|批發|销售|銷售)(单|單)?(价|價)/, 'price'],
];

/** How columns of a list of products are told. */
export const productHeaders = headerGuess(productTargets, known, telling);
