import { may } from '@xinhang/db/actor.ts';
import type { Language } from '@xinhang/shared/auth.ts';
import {
  levelHeader,
  productColumnWords,
  productKindWords,
  productsTitle,
} from '@xinhang/shared/catalog-words.ts';
import { isPriceTarget, productTargets, type ProductTarget } from '@xinhang/shared/import-kinds.ts';
import { productExport } from '@xinhang/shared/products.ts';
import { searchRuns } from '@xinhang/shared/search-tokens.ts';
import { sheetWords } from '@xinhang/shared/sheet-words.ts';
import type { z } from 'zod';
import type { ReadContext } from '../../../http/context.ts';
import { todayOf } from '../../../http/today.ts';
import type { SheetExport } from '../../../jobs/sheet-export.ts';
import type { SheetColumn, SheetValue } from '../../../sheets/write-sheet.ts';
import { priceLevels } from '../../prices/service.ts';
import { allProductCategories, listProducts } from '../../products/service.ts';
import { currentProducts, type CurrentProduct, type CurrentUnit } from './current.ts';

type Asked = z.output<typeof productExport>;

/** Products whose units, barcodes and prices are read at once. */
const BLOCK = 500;

const e4 = (value: number | null | undefined) =>
  value === null || value === undefined ? null : value / 10_000;

/** Columns that are numbers; the others are texts, codes with their leading zeros among them. */
const numbers: Readonly<Partial<Record<ProductTarget, string>>> = {
  price: '0.00##',
  floorPrice: '0.00##',
  ceilingPrice: '0.00##',
  purchasePrice: '0.00##',
  minQty: '0.####',
  maxQty: '0.####',
  qtyDecimals: '0',
};

/** A file says three units: the base unit and two others, those with the smaller factor first. */
const threeUnits = ([base, ...others]: readonly CurrentUnit[]) => [
  base!,
  ...others.toSorted((a, b) => a.num * b.den - b.num * a.den),
];

const factorText = (unit: CurrentUnit | undefined) =>
  unit ? (unit.den === 1 ? String(unit.num) : `${unit.num}/${unit.den}`) : '';

/** The cells of a product by column. */
function cellsOf(
  { row, units, category, price }: CurrentProduct,
  lang: Language,
): Record<ProductTarget, SheetValue> {
  const [first, second, third] = threeUnits(units);
  const flag = (value: number) => sheetWords[value === 1 ? 'yes' : 'no'][lang];
  const codes = (unit: CurrentUnit | undefined) => unit?.barcodes.join(' ') ?? '';
  return {
    code: row.code,
    productName: row.name,
    spec: row.spec,
    productKind: productKindWords[row.kind as 'goods' | 'service'][lang],
    category: category.join('/'),
    unit: first!.name,
    barcode: codes(first),
    unit2: second?.name ?? '',
    unit2Factor: factorText(second),
    barcode2: codes(second),
    unit3: third?.name ?? '',
    unit3Factor: factorText(third),
    barcode3: codes(third),
    price: e4(price?.priceE4),
    floorPrice: e4(price?.floorE4),
    ceilingPrice: e4(price?.ceilingE4),
    purchasePrice: e4(row.purchase_price_e4),
    taxRate: `${row.tax_bp / 100}%`,
    minQty: e4(row.min_qty_e4),
    maxQty: e4(row.max_qty_e4),
    qtyDecimals: row.qty_decimals,
    tracksBatch: flag(row.tracks_batch),
    tracksSerial: flag(row.tracks_serial),
    fapiaoName: row.fapiao_name,
    fapiaoUnit: row.fapiao_unit,
    taxCode: row.tax_code,
    productNote: row.note,
    inUse: flag(row.active),
  };
}

/** The ids that the filter asks for, by code, no more than the limit. */
async function idsOf(ctx: ReadContext, asked: Asked, limit: number): Promise<number[]> {
  const { q = '', categoryId, kind, active } = asked;
  const category = (await allProductCategories(ctx.db)).find((row) => row.id === categoryId);
  const question = {
    words: searchRuns(q),
    // One that is not there (any more) holds nothing.
    categoryPath: categoryId === undefined ? undefined : (category?.path ?? '-'),
    kinds: kind,
    active,
  };
  const page = { sort: 'code', descending: false, after: null, limit } as const;
  return (await listProducts(ctx.db, question, page)).map((row) => row.id);
}

/** Products with the columns of the import; prices and costs for those who see them. */
export const productFile: SheetExport<Asked> = {
  kind: 'products.export',
  input: productExport,
  needs: 'products.read',
  title: ({ lang }) => productsTitle[lang],
  async sheet(ctx, asked, limit) {
    const { lang } = asked;
    const ids = await idsOf(ctx, asked, limit);
    const priced = may(ctx.actor, 'prices.read');
    const shown = productTargets.filter((target) => {
      if (target === 'purchasePrice') return ctx.actor.fields.cost === 'show';
      return priced || !isPriceTarget(target);
    });
    const levels = priced ? (await priceLevels(ctx.db)).filter((level) => level.active === 1) : [];
    const columns: SheetColumn[] = [
      ...shown.map((target): SheetColumn => {
        const format = numbers[target];
        const header = productColumnWords[target][lang];
        return format ? { header, type: 'number', format } : { header, type: 'text' };
      }),
      ...levels.map(({ name }): SheetColumn => ({
        header: levelHeader[lang].replace('{level}', name),
        type: 'number',
        format: '0.00##',
      })),
    ];
    const today = await todayOf(ctx);
    const rows: SheetValue[][] = [];
    for (let at = 0; at < ids.length; at += BLOCK) {
      for (const one of await currentProducts(ctx.db, ids.slice(at, at + BLOCK), today)) {
        const cells = cellsOf(one, lang);
        const own = levels.map(({ id }) => e4(one.levels.get(id)?.priceE4));
        rows.push([...shown.map((target) => cells[target]), ...own]);
      }
    }
    return { columns, rows };
  },
  told: ({ lang: _lang, format: _format, ...filter }) => filter,
};
