import { markRowUndone, type ImportRowRecord } from '@xinhang/db/repositories/imports.ts';
import type { WriteContext } from '../../../http/context.ts';
import type { Move } from '../kind.ts';
import { quiet } from '../trying.ts';

const undone = { verdict: 'undone', code: 'undone' };
const kept = { verdict: 'kept', code: 'worked-on-since' };

/** Takes rows back one by one; `one` is false, and nothing is changed, where somebody worked on it. */
export const takeBackRows =
  (entity: string, one: (ctx: WriteContext, row: ImportRowRecord) => Promise<boolean>) =>
  async (ctx: WriteContext, batchId: number, rows: readonly ImportRowRecord[]): Promise<Move[]> => {
    const moves: Move[] = [];
    for (const row of rows) {
      const result = (await one(quiet(ctx), row)) ? undone : kept;
      await markRowUndone(ctx.tx, batchId, row.row, result);
      moves.push({ from: row.verdict, to: result.verdict, rows: 1 });
    }
    const id = rows.at(-1)?.entity_id;
    if (id) await ctx.emit({ entity, id, version: ctx.now, audience: [] });
    return moves;
  };
