import type { Reader } from '@xinhang/db/database.ts';
import type { PartQuantity } from '@xinhang/shared/performance.ts';
import { allUnits, productsByIds } from '../products/service.ts';

interface Counted {
  productId: number;
  qtyE4: number;
}

/**
 * How much it is, in each base unit by itself: pieces and kilograms are never added up. What came
 * to nothing is left out.
 */
export async function quantityTeller(
  db: Reader,
  rows: readonly Counted[],
): Promise<(of: readonly Counted[]) => PartQuantity[]> {
  const ids = [...new Set(rows.map((row) => row.productId))];
  const unitOf = new Map((await productsByIds(db, ids)).map((row) => [row.id, row.unit_id]));
  const units = new Map((await allUnits(db)).map((unit) => [unit.id, unit.name]));
  return (of) => {
    const sums = new Map<number, number>();
    for (const { productId, qtyE4 } of of) {
      const unit = unitOf.get(productId);
      if (unit !== undefined) sums.set(unit, (sums.get(unit) ?? 0) + qtyE4);
    }
    return [...sums].flatMap(([unit, qtyE4]) =>
      qtyE4 === 0 ? [] : [{ unit: units.get(unit) ?? '', qtyE4 }],
    );
  };
}
