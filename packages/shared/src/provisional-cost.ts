import { fen } from './money.ts';
import { qtyE4 } from './quantity.ts';
import { averageCost, atPrice, emptyPool, type CostPool } from './stock-cost.ts';

/**
 * What is there of a product, and what went out before it came in, at what was taken for its cost.
 * At rest one of the two is empty, and the cost pool is the one less the other.
 */
export interface CostSides {
  readonly there: CostPool;
  readonly owed: CostPool;
}

/** Both sides of a pool at rest. */
export const sidesOf = (pool: CostPool): CostSides =>
  pool.qtyE4 >= 0
    ? { there: pool, owed: emptyPool }
    : { there: emptyPool, owed: less(emptyPool, pool) };

export const poolOf = ({ there, owed }: CostSides): CostPool => less(there, owed);

export const more = (pool: CostPool, part: CostPool): CostPool => ({
  qtyE4: qtyE4(pool.qtyE4 + part.qtyE4),
  valueFen: fen(pool.valueFen + part.valueFen),
});

export const less = (pool: CostPool, part: CostPool): CostPool => ({
  qtyE4: qtyE4(pool.qtyE4 - part.qtyE4),
  valueFen: fen(pool.valueFen - part.valueFen),
});

export interface Beyond {
  /** What it costs in all: what is there at its cost, the rest at the provisional one. */
  valueFen: number;
  lack: CostPool;
  pool: CostPool;
}

/** Goods out of a pool that has fewer: the rest costs by `known` what so much of it cost. */
export function takeBeyond(
  pool: CostPool,
  quantity: number,
  known: { qty_e4: number; value_fen: number },
): Beyond {
  const { there, owed } = sidesOf(pool);
  const lackE4 = qtyE4(quantity - there.qtyE4);
  if (lackE4 <= 0) throw new RangeError('there is enough');
  const lack = { qtyE4: lackE4, valueFen: atPrice(known, lackE4) };
  return {
    valueFen: fen(there.valueFen + lack.valueFen),
    lack,
    pool: poolOf({ there: emptyPool, owed: more(owed, lack) }),
  };
}

export interface Cleared {
  qtyE4: number;
  /** What it went out for. */
  provisionalFen: number;
  /** What came in for it cost. */
  realFen: number;
}

/** What is there for an issue that is open: as much as both have, the last of each takes the rest. */
export function clearing(there: CostPool, open: CostPool): Cleared {
  const quantity = qtyE4(Math.min(there.qtyE4, open.qtyE4));
  return {
    qtyE4: quantity,
    provisionalFen: averageCost(open, quantity),
    realFen: averageCost(there, quantity),
  };
}

/** Both sides after that. */
export const afterClearing = ({ there, owed }: CostSides, cleared: Cleared): CostSides => {
  const { qtyE4: quantity, provisionalFen, realFen } = cleared;
  return {
    there: less(there, { qtyE4: qtyE4(quantity), valueFen: fen(realFen) }),
    owed: less(owed, { qtyE4: qtyE4(quantity), valueFen: fen(provisionalFen) }),
  };
};

/** And before it, where it is taken back. */
export const beforeClearing = ({ there, owed }: CostSides, cleared: Cleared): CostSides => {
  const { qtyE4: quantity, provisionalFen, realFen } = cleared;
  return {
    there: more(there, { qtyE4: qtyE4(quantity), valueFen: fen(realFen) }),
    owed: more(owed, { qtyE4: qtyE4(quantity), valueFen: fen(provisionalFen) }),
  };
};
