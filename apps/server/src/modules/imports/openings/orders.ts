import { openingOrderTargets } from '@xinhang/shared/import-kinds.ts';
import { nameKey } from '@xinhang/shared/text-keys.ts';
import type { WriteContext } from '../../../http/context.ts';
import type { LastPrices } from '../../../registry/last-prices.ts';
import { asOpening } from '../../ledgers/service.ts';
import { insertOpeningOrder, openingOrderOf } from '../../opening/service.ts';
import { enterOrder, salesOrderById, voidOrder } from '../../sales/service.ts';
import type { SheetRow } from '../file.ts';
import type { Mapping } from '../headers.ts';
import {
  findCustomerNamed,
  findProduct,
  findUnit,
  readProduct,
  type ProductNamed,
} from '../rows/finds.ts';
import { headerGuess } from '../rows/guess.ts';
import { readPriceSpan } from '../rows/price-span.ts';
import { priceWords, productNameWords } from '../rows/price-words.ts';
import { RowReader, type RowDraft } from '../rows/reader.ts';
import { Refused } from '../rows/refused.ts';
import { rowWalk, type WrittenRow } from '../rows/walk.ts';
import { eveOf, openingKind, openingRefusal, TAKEN_BACK } from './common.ts';

interface Draft extends RowDraft {
  customer: string;
  oldNo: string;
  date: string | null;
  required: string | null;
  product: ProductNamed;
  qtyE4: number;
  priceE4: number;
  basis: 'net' | 'gross';
  note: string;
}

/** Kept on the order, as what would have stopped it. */
const BYPASSED = '期初导入的未交订单';

function draftOf(row: SheetRow, mapping: Mapping): Draft {
  const cells = new RowReader(row, mapping, { openingCustomer: 120, oldNo: 40, openingNote: 200 });
  for (const target of ['openingCustomer', 'oldNo', 'openQty', 'orderPrice'] as const) {
    cells.need(target);
  }
  const product = readProduct(cells);
  const qtyE4 = cells.amount('openQty') ?? 0;
  if (cells.text('openQty') !== '' && qtyE4 === 0) {
    cells.refuse('number-out-of-range', { field: 'openQty', value: cells.text('openQty') });
  }
  const read = {
    customer: cells.text('openingCustomer'),
    oldNo: cells.text('oldNo'),
    date: cells.date('docDate') ?? null,
    required: cells.date('requiredDate') ?? null,
    product,
    qtyE4,
    priceE4: cells.amount('orderPrice') ?? 0,
    basis: readPriceSpan(cells).basis,
    note: cells.text('openingNote'),
  };
  return { ...cells.draft(), ...read };
}

const keyOf = ({ customer, oldNo }: Draft) => [nameKey(customer), oldNo].join('\n');

const plain = {
  kind: 'goods',
  text: '',
  discountBp: 0,
  promisedDate: null,
  deviation: '',
} as const;

/** Enters the order of these rows, confirmed at once; no stop of today holds for it. */
async function enter(
  ctx: WriteContext,
  lastPrices: LastPrices,
  drafts: readonly Draft[],
): Promise<{ id: number; version: number }> {
  const [first] = drafts as [Draft, ...Draft[]];
  const faulty = drafts.find((one) => one.problems.length > 0);
  if (faulty) throw new Refused('opening-order-faulty', { row: faulty.row });
  const customer = await findCustomerNamed(ctx, first.customer);
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
  const inside = await asOpening(ctx, businessDate);
  const order = await enterOrder(
    inside,
    lastPrices,
    {
      customerId: customer.id,
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
}

/** What was ordered and not delivered, as orders of which that is open. */
export const openingOrders = (lastPrices: LastPrices) =>
  openingKind('openingOrders', {
    headers: headerGuess(
      openingOrderTargets,
      {
        ...productNameWords,
        priceBasis: priceWords.priceBasis,
        openingCustomer: `客户 客户全称 往来单位 单位全名 购买单位 客戶 客戶全稱 往來單位 單位全名 customer customername`,
        oldNo: `单号 订单号 订单编号 单据编号 合同号 單號 訂單號碼 訂單編號 單據編號 orderno orderid number`,
        docDate: '订单日期 日期 下单日期 录单日期 訂單日期 日期 下單日期 orderdate date',
        requiredDate: '交货日期 交期 要求日期 预计交期 交貨日期 交期 預計交期 requireddate duedate',
        openQty: `未发数量 未交货数量 欠货数量 未执行数量 未出库数量 剩余数量 数量 未發數量 欠貨數量 數量 openqty quantity qty`,
        orderPrice: `含税单价 单价 订单单价 售价 价格 含稅單價 單價 訂單單價 售價 價格 price unitprice`,
        openingNote: '备注 摘要 说明 備註 說明 note remark',
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
    async walk(batch, ahead) {
      const mapping = JSON.parse(batch.mapping) as Mapping;
      const all: Draft[] = [];
      for await (const rows of ahead()) {
        all.push(...rows.map((row) => draftOf(row, mapping)).filter((draft) => !draft.empty));
      }
      const orders = Map.groupBy(all, keyOf);
      /** Orders that this pass could enter, though a dry run took them back. */
      const entered = new Map<string, { id: number; version: number }>();
      async function write(ctx: WriteContext, draft: Draft): Promise<WrittenRow> {
        const key = keyOf(draft);
        const drafts = orders.get(key)!;
        const head = drafts[0]!.row;
        const customer = await findCustomerNamed(ctx, draft.customer);
        const { oldNo } = draft;
        const there = await openingOrderOf(ctx.tx, { customerId: customer.id, oldNo });
        if (draft.row !== head) {
          const made = entered.get(key);
          const whose = made ?? there;
          if (!whose) throw new Refused('opening-order-faulty', { row: head });
          const reasons: WrittenRow['reasons'] = [
            { code: 'opening-order-line', params: { row: head } },
          ];
          const verdict = made ? 'create' : 'same';
          return { verdict, reasons, entity: whose, kept: null };
        }
        if (there) {
          const reasons: WrittenRow['reasons'] = [{ code: 'opening-same', params: {} }];
          return { verdict: 'same', reasons, entity: there, kept: null };
        }
        const entity = await enter(ctx, lastPrices, drafts);
        entered.set(key, entity);
        return {
          verdict: 'create',
          reasons: [{ code: 'opening-order', params: { count: drafts.length } }],
          entity,
          kept: { version: entity.version },
        };
      }
      return rowWalk<Draft>(
        {
          entity: 'salesOrder',
          draft: draftOf,
          label: ({ customer, oldNo }) => [customer, oldNo].join(' '),
          // Rows of one order belong together, whatever they say.
          keys: (draft) => [`${keyOf(draft)}\n${draft.row}`],
          write,
          reasonOf: openingRefusal,
        },
        batch,
      );
    },
    async takeBack(ctx, row) {
      const order = await salesOrderById(ctx.tx, row.entity_id!);
      // A line goes with its order, which stands in a row above.
      if (row.kept === null) return order?.state === 'void';
      const { version } = JSON.parse(row.kept) as { version: number };
      if (order?.version !== version || order.state !== 'confirmed') return false;
      const undo = { version, reason: TAKEN_BACK };
      return (await ctx.attempt(async () => await voidOrder(ctx, order.id, undo))).ok;
    },
  });
