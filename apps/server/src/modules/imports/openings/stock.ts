import { openingStockTargets } from '@xinhang/shared/import-kinds.ts';
import { mulQtyPrice, priceE4, qtyE4 } from '@xinhang/shared/quantity.ts';
import { wordKey } from '@xinhang/shared/text-keys.ts';
import type { WriteContext } from '../../../http/context.ts';
import { allLocations } from '../../products/service.ts';
import { confirmDoc, createDoc, reverseDoc, stockDocById } from '../../stock/service.ts';
import { shown } from '../cells.ts';
import { openingStockAt } from '../../opening/service.ts';
import type { SheetRow } from '../file.ts';
import type { Mapping } from '../headers.ts';
import {
  findProduct,
  findUnit,
  productKey,
  readProduct,
  type ProductNamed,
} from '../rows/finds.ts';
import { headerGuess } from '../rows/guess.ts';
import { productNameWords } from '../rows/price-words.ts';
import { RowReader, type RowDraft } from '../rows/reader.ts';
import { Refused } from '../rows/refused.ts';
import { rowWalk, type WrittenRow } from '../rows/walk.ts';
import { eveOf, openingKind, openingRefusal, TAKEN_BACK } from './common.ts';

interface Draft extends RowDraft {
  product: ProductNamed;
  place: string;
  qtyE4: number;
  valueFen: number;
  batch: string;
  serials: string[];
  note: string;
}

function draftOf(row: SheetRow, mapping: Mapping): Draft {
  const cells = new RowReader(row, mapping, {
    stockBatch: 60,
    openingNote: 200,
    stockSerials: 12_000,
  });
  const product = readProduct(cells);
  // Lists of stock have goods of which nothing is there.
  if (cells.isZero('stockQty', 'stockValue')) cells.leaveOut();
  cells.need('stockQty');
  const qty = cells.amount('stockQty') ?? 0;
  if (cells.text('stockQty') !== '' && qty === 0) {
    cells.refuse('number-out-of-range', { field: 'stockQty', value: cells.text('stockQty') });
  }
  const price = cells.amount('stockCost');
  const value = cells.fen('stockValue');
  if (price === undefined && value === undefined)
    cells.refuse('field-missing', { field: 'stockValue' });
  const read = {
    product,
    place: cells.text('warehouse'),
    batch: cells.text('stockBatch'),
    serials: cells
      .text('stockSerials')
      .split(/[\s,，;；、]+/u)
      .filter(Boolean),
    note: cells.text('openingNote'),
  };
  return {
    ...cells.draft(),
    ...read,
    qtyE4: qty,
    valueFen: value ?? mulQtyPrice(qtyE4(qty), priceE4(price ?? 0)),
  };
}

/** The place of this name; the first that is sold from where the file says none. */
async function placeOf(ctx: WriteContext, name: string): Promise<number> {
  const places = (await allLocations(ctx.tx)).filter((one) => one.active === 1);
  const found =
    name === ''
      ? places.find((one) => one.kind === 'warehouse' && one.sellable === 1)
      : places.find((one) => wordKey(one.name) === wordKey(name));
  if (!found) throw new Refused('place-unknown', { value: shown(name) });
  return found.id;
}

async function write(ctx: WriteContext, draft: Draft): Promise<WrittenRow> {
  const product = await findProduct(ctx, draft.product);
  if (product.kind !== 'goods') throw new Refused('service-has-no-stock', { value: product.name });
  const toLocationId = await placeOf(ctx, draft.place);
  const { batch, serials } = draft;
  const [there] = await openingStockAt(ctx.tx, {
    productId: product.id,
    placeId: toLocationId,
    batch,
  });
  // Each serial number is a piece of its own: further ones of the same product are no repetition.
  if (there && serials.length === 0) {
    if (there.value_fen !== draft.valueFen)
      throw new Refused('opening-there', { value: product.name });
    const reasons: WrittenRow['reasons'] = [{ code: 'opening-same', params: {} }];
    return { verdict: 'same', reasons, entity: there, kept: null };
  }
  const doc = await createDoc(ctx, {
    kind: 'otherIn',
    businessDate: await eveOf(ctx),
    fromLocationId: null,
    toLocationId,
    reason: 'opening',
    twoStep: false,
    note: draft.note,
    lines: [
      {
        productId: product.id,
        unitId: await findUnit(ctx, product, draft.product),
        qtyE4: draft.qtyE4,
        priceE4: null,
        batch,
        serials,
        note: '',
      },
    ],
  });
  const done = await confirmDoc(ctx, doc.id, doc.version, [draft.valueFen]);
  return {
    verdict: 'create',
    reasons: [{ code: 'opening-new', params: {} }],
    entity: { id: done.id, version: done.version },
    kept: { version: done.version },
  };
}

/** Goods as they lay there, by place, batch and serial number, with what they were worth. */
export const openingStock = openingKind('openingStock', {
  headers: headerGuess(
    openingStockTargets,
    {
      ...productNameWords,
      warehouse: '仓库 仓库名称 库房 倉庫名稱 倉庫 庫房 warehouse location store',
      stockQty: `数量 库存数量 期初数量 结存数量 现存量 账面数量 庫存數量 期初數量 數量 結存數量 quantity qty stock unitsinstock`,
      stockCost: `成本单价 成本价 成本均价 单价 期初单价 平均成本 成本單價 成本價 單價 cost unitcost averagecost`,
      stockValue: `金额 成本金额 库存金额 期初金额 结存金额 库存成本 金額 成本金額 庫存金額 期初金額 value amount`,
      stockBatch: '批次 批号 生产批号 批次號 批號 batch lot batchno',
      stockSerials: '序列号 串号 sn 序號 序列號 serial serialno',
      openingNote: '备注 说明 備註 note remark',
    },
    [
      [/(成本|单价|單價).*(价|價)$/, 'stockCost'],
      [/(金额|金額)/, 'stockValue'],
      [/(数量|數量)/, 'stockQty'],
      [/(仓|倉)/, 'warehouse'],
      [/(商品|产品|產品|货品|貨品|物料).*(编|代码|編|代碼|号|號)/, 'code'],
      [/(商品|产品|產品|货品|貨品|物料).*(名|称|稱)/, 'productName'],
    ],
  ),
  entity: 'stockDocument',
  costs: ['stockCost', 'stockValue'],
  walk: (batch) =>
    rowWalk<Draft>(
      {
        entity: 'stockDocument',
        draft: draftOf,
        label: ({ product, place }) => [product.name || product.code, place].join(' '),
        keys: ({ product, place, batch: lot, serials }) => [
          [productKey(product), wordKey(place), lot, serials.join(',')].join('\n'),
        ],
        write,
        reasonOf: openingRefusal,
      },
      batch,
    ),
  async takeBack(ctx, row) {
    const doc = await stockDocById(ctx.tx, row.entity_id!);
    const { version } = JSON.parse(row.kept ?? '{}') as { version: number };
    if (doc?.version !== version || doc.state !== 'confirmed') return false;
    const undo = { version, reason: TAKEN_BACK };
    // Goods that were sold since are there no more.
    return (await ctx.attempt(async () => await reverseDoc(ctx, doc.id, undo))).ok;
  },
});
