import { api } from '@xinhang/shared/contract/api.ts';
import type { DealRow } from '@xinhang/shared/deals.ts';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { client } from '../../app/client.ts';
import { keyOf, queryClient, useEndpoint } from '../../app/query.ts';
import { useSides } from '../../app/sides.ts';
import { withMoves, type BoardColumn, type CardMove } from './board-moves.ts';
import type { BoardSearch } from './list-search.ts';

const CARDS = 30;
const MORE = 50;

/** Everything about deals that is on the screen is read again; done once it is there. */
export const readDealsAgain = () =>
  queryClient.invalidateQueries(
    { predicate: ({ queryKey }) => String(queryKey[1]).startsWith('/api/v1/deals') },
    { cancelRefetch: false },
  );

/** The board of a pipeline, with the moves that are under way already made. */
export function useBoard(search: BoardSearch, pipelineId: number | undefined) {
  const { first } = useSides('deals.read');
  const view = search.view ?? first;
  const { q, ownerId, deptId } = search;
  const filter = { view, ...(q && { q }), ...(ownerId && { ownerId }), ...(deptId && { deptId }) };
  const found = useEndpoint(
    api.deals.board,
    { query: { ...filter, pipelineId: pipelineId ?? 0, limit: CARDS } },
    { enabled: pipelineId !== undefined, keep: true },
  );
  const [moves, setMoves] = useState<readonly CardMove[]>([]);
  const columns = useMemo(() => withMoves(found.data?.columns ?? [], moves), [found.data, moves]);
  return {
    found,
    view,
    filter,
    columns,
    moves,
    /** Shows a card where it goes. */
    begin: (move: CardMove) =>
      setMoves((now) => [...now.filter((one) => one.row.id !== move.row.id), move]),
    /** Takes it back, or leaves it to what is read. */
    end: (dealId: number) => setMoves((now) => now.filter((one) => one.row.id !== dealId)),
  };
}

/** The cards of a column beyond those that came with the board, read when somebody asks for them. */
export function useMoreCards(
  column: BoardColumn,
  filter: ReturnType<typeof useBoard>['filter'],
  moves: readonly CardMove[],
) {
  const [wanted, setWanted] = useState(false);
  const { stageId } = column;
  const query = {
    ...filter,
    stageId: [stageId],
    state: ['open' as const],
    sort: 'expectedOn' as const,
    dir: 'asc' as const,
    limit: MORE,
  };
  const more = useInfiniteQuery({
    queryKey: [...keyOf(api.deals.list, { query }), 'cards'],
    enabled: wanted,
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      client.call(api.deals.list, {
        query: { ...query, ...(pageParam && { cursor: pageParam }) },
        signal,
      }),
    getNextPageParam: (last) => last.next ?? undefined,
  });
  const gone = new Set(moves.filter((move) => move.to !== stageId).map((move) => move.row.id));
  const shown = new Set(column.rows.map((row) => row.id));
  const further: DealRow[] = (more.data?.pages ?? [])
    .flatMap((page) => page.rows)
    .filter((row) => row.stage.id === stageId && !shown.has(row.id) && !gone.has(row.id));
  const cards = [...column.rows, ...further];
  return {
    cards,
    left: Math.max(0, column.count - cards.length),
    loading: more.isFetching,
    failed: more.error,
    load: () => {
      if (!wanted) setWanted(true);
      else if (more.hasNextPage) void more.fetchNextPage();
      else void more.refetch();
    },
  };
}
