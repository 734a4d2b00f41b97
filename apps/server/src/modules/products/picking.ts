import { may } from '@xinhang/db/actor.ts';
import type { Reader } from '@xinhang/db/database.ts';
import { productsByPartNumber } from '@xinhang/db/repositories/customer-products.ts';
import { barcodeByCode, unitsOfProducts } from '@xinhang/db/repositories/product-units.ts';
import {
  listProducts,
  productById,
  productsByCode,
  productsByIds,
  productsByWords,
  type ListedProduct,
} from '@xinhang/db/repositories/products.ts';
import type { PickedProduct } from '@xinhang/shared/products.ts';
import { searchRuns } from '@xinhang/shared/search-tokens.ts';
import { wordKey } from '@xinhang/shared/text-keys.ts';
import type { SearchSource } from '../../registry/boot.ts';

/** As barcodes are stored: one width, no spaces. */
const barcodeOf = (text: string) => text.normalize('NFKC').replaceAll(/\s/g, '');

type Picked = PickedProduct & { active: boolean };

function picked(row: ListedProduct, unit?: { id: number; name: string; num: number; den: number }) {
  const base = { id: row.unit_id, name: row.unit_name };
  return {
    id: row.id,
    code: row.code,
    name: row.name,
    spec: row.spec,
    kind: row.kind as PickedProduct['kind'],
    qtyDecimals: row.qty_decimals,
    taxBp: row.tax_bp,
    unit: unit ? { id: unit.id, name: unit.name } : base,
    num: unit?.num ?? 1,
    den: unit?.den ?? 1,
    baseUnit: base,
    active: row.active === 1,
  };
}

/** The product and unit of a whole barcode; of a carton's the carton. */
async function byBarcode(db: Reader, text: string, all: boolean): Promise<Picked | null> {
  const found = await barcodeByCode(db, barcodeOf(text));
  const row = found && (await productById(db, found.product_id));
  if (!row || (row.active === 0 && !all)) return null;
  const unit = (await unitsOfProducts(db, [row.id])).find((one) => one.unit_id === found.unit_id);
  return picked(row, unit && { ...unit, id: unit.unit_id, name: unit.unit_name });
}

/** Products in use, or out of use, whose code begins so, then those found by words. */
async function byWords(
  db: Reader,
  text: string,
  limit: number,
  active = true,
): Promise<ListedProduct[]> {
  const coded = await productsByCode(db, wordKey(text), limit, active);
  const words = searchRuns(text);
  if (coded.length >= limit || words.length === 0) return coded;
  const others = await productsByWords(db, words, limit, active);
  const known = new Set(coded.map((row) => row.id));
  return [...coded, ...others.filter((row) => !known.has(row.id))].slice(0, limit);
}

/**
 * Products for a line of a document, best first, with `all` those out of use last; with nothing
 * typed the first of all in use by code. The part numbers are those of a customer whom the caller
 * found through scope.
 */
export async function pickProducts(
  db: Reader,
  text: string,
  limit: number,
  { customerId, all = false }: { customerId?: number | undefined; all?: boolean | undefined } = {},
): Promise<Picked[]> {
  const scanned = text === '' ? null : await byBarcode(db, text, all);
  if (scanned) return [scanned];
  if (text !== '') {
    const ids =
      customerId === undefined ? [] : await productsByPartNumber(db, customerId, wordKey(text));
    const theirs = (await productsByIds(db, ids)).filter((row) => row.active === 1);
    const known = new Set(ids);
    const others = (await byWords(db, text, limit)).filter((row) => !known.has(row.id));
    const found = [...theirs, ...others].slice(0, limit);
    const room = limit - found.length;
    const gone = all && room > 0 ? await byWords(db, text, room, false) : [];
    return [...found, ...gone].map((row) => picked(row));
  }
  const page = { sort: 'code', descending: false, after: null, limit } as const;
  return (await listProducts(db, { active: true }, page)).map((row) => picked(row));
}

/** Products by barcode, code, and words of code, name, spec and pinyin. */
export const productSource: SearchSource = {
  name: 'products',
  async find(ctx, q, limit) {
    if (!may(ctx.actor, 'products.read')) return [];
    return (await pickProducts(ctx.db, q, limit)).map((row) => ({
      source: 'products',
      id: row.id,
      title: row.name,
      subtitle: [row.code, row.spec, row.unit.name].filter(Boolean).join(' · '),
      route: `/products/${row.id}`,
    }));
  },
};
