import {
  daysOfBatches,
  daysOfSerials,
  lyingBatches,
  serialPieces,
  type PiecesQuestion,
} from '@xinhang/db/repositories/stock-pieces.ts';
import { placesReached } from '@xinhang/db/scope-places.ts';
import type { Position } from '@xinhang/db/keyset.ts';
import { problem } from '@xinhang/shared/problems.ts';
import { searchRuns } from '@xinhang/shared/search-tokens.ts';
import type { LyingBatch, SerialPiece } from '@xinhang/shared/stock-pieces.ts';
import type { ReadContext } from '../../http/context.ts';
import { toProduct } from './read.ts';

type Ctx = Pick<ReadContext, 'db' | 'actor'>;
interface Asked {
  q?: string | undefined;
  productId?: number | undefined;
  locationId?: number | undefined;
  gone?: boolean | undefined;
}
interface Start {
  after: Position | null;
  limit: number;
}

const questionOf = (
  { actor }: Ctx,
  { q = '', productId, locationId, gone }: Asked,
): PiecesQuestion => ({
  productId,
  locationId,
  gone,
  text: q.trim(),
  words: searchRuns(q),
  places: placesReached(actor, 'stock.read'),
});

/** Code and number of the last row of a page stand in one text of its cursor. */
const BETWEEN = '\n';
function partsOf({ value }: Position): [code: string, number: string] {
  const [code, number] = String(value).split(BETWEEN);
  if (code === undefined || number === undefined) throw problem('bad-cursor');
  return [code, number];
}

/** A page of batches, and where the next one starts. */
export async function findBatches(ctx: Ctx, asked: Asked, { after, limit }: Start) {
  const parts = after && partsOf(after);
  const start = parts && { code: parts[0], batch: parts[1], locationId: after.id };
  return await lyingBatches(ctx.db, questionOf(ctx, asked), { after: start, limit });
}
export type BatchRow = Awaited<ReturnType<typeof findBatches>>[number];

export const batchPosition = (row: BatchRow): Position => ({
  value: `${row.code_key}${BETWEEN}${row.batch}`,
  id: row.location_id,
});

export async function describeBatches(ctx: Ctx, rows: readonly BatchRow[]): Promise<LyingBatch[]> {
  const ids = [...new Set(rows.map((row) => row.id))];
  const days = await daysOfBatches(ctx.db, ids, placesReached(ctx.actor, 'stock.read'));
  return rows.map((row) => {
    const own = days.get(`${row.id}/${row.location_id}/${row.batch}`);
    return {
      product: toProduct(row),
      batch: row.batch,
      place: { id: row.location_id, name: row.place },
      qtyE4: Number(row.qty_e4),
      cameOn: own?.cameOn ?? null,
      movedOn: own?.movedOn ?? null,
    };
  });
}

/** A page of pieces with numbers, and where the next one starts. */
export async function findSerials(ctx: Ctx, asked: Asked, { after, limit }: Start) {
  const parts = after && partsOf(after);
  const start = parts && { code: parts[0], serial: parts[1] };
  return await serialPieces(ctx.db, questionOf(ctx, asked), { after: start, limit });
}
export type SerialRow = Awaited<ReturnType<typeof findSerials>>[number];

export const serialPosition = (row: SerialRow): Position => ({
  value: `${row.code_key}${BETWEEN}${row.serial}`,
  id: row.id,
});

export async function describeSerials(
  ctx: Ctx,
  rows: readonly SerialRow[],
): Promise<SerialPiece[]> {
  const days = await daysOfSerials(ctx.db, rows, placesReached(ctx.actor, 'stock.read'));
  return rows.map((row) => {
    const own = days.get(`${row.id}/${row.serial}`);
    return {
      product: toProduct(row),
      serial: row.serial,
      batch: row.batch,
      place: { id: row.location_id, name: row.place, kind: row.place_kind },
      cameOn: own?.cameOn ?? null,
      movedOn: own?.movedOn ?? null,
    };
  });
}
