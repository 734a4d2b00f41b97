import { salesFactTargets } from '@xinhang/shared/import-kinds.ts';
import { headerGuess } from '../rows/guess.ts';
import { productNameWords } from '../rows/price-words.ts';

/** Of lists of sales by line, as other programs write them. */
export const factHeaders = headerGuess(
  salesFactTargets,
  {
    ...productNameWords,
    openingCustomer: `客户 客户全称 客户全名 往来单位 单位全名 往来单位全名 购买单位 购货单位 客戶 客戶全稱
      客戶全名 往來單位 單位全名 購貨單位 customer customername`,
    docDate: `日期 单据日期 录单日期 销售日期 出库日期 开单日期 業務日期 业务日期 銷售日期 出庫日期 開單日期
      單據日期 date saledate invoicedate docdate`,
    oldNo: `单号 单据编号 单据号 销售单号 出库单号 销售单编号 單號 單據編號 單據號碼 銷售單號 出庫單號
      number orderno invoiceno docno`,
    factLine: '行号 序号 明细行号 行號 序號 明細行號 line lineno row',
    soldQty: `数量 销售数量 出库数量 基本数量 销量 數量 銷售數量 出庫數量 銷量 quantity qty`,
    soldNet: `金额 销售金额 折后金额 不含税销售额 未税金额 净额 无税金额 金額 銷售金額 折後金額 未稅金額
      淨額 net netamount amount`,
    soldTax: '销项税额 稅金 税金 稅額 tax taxamount',
    soldGross: `含税金额 价税合计金额 含税销售额 折后含税金额 應收金額 含稅金額 價稅合計 折後含稅金額
      gross grossamount total`,
    taxRate: '税率% 稅率% taxrate vat',
    stockCost: '成本单价 成本价 成本均价 成本單價 成本價 unitcost',
    stockValue: '成本 成本金额 销售成本 成本金額 銷售成本 cost costamount',
    salesperson: `经手人 业务员 职员 销售员 制单人 業務員 經手人 職員 銷售員 salesman salesperson seller`,
  },
  [
    [/(成本).*(价|價|均)/, 'stockCost'],
    [/成本/, 'stockValue'],
    [/(价税|價稅|含税|含稅).*(额|額|合计|合計)/, 'soldGross'],
    [/(商品|产品|產品|货品|貨品|物料).*(编|代码|編|代碼|号|號)/, 'code'],
    [/(商品|产品|產品|货品|貨品|物料).*(名|称|稱)/, 'productName'],
    [/(单据|單據|出库单|销售单).*(号|號)/, 'oldNo'],
    [/(客户|客戶|单位|單位).*(名|称|稱)/, 'openingCustomer'],
  ],
);
