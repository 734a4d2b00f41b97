import type { ReadContext } from '../http/context.ts';

/** What is ordered for a line of a sales order and did not come yet, and when the next of it comes. */
export interface LineSupply {
  orderedE4: number;
  comingOn: string | null;
}

type Source = (
  ctx: Pick<ReadContext, 'db'>,
  salesLineIds: readonly number[],
) => Promise<Map<number, LineSupply>>;

/** What suppliers promised for lines of sales orders: whoever buys registers it, sales alone asks. */
export class LineSupplies {
  #source: Source | null = null;

  register(source: Source): void {
    this.#source = source;
  }

  async find(
    ctx: Pick<ReadContext, 'db'>,
    salesLineIds: readonly number[],
  ): Promise<Map<number, LineSupply>> {
    if (salesLineIds.length === 0) return new Map();
    return (await this.#source?.(ctx, salesLineIds)) ?? new Map();
  }
}
