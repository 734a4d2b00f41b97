import type { LastPrice } from '@xinhang/shared/prices.ts';
import type { ReadContext } from '../http/context.ts';

/** Documents in which a customer agreed on prices. */
export interface LastPriceSource {
  /**
   * The newest price of each of these products for this customer, in documents that the reader may
   * open; the customer was found through scope.
   */
  find(
    ctx: ReadContext,
    customerId: number,
    productIds: readonly number[],
  ): Promise<Map<number, LastPrice>>;
}

/** What a customer paid last; each module that sells registers its own at boot. */
export class LastPrices {
  readonly #sources: LastPriceSource[] = [];

  register(source: LastPriceSource): void {
    this.#sources.push(source);
  }

  /** The newest of all sources by product. */
  async find(
    ctx: ReadContext,
    customerId: number,
    productIds: readonly number[],
  ): Promise<Map<number, LastPrice>> {
    const newest = new Map<number, LastPrice>();
    for (const source of this.#sources) {
      for (const [productId, price] of await source.find(ctx, customerId, productIds)) {
        const known = newest.get(productId);
        if (!known || known.on < price.on) newest.set(productId, price);
      }
    }
    return newest;
  }
}
