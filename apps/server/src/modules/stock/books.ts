import {
  balancesOf,
  poolsOf,
  serialsOf,
  setBalance,
  setPool,
  setSerial,
  type BalanceRecord,
  type PoolRecord,
  type SerialRecord,
} from '@xinhang/db/repositories/stock-posting.ts';
import type { Tx } from '@xinhang/db/database.ts';
import { fen } from '@xinhang/shared/money.ts';
import { qtyE4 } from '@xinhang/shared/quantity.ts';
import { emptyPool, type CostPool } from '@xinhang/shared/stock-cost.ts';

interface Place {
  productId: number;
  locationId: number;
  batch: string;
}

const keyOf = ({ productId, locationId, batch }: Place) => `${productId}/${locationId}/${batch}`;
const poolIn = (quantity: number, value: number): CostPool => ({
  qtyE4: qtyE4(Number(quantity)),
  valueFen: fen(Number(value)),
});
const pieceKey = (productId: number, serial: string) => `${productId}/${serial}`;

/**
 * Quantities, cost and pieces of the products that one posting moves, read once, changed in memory
 * and written once: transactions run one after the other, so nobody else changes them meanwhile.
 */
export class StockBooks {
  readonly #entityId: number;
  readonly #balances: Map<string, Omit<BalanceRecord, 'reserved_e4'>>;
  readonly #pools: Map<number, CostPool>;
  /** Pools as they were the last time that there was something worth something. */
  readonly #known: Map<number, CostPool>;
  readonly #pieces: Map<string, SerialRecord>;
  readonly #touched = { balances: new Set<string>(), pools: new Set<number>() };
  readonly #moved = new Set<string>();

  private constructor(
    entityId: number,
    balances: BalanceRecord[],
    pools: PoolRecord[],
    pieces: SerialRecord[],
  ) {
    this.#entityId = entityId;
    this.#balances = new Map(
      balances.map(({ entity_id, product_id, location_id, batch, qty_e4, qty2_e4 }) => [
        keyOf({ productId: product_id, locationId: location_id, batch }),
        { entity_id, product_id, location_id, batch, qty_e4, qty2_e4 },
      ]),
    );
    this.#pools = new Map(pools.map((row) => [row.product_id, poolIn(row.qty_e4, row.value_fen)]));
    this.#known = new Map(
      pools.map((row) => [row.product_id, poolIn(row.known_qty_e4, row.known_value_fen)]),
    );
    this.#pieces = new Map(pieces.map((row) => [pieceKey(row.product_id, row.serial), row]));
  }

  static async open(
    tx: Tx,
    entityId: number,
    productIds: readonly number[],
    serials: readonly string[],
  ): Promise<StockBooks> {
    return new StockBooks(
      entityId,
      await balancesOf(tx, entityId, productIds),
      await poolsOf(tx, entityId, productIds),
      await serialsOf(tx, productIds, serials),
    );
  }

  quantity(place: Place): number {
    return this.#balances.get(keyOf(place))?.qty_e4 ?? 0;
  }

  /** Adds to a place, or takes from it what is negative. */
  add(place: Place, quantityE4: number, qty2E4: number): void {
    const key = keyOf(place);
    const row = this.#balances.get(key) ?? {
      entity_id: this.#entityId,
      product_id: place.productId,
      location_id: place.locationId,
      batch: place.batch,
      qty_e4: 0,
      qty2_e4: 0,
    };
    row.qty_e4 = qtyE4(row.qty_e4 + quantityE4);
    row.qty2_e4 = qtyE4(row.qty2_e4 + qty2E4);
    this.#balances.set(key, row);
    this.#touched.balances.add(key);
  }

  pool(productId: number): CostPool {
    return this.#pools.get(productId) ?? emptyPool;
  }

  /** The last average that was known: of so much, what it cost. */
  known(productId: number): CostPool {
    return this.#known.get(productId) ?? emptyPool;
  }

  setPool(productId: number, pool: CostPool): void {
    this.#pools.set(productId, pool);
    if (pool.qtyE4 > 0 && pool.valueFen > 0) this.#known.set(productId, pool);
    this.#touched.pools.add(productId);
  }

  /** Where a piece is; undefined of one that was never seen. */
  piece(productId: number, serial: string): SerialRecord | undefined {
    return this.#pieces.get(pieceKey(productId, serial));
  }

  movePiece(productId: number, serial: string, to: { locationId: number; batch: string }): void {
    const key = pieceKey(productId, serial);
    const { locationId: location_id, batch } = to;
    const row = { product_id: productId, serial, entity_id: this.#entityId, location_id, batch };
    this.#pieces.set(key, row);
    this.#moved.add(key);
  }

  async save(tx: Tx): Promise<void> {
    for (const key of this.#touched.balances) await setBalance(tx, this.#balances.get(key)!);
    for (const productId of this.#touched.pools) {
      const [pool, known] = [this.pool(productId), this.known(productId)];
      await setPool(tx, {
        entity_id: this.#entityId,
        product_id: productId,
        qty_e4: pool.qtyE4,
        value_fen: pool.valueFen,
        known_qty_e4: known.qtyE4,
        known_value_fen: known.valueFen,
      });
    }
    for (const key of this.#moved) await setSerial(tx, this.#pieces.get(key)!);
  }
}
