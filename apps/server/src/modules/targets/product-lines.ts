import type { Reader } from '@xinhang/db/database.ts';
import type { DimensionSource } from '../../registry/dimensions.ts';
import { allProductCategories, productsByIds } from '../products/service.ts';

/** Documents whose lines name a product: receipts are of no product, and deals only ask for some. */
const metrics = ['ordered', 'delivered'] as const;

/** Categories by their ids as text, each with those above it. */
export async function categoryNames(db: Reader): Promise<Map<string, string>> {
  const rows = new Map((await allProductCategories(db)).map((row) => [row.id, row]));
  const named = (id: number): string => {
    const { name, parent_id: above } = rows.get(id)!;
    return above === null ? name : `${named(above)} / ${name}`;
  };
  return new Map([...rows.keys()].map((id) => [String(id), named(id)]));
}

/** The product line: the category in which the product stood at the time of posting. */
export const categoryDimension: DimensionSource = {
  dimension: 'category',
  metrics,
  splits: true,
  /** The last ones of the tree: a result counts where it was posted, and not above it as well. */
  async choices({ db }) {
    const above = new Set((await allProductCategories(db)).map((row) => String(row.parent_id)));
    return [...(await categoryNames(db))].flatMap(([part, name]) =>
      above.has(part) ? [] : [{ part, name }],
    );
  },
  async named({ db }, parts) {
    const names = await categoryNames(db);
    return new Map(parts.flatMap((part) => (names.has(part) ? [[part, names.get(part)!]] : [])));
  },
};

/** Results by product. No target is split so: a company has more products than a grid has lines. */
export const productDimension: DimensionSource = {
  dimension: 'product',
  metrics,
  splits: false,
  choices: async () => [],
  async named({ db }, parts) {
    const found = await productsByIds(db, parts.map(Number).filter(Number.isSafeInteger));
    return new Map(found.map(({ id, code, name }) => [String(id), `${code} ${name}`]));
  },
};
