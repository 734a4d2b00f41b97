import type { ReadContext } from '../http/context.ts';

/** What customers of one person owe, and what of it is past its due date, in fen. */
export interface OwnerDebt {
  openFen: number;
  overdueFen: number;
}

type Looker = Pick<ReadContext, 'db' | 'actor'>;
/** By owner, of the customers that the reader may open; null for who may read no receivables. */
type Source = (
  ctx: Looker,
  ownerIds: readonly number[],
  today: string,
) => Promise<Map<number, OwnerDebt> | null>;

/** What the customers of people owe: finance registers it, whoever judges people asks. */
export class OwnerDebts {
  #source: Source | null = null;

  register(source: Source): void {
    this.#source = source;
  }

  async find(
    ctx: Looker,
    ownerIds: readonly number[],
    today: string,
  ): Promise<Map<number, OwnerDebt> | null> {
    return (await this.#source?.(ctx, ownerIds, today)) ?? null;
  }
}
