import { openingPurchaseTargets } from '@xinhang/shared/import-kinds.ts';
import { asOpening } from '../../ledgers/service.ts';
import { insertOpeningPurchase, openingPurchaseOf } from '../../opening/service.ts';
import {
  addPurchaseOrder,
  confirmPurchaseOrder,
  purchaseOrderById,
  voidPurchaseOrder,
} from '../../purchasing/service.ts';
import { findProduct, findSupplier, findUnit } from '../rows/finds.ts';
import { headerGuess } from '../rows/guess.ts';
import { Refused } from '../rows/refused.ts';
import { eveOf, openingKind, TAKEN_BACK } from './common.ts';
import { openLineWords, openOrderWalk, takeOrderBack, type OpenOrders } from './open-lines.ts';

/** Orders to suppliers: on their way from now on, owed for once they come. */
const toSuppliers: OpenOrders = {
  entity: 'purchaseOrder',
  party: 'supplierName',
  find: findSupplier,
  there: async (ctx, supplierId, oldNo) => await openingPurchaseOf(ctx.tx, { supplierId, oldNo }),
  async enter(ctx, supplierId, drafts) {
    const first = drafts[0]!;
    const lines = [];
    for (const { product: named, qtyE4, priceE4, required, note } of drafts) {
      const product = await findProduct(ctx, named);
      if (product.kind !== 'goods') {
        throw new Refused('service-has-no-stock', { value: product.name });
      }
      lines.push({
        productId: product.id,
        unitId: await findUnit(ctx, product, named),
        qtyE4,
        priceE4,
        expectedDate: required,
        spread: false,
        note,
      });
    }
    const businessDate = first.date ?? (await eveOf(ctx));
    const inside = await asOpening(ctx, businessDate);
    const draft = await addPurchaseOrder(inside, {
      supplierId,
      businessDate,
      basis: first.basis,
      expectedDate: first.required,
      supplierOrderNo: first.oldNo,
      note: '',
      lines,
    });
    const order = await confirmPurchaseOrder(inside, draft.id, draft.version);
    await insertOpeningPurchase(ctx.tx, order.id, first.oldNo);
    return { id: order.id, version: order.version };
  },
};

/** What was ordered of suppliers and did not come, as orders of which that is open. */
export const openingPurchases = openingKind('openingPurchases', {
  headers: headerGuess(
    openingPurchaseTargets,
    {
      ...openLineWords,
      supplierName: `供应商 供应商全称 供货商 供货单位 往来单位 单位全名 供應商 供應商全名 供貨商 往來單位 單位全名
        supplier suppliername vendor`,
      oldNo: `单号 订单号 订单编号 采购单号 采购订单号 单据编号 合同号 單號 訂單號碼 訂單編號 採購單號 單據編號
        orderno orderid number`,
      docDate:
        '订单日期 日期 采购日期 下单日期 录单日期 訂單日期 日期 採購日期 下單日期 orderdate date',
      openQty: `未到数量 未完成数量 未到货数量 未入库数量 未执行数量 未收数量 剩余数量 在途数量 数量 未到數量 未入庫數量 未收數量
        在途數量 數量 openqty quantity qty`,
      orderPrice: `含税单价 单价 采购单价 进价 采购价 价格 含稅單價 單價 採購單價 進價 採購價 價格 price unitprice`,
    },
    [
      [/(未到|未入|未收|在途)/, 'openQty'],
      [/(商品|产品|產品|货品|貨品|物料).*(编|代码|編|代碼|号|號)/, 'code'],
      [/(商品|产品|產品|货品|貨品|物料).*(名|称|稱)/, 'productName'],
      [/(订单|訂單|单据|單據|采购|採購).*(号|號)/, 'oldNo'],
      [/(供应商|供應商|供货|供貨).*(名|称|稱)/, 'supplierName'],
      [/(交期|交货|交貨|到货|到貨)/, 'requiredDate'],
    ],
  ),
  entity: 'purchaseOrder',
  costs: ['orderPrice'],
  walk: async (batch, ahead) => await openOrderWalk(toSuppliers, batch, ahead),
  takeBack: async (ctx, { entity_id: id, kept }) =>
    await takeOrderBack(ctx, await purchaseOrderById(ctx.tx, id!), kept, (order, version) =>
      voidPurchaseOrder(ctx, order, { version, reason: TAKEN_BACK }),
    ),
});
