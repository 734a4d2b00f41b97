import { openingOrderTargets } from '@xinhang/shared/import-kinds.ts';
import type { LastPrices } from '../../../registry/last-prices.ts';
import { asOpening } from '../../ledgers/service.ts';
import { insertOpeningOrder, openingOrderOf } from '../../opening/service.ts';
import { enterOrder, salesOrderById, voidOrder } from '../../sales/service.ts';
import { findCustomerNamed, findProduct, findUnit } from '../rows/finds.ts';
import { headerGuess } from '../rows/guess.ts';
import { eveOf, openingKind, TAKEN_BACK } from './common.ts';
import { openLineWords, openOrderWalk, takeOrderBack, type OpenOrders } from './open-lines.ts';

/** Kept on the order, as what would have stopped it. */
const BYPASSED = '期初导入的未交订单';

const plain = {
  kind: 'goods',
  text: '',
  discountBp: 0,
  promisedDate: null,
  deviation: '',
} as const;

/** Orders of customers; no stop of today holds for them. */
const ofCustomers = (lastPrices: LastPrices): OpenOrders => ({
  entity: 'salesOrder',
  party: 'openingCustomer',
  find: findCustomerNamed,
  there: async (ctx, customerId, oldNo) => await openingOrderOf(ctx.tx, { customerId, oldNo }),
  async enter(ctx, customerId, drafts) {
    const first = drafts[0]!;
    const lines = [];
    for (const { product: named, qtyE4, priceE4, required, note } of drafts) {
      const product = await findProduct(ctx, named);
      lines.push({
        ...plain,
        productId: product.id,
        unitId: await findUnit(ctx, product, named),
        taxBp: product.tax_bp,
        qtyE4,
        priceE4,
        requiredDate: required,
        note,
      });
    }
    const businessDate = first.date ?? (await eveOf(ctx));
    const order = await enterOrder(
      await asOpening(ctx, businessDate),
      lastPrices,
      {
        customerId,
        businessDate,
        requiredDate: first.required,
        basis: first.basis,
        payer: '',
        note: '',
        customerOrderNo: first.oldNo,
        lines,
      } as Parameters<typeof enterOrder>[2],
      BYPASSED,
    );
    await insertOpeningOrder(ctx.tx, order.id, first.oldNo);
    return { id: order.id, version: order.version };
  },
});

/** What was ordered and not delivered, as orders of which that is open. */
export const openingOrders = (lastPrices: LastPrices) =>
  openingKind('openingOrders', {
    headers: headerGuess(
      openingOrderTargets,
      {
        ...openLineWords,
        openingCustomer: `客户 客户全称 往来单位 单位全名 购买单位 客戶 客戶全稱 往來單位 單位全名 customer customername`,
        oldNo: `单号 订单号 订单编号 单据编号 合同号 單號 訂單號碼 訂單編號 單據編號 orderno orderid number`,
        docDate: '订单日期 日期 下单日期 录单日期 訂單日期 日期 下單日期 orderdate date',
        openQty: `未发数量 未完成数量 未交货数量 欠货数量 未执行数量 未出库数量 剩余数量 数量 未發數量 欠貨數量 數量 openqty quantity qty`,
        orderPrice: `含税单价 单价 订单单价 售价 价格 含稅單價 單價 訂單單價 售價 價格 price unitprice`,
      },
      [
        [/(未交|未发|未發|欠货|欠貨|未出)/, 'openQty'],
        [/(商品|产品|產品|货品|貨品|物料).*(编|代码|編|代碼|号|號)/, 'code'],
        [/(商品|产品|產品|货品|貨品|物料).*(名|称|稱)/, 'productName'],
        [/(订单|訂單|单据|單據).*(号|號)/, 'oldNo'],
        [/(客户|客戶).*(名|称|稱)/, 'openingCustomer'],
        [/(交期|交货|交貨)/, 'requiredDate'],
      ],
    ),
    entity: 'salesOrder',
    walk: async (batch, ahead) => await openOrderWalk(ofCustomers(lastPrices), batch, ahead),
    takeBack: async (ctx, { entity_id: id, kept }) =>
      await takeOrderBack(ctx, await salesOrderById(ctx.tx, id!), kept, (order, version) =>
        voidOrder(ctx, order, { version, reason: TAKEN_BACK }),
      ),
  });
