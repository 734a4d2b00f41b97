import type { ImportRowRecord } from '@xinhang/db/repositories/imports.ts';
import { importNeeds, supplierPriceTargets } from '@xinhang/shared/import-kinds.ts';
import { fieldRefused } from '@xinhang/shared/problems.ts';
import { nameKey } from '@xinhang/shared/text-keys.ts';
import type { WriteContext } from '../../../http/context.ts';
import { seesEveryImport } from '../../../http/import-sight.ts';
import { todayOf } from '../../../http/today.ts';
import {
  putSupplierPrice,
  takeBackSupplierPrice,
  type SupplierPricePut,
} from '../../purchasing/service.ts';
import type { SheetRow } from '../file.ts';
import type { Mapping } from '../headers.ts';
import type { ImportKind } from '../kind.ts';
import {
  findProduct,
  findSupplier,
  findUnit,
  productKey,
  readProduct,
  type ProductNamed,
} from '../rows/finds.ts';
import { headerGuess } from '../rows/guess.ts';
import { needColumns } from '../rows/needed.ts';
import { priceWords, productNameWords } from '../rows/price-words.ts';
import { readPriceSpan, type PriceSpan } from '../rows/price-span.ts';
import { RowReader, type RowDraft } from '../rows/reader.ts';
import { refusalReason } from '../rows/refused.ts';
import { takeBackRows } from '../rows/undo.ts';
import { rowWalk, type WrittenRow } from '../rows/walk.ts';

const headers = headerGuess(
  supplierPriceTargets,
  {
    ...productNameWords,
    ...priceWords,
    supplierName: `供应商 供应商全称 供应商全名 供货商 供货商名称 厂商 往来单位 单位全名 單位全名 供應商 供應商全名 廠商
      supplier suppliername vendor`,
    askedPrice: `采购价 进价 供货价 采购单价 单价 价格 含税单价 最近进价 采购含税单价 採購價 進價 供貨價 單價 價格 含稅單價
      price cost costprice purchaseprice unitprice buyprice`,
    partNo:
      '供应商商品编号 供应商编码 厂家货号 廠商貨號 供應商商品編號 partno partnumber supplierpartno',
  },
  [
    [/(供应商|供應商|供货商|供貨商).*(货号|貨號|编|編)/, 'partNo'],
    [/(供应商|供應商|供货商|供貨商)/, 'supplierName'],
    [/(商品|产品|產品|货品|貨品|物料).*(编|代码|編|代碼|号|號)/, 'code'],
    [/(商品|产品|產品|货品|貨品|物料).*(名|称|稱)/, 'productName'],
    [/(进|采购|供货|進|採購|供貨).*(价|價)/, 'askedPrice'],
  ],
);

interface Draft extends RowDraft, PriceSpan {
  supplier: string;
  product: ProductNamed;
  priceE4: number;
  partNo: string;
}

function draftOf(row: SheetRow, mapping: Mapping): Draft {
  const cells = new RowReader(row, mapping, { supplierName: 120, partNo: 60, priceNote: 500 });
  cells.need('supplierName');
  cells.need('askedPrice');
  const product = readProduct(cells);
  const read = {
    supplier: cells.text('supplierName'),
    product,
    priceE4: cells.amount('askedPrice') ?? 0,
    partNo: cells.text('partNo'),
    ...readPriceSpan(cells),
  };
  return { ...cells.draft(), ...read };
}

async function write(ctx: WriteContext, draft: Draft): Promise<WrittenRow> {
  const supplier = await findSupplier(ctx, draft.supplier);
  const product = await findProduct(ctx, draft.product);
  const put = await putSupplierPrice(ctx, {
    supplierId: supplier.id,
    productId: product.id,
    unitId: await findUnit(ctx, product, draft.product),
    priceE4: draft.priceE4,
    basis: draft.basis,
    qtyFromE4: draft.qtyFromE4,
    validFrom: draft.validFrom ?? (await todayOf(ctx)),
    validTo: draft.validTo,
    partNo: draft.partNo,
    note: draft.note,
  });
  const code = { same: 'price-same', created: 'price-new', replaced: 'price-replaces' } as const;
  return {
    verdict: put.became === 'same' ? 'same' : put.became === 'created' ? 'create' : 'update',
    reasons: [{ code: code[put.became], params: {} }],
    entity: { id: put.id, version: put.version },
    kept: put.became === 'same' ? null : put,
  };
}

const takeBack = async (ctx: WriteContext, row: ImportRowRecord) =>
  await takeBackSupplierPrice(ctx, JSON.parse(row.kept ?? '{}') as SupplierPricePut);

/** What suppliers ask; a price in the place of one that holds ends it the day before. */
export const supplierPriceImport: ImportKind = {
  name: 'supplierPrices',
  needs: importNeeds.supplierPrices,
  look: headers,
  seesAll: seesEveryImport.supplierPrices,
  // Whoever took the file in may have lost the sight of costs since.
  readsContents: (actor) => actor.fields.cost === 'show',
  // oxlint-disable-next-line require-await -- other kinds look at the database
  guess: async (_ctx, shape) => headers.guess(shape.header),
  // oxlint-disable-next-line require-await -- other kinds look at the database
  async checkChoices(ctx, { mapping }) {
    needColumns('supplierPrices', mapping);
    const at = mapping.indexOf('askedPrice');
    if (ctx.actor.fields.cost !== 'show') throw fieldRefused(`/mapping/${at}`, 'cost-hidden');
  },
  // oxlint-disable-next-line require-await -- other kinds read before they begin
  walk: async (_db, batch) =>
    rowWalk<Draft>(
      {
        entity: 'supplierPrice',
        draft: draftOf,
        label: ({ supplier, product }) => `${supplier} ${product.name || product.code}`,
        keys: ({ supplier, product, qtyFromE4, validFrom }) => [
          [nameKey(supplier), productKey(product), qtyFromE4, validFrom ?? ''].join('\n'),
        ],
        write,
        reasonOf: refusalReason({
          'before-beginning': 'dates-reversed',
          'cost-hidden': 'cost-hidden',
        }),
      },
      batch,
    ),
  takeBack: takeBackRows('supplierPrice', takeBack),
};
