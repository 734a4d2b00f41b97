import type { ImportRowRecord } from '@xinhang/db/repositories/imports.ts';
import { importNeeds, priceListTargets } from '@xinhang/shared/import-kinds.ts';
import type { WriteContext } from '../../../http/context.ts';
import { seesEveryImport } from '../../../http/import-sight.ts';
import { takeBackPrice, type PutAnswer } from '../../prices/service.ts';
import type { ImportKind } from '../kind.ts';
import { productKey } from '../rows/finds.ts';
import { headerGuess } from '../rows/guess.ts';
import { levelHeaders, needLevels } from '../rows/levels.ts';
import { needColumns } from '../rows/needed.ts';
import { priceWords, productNameWords } from '../rows/price-words.ts';
import { refusalReason } from '../rows/refused.ts';
import { takeBackRows } from '../rows/undo.ts';
import { rowWalk } from '../rows/walk.ts';
import { priceDraft, type PriceDraft } from './draft.ts';
import { writePrices } from './write.ts';

const headers = headerGuess(
  priceListTargets,
  {
    ...productNameWords,
    ...priceWords,
    priceCustomer: `客户名称 客户全称 客户编号 购买单位 往来单位 单位全名 客戶名稱 客戶編號 往來單位 customer customername`,
    priceLevel: '级别 价格等级 客户级别 价格类型 價格等級 客戶級別 級別 level pricelevel',
    priceRegion: '区域 销售区域 區域 銷售區域 region area',
    listPrice: `售价 销售价 销售单价 零售价 含税单价 价格 级别价 协议价 批发价 预设售价 基本价 售價 單價 零售價 含稅單價 價格 協議價
      price saleprice salesprice unitprice listprice`,
    listFloor: '底价 最低售价 含税底价 底價 最低售價 最低價 floor minprice',
    listCeiling: '上限价 最高售价 上限價 最高售價 最高價 ceiling maxprice',
  },
  [
    [/(最低|底)(售|价|價)/, 'listFloor'],
    [/(最高|上限)(售|价|價)/, 'listCeiling'],
    [/(商品|产品|產品|货品|貨品|物料).*(编|代码|編|代碼|号|號)/, 'code'],
    [/(商品|产品|產品|货品|貨品|物料).*(名|称|稱)/, 'productName'],
    [/(客户|客戶).*(名|称|稱)/, 'priceCustomer'],
    [/(售|零售|批发|批發|销售|銷售|协议|協議)(单|單)?(价|價)/, 'listPrice'],
  ],
);

async function takeBack(ctx: WriteContext, row: ImportRowRecord): Promise<boolean> {
  let all = true;
  for (const put of (JSON.parse(row.kept ?? '[]') as PutAnswer[]).toReversed()) {
    all = (await takeBackPrice(ctx, put)) && all;
  }
  return all;
}

/** Prices for everybody, a region, a level or a customer; one that holds ends the day before. */
export const priceImport: ImportKind = {
  name: 'prices',
  needs: importNeeds.prices,
  look: headers,
  seesAll: seesEveryImport.prices,
  readsContents: () => true,
  guess: async (ctx, shape) => headers.guess(shape.header, await levelHeaders(ctx.tx)),
  async checkChoices(ctx, { mapping }) {
    needColumns('prices', mapping);
    await needLevels(ctx.tx, mapping);
  },
  // oxlint-disable-next-line require-await -- other kinds read before they begin
  walk: async (_db, batch) =>
    rowWalk<PriceDraft>(
      {
        entity: 'priceRule',
        draft: priceDraft,
        label: ({ product, customer }) => [product.name || product.code, customer].join(' '),
        keys: ({ product, customer, level, region, qtyFromE4, validFrom }) => [
          [productKey(product), customer, level, region, qtyFromE4, validFrom ?? ''].join('\n'),
        ],
        write: writePrices,
        reasonOf: refusalReason({
          'above-price': 'floor-above-price',
          'below-price': 'ceiling-below-price',
          'before-beginning': 'dates-reversed',
        }),
      },
      batch,
    ),
  takeBack: takeBackRows('priceRule', takeBack),
};
