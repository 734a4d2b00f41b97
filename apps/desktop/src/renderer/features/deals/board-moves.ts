import type { api } from '@xinhang/shared/contract/api.ts';
import type { EndpointOutput } from '@xinhang/shared/contract/endpoint.ts';
import type { DealRow } from '@xinhang/shared/deals.ts';

export type BoardColumn = EndpointOutput<typeof api.deals.board>['columns'][number];

/** A card on its way: shown where it goes until the server has answered and the board is read anew. */
export interface CardMove {
  row: DealRow;
  /** Null: it leaves the board, because the deal has ended. */
  to: number | null;
}

/** What a deal brings by its chance, in fen. */
const weighted = ({ amountFen, chance }: DealRow) => Math.round(((amountFen ?? 0) * chance) / 100);

/** A column with one card more or less. */
function counted(column: BoardColumn, row: DealRow, sign: 1 | -1): BoardColumn {
  return {
    ...column,
    count: column.count + sign,
    amountFen: column.amountFen + sign * (row.amountFen ?? 0),
    weightedFen: Math.max(0, column.weightedFen + sign * weighted(row)),
  };
}

/** The board as it will be once the moves under way are done. */
export function withMoves(
  columns: readonly BoardColumn[],
  moves: readonly CardMove[],
): BoardColumn[] {
  return moves.reduce<BoardColumn[]>(
    (board, { row, to }) => {
      // The server may have answered before the move is forgotten: then nothing is left to do.
      const there = board.some(
        ({ stageId, rows }) => stageId === to && rows.some((card) => card.id === row.id),
      );
      if (there) return board;
      return board.map((column) => {
        if (column.stageId === to) {
          return { ...counted(column, row, 1), rows: [row, ...column.rows] };
        }
        // A card that was loaded on demand stands in no row of the answer, but in its count.
        if (column.stageId !== row.stage.id) return column;
        const rows = column.rows.filter((card) => card.id !== row.id);
        return { ...counted(column, row, -1), rows };
      });
    },
    [...columns],
  );
}
