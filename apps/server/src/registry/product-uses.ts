import type { Reader } from '@xinhang/db/database.ts';

/** Rows of a module that count products and keep their meaning. */
export interface ProductUse {
  /** Units of this product that stand in such rows; the base unit where a quantity does. */
  unitsUsed(db: Reader, productId: number): Promise<readonly number[]>;
  /** How much of it lies in each place of the company, where that is something; 1/10,000. */
  lying?(db: Reader, productId: number): Promise<readonly number[]>;
}

/**
 * What stands on the units of products: stock once something moved, prices, documents. A unit that
 * stands somewhere is neither removed nor given another factor, and then the base unit is fixed.
 * What lies somewhere keeps its kind and how its pieces are known. Each module registers its own at
 * boot.
 */
export class ProductUses {
  readonly #uses: ProductUse[] = [];

  register(use: ProductUse): void {
    this.#uses.push(use);
  }

  /** Every unit of this product that stands somewhere. */
  async unitsUsed(db: Reader, productId: number): Promise<Set<number>> {
    const found = new Set<number>();
    for (const use of this.#uses) {
      for (const unitId of await use.unitsUsed(db, productId)) found.add(unitId);
    }
    return found;
  }

  /** What lies of it, place by place: empty where the company has none. */
  async lying(db: Reader, productId: number): Promise<number[]> {
    const found: number[] = [];
    for (const use of this.#uses) found.push(...((await use.lying?.(db, productId)) ?? []));
    return found;
  }
}
