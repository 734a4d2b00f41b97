import type { Tx } from '@xinhang/db/database.ts';
import { barcodeByCode } from '@xinhang/db/repositories/product-units.ts';
import { allProductCategories, allUnits } from '@xinhang/db/repositories/product-words.ts';
import { productByCode, productById } from '@xinhang/db/repositories/products.ts';
import { fieldRefused } from '@xinhang/shared/problems.ts';
import { fitsDecimals } from '@xinhang/shared/qty-decimals.ts';
import { qtyE4 } from '@xinhang/shared/quantity.ts';
import { wordKey } from '@xinhang/shared/text-keys.ts';

/** Units and barcodes as they will stand. */
export interface Measures {
  unitId: number;
  units: readonly { unitId: number; num: number; den: number }[];
  barcodes: readonly { code: string; unitId: number }[];
}

/** What of a product must fit together, as it will stand. */
export interface Fitting {
  kind: string;
  tracksBatch: boolean;
  tracksSerial: boolean;
  minQtyE4: number | null;
  maxQtyE4: number | null;
}

const doubled = <T>(values: readonly T[]) =>
  values.findIndex((one, at) => values.indexOf(one) !== at);

export function checkFitting(facts: Fitting): void {
  if (facts.kind === 'service' && facts.tracksBatch) {
    throw fieldRefused('/tracksBatch', 'not-of-a-service');
  }
  if (facts.kind === 'service' && facts.tracksSerial) {
    throw fieldRefused('/tracksSerial', 'not-of-a-service');
  }
  if (facts.minQtyE4 !== null && facts.maxQtyE4 !== null && facts.minQtyE4 > facts.maxQtyE4) {
    throw fieldRefused('/maxQtyE4', 'below-minimum');
  }
}

/** The key of a code that no other product has; who has it is named. */
export async function needOwnCode(tx: Tx, code: string, id?: number): Promise<string> {
  const key = wordKey(code);
  const other = await productByCode(tx, key);
  if (other && other.id !== id) throw fieldRefused('/code', 'code-taken', { name: other.name });
  return key;
}

export async function needCategory(tx: Tx, categoryId: number | null | undefined): Promise<void> {
  if (categoryId === null || categoryId === undefined) return;
  const known = (await allProductCategories(tx)).some((row) => row.id === categoryId);
  if (!known) throw fieldRefused('/categoryId', 'unknown-category');
}

/** Units that there are, each once; barcodes of these units that no other product has. */
export async function checkMeasures(tx: Tx, wanted: Measures, id?: number): Promise<void> {
  const known = new Set((await allUnits(tx)).map((unit) => unit.id));
  if (!known.has(wanted.unitId)) throw fieldRefused('/unitId', 'unknown-unit');
  const ids = [wanted.unitId, ...wanted.units.map((unit) => unit.unitId)];
  const unknown = wanted.units.findIndex((unit) => !known.has(unit.unitId));
  if (unknown >= 0) throw fieldRefused(`/units/${unknown}/unitId`, 'unknown-unit');
  const twice = doubled(ids);
  if (twice > 0) throw fieldRefused(`/units/${twice - 1}/unitId`, 'named-twice');
  const again = doubled(wanted.barcodes.map((one) => one.code));
  if (again >= 0) throw fieldRefused(`/barcodes/${again}/code`, 'named-twice');
  for (const [at, { code, unitId }] of wanted.barcodes.entries()) {
    if (!ids.includes(unitId)) throw fieldRefused(`/barcodes/${at}/unitId`, 'unknown-unit');
    const other = await barcodeByCode(tx, code);
    if (!other || other.product_id === id) continue;
    const { name } = (await productById(tx, other.product_id))!;
    throw fieldRefused(`/barcodes/${at}/code`, 'barcode-taken', { name });
  }
}

interface KeptAs {
  kind: string;
  tracks_batch: number;
  tracks_serial: number;
  qty_decimals: number;
}

/**
 * Goods that lie somewhere stay goods, and their batches and numbers are known or not as they came:
 * what has none could never leave once some are asked for.
 */
export function checkLying(lying: readonly number[], before: KeptAs, next: KeptAs): void {
  if (lying.length === 0) return;
  if (next.kind !== before.kind) throw fieldRefused('/kind', 'still-in-stock');
  if (next.tracks_batch !== before.tracks_batch) {
    throw fieldRefused('/tracksBatch', 'still-in-stock');
  }
  if (next.tracks_serial !== before.tracks_serial) {
    throw fieldRefused('/tracksSerial', 'still-in-stock');
  }
  if (next.qty_decimals >= before.qty_decimals) return;
  if (lying.some((quantity) => !fitsDecimals(qtyE4(quantity), next.qty_decimals))) {
    throw fieldRefused('/qtyDecimals', 'parts-in-stock');
  }
}

/** A unit that stands in rows that keep their meaning is neither removed nor given a new factor. */
export function checkUses(used: ReadonlySet<number>, before: Measures, wanted: Measures): void {
  if (used.size === 0) return;
  if (wanted.unitId !== before.unitId) throw fieldRefused('/unitId', 'unit-fixed');
  for (const old of before.units) {
    if (!used.has(old.unitId)) continue;
    const at = wanted.units.findIndex((unit) => unit.unitId === old.unitId);
    if (at < 0) throw fieldRefused('/units', 'unit-in-use');
    const { num, den } = wanted.units[at]!;
    // The same factor, however it is written.
    if (BigInt(num) * BigInt(old.den) !== BigInt(old.num) * BigInt(den)) {
      throw fieldRefused(`/units/${at}/num`, 'unit-in-use');
    }
  }
}
