import { COUNT_CAP } from '@xinhang/shared/contract/fields.ts';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { Empty, Skeleton, Typography } from 'antd';
import { useCallback, useState, type ReactNode } from 'react';
import { useText } from '../i18n/i18n.ts';
import { LoadError } from '../ui/load-error.tsx';
import type { Column } from './column.ts';
import { Grid } from './grid.tsx';

export interface Page<Row> {
  rows: Row[];
  next: string | null;
  count: number | null;
}

interface Props<Row> {
  label: string;
  /** As `keyOf` makes it, with the filters in it. */
  queryKey: readonly unknown[];
  fetchPage: (cursor: string | undefined, signal: AbortSignal) => Promise<Page<Row>>;
  columns: readonly Column<Row>[];
  idOf: (row: Row) => number;
  onOpen?: (row: Row) => void;
  /** Filters and actions above the table. */
  bar: ReactNode;
  /** What belongs here and the first step, when there is nothing. */
  empty: ReactNode;
}

/** Every list of the product: a line of filters, a virtual table, a footer with the count. */
export function ListPage<Row>(props: Props<Row>) {
  const { t } = useText();
  const [selected, setSelected] = useState<ReadonlySet<number>>(new Set());
  const list = useInfiniteQuery({
    queryKey: [...props.queryKey, 'pages'],
    queryFn: ({ pageParam, signal }) => props.fetchPage(pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    placeholderData: keepPreviousData,
  });
  const { fetchNextPage, hasNextPage, isFetching } = list;
  const more = useCallback(() => {
    if (hasNextPage && !isFetching) void fetchNextPage();
  }, [fetchNextPage, hasNextPage, isFetching]);

  const rows = list.data?.pages.flatMap((page) => page.rows) ?? [];
  const count = list.data?.pages[0]?.count ?? null;
  const shown = rows.length.toLocaleString('en-US');
  const capped = (total: number) =>
    `${total.toLocaleString('en-US')}${total >= COUNT_CAP ? '+' : ''}`;

  return (
    <div className="page">
      <div className="page-bar">{props.bar}</div>
      {list.error && <LoadError error={list.error} retry={() => void list.refetch()} />}
      {list.isPending && <Skeleton active paragraph={{ rows: 8 }} />}
      {list.isSuccess && rows.length === 0 && (
        <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={props.empty} />
      )}
      {rows.length > 0 && (
        <Grid
          label={props.label}
          columns={props.columns}
          rows={rows}
          idOf={props.idOf}
          selected={selected}
          onSelect={setSelected}
          onNearEnd={more}
          {...(props.onOpen && { onOpen: props.onOpen })}
        />
      )}
      <div className="page-foot" role="status">
        <Typography.Text type="secondary">
          {selected.size > 0 && `${t('common.selected', { n: selected.size })} · `}
          {count === null
            ? t('common.loaded', { shown })
            : t('common.count', { shown, count: capped(count) })}
        </Typography.Text>
      </div>
    </div>
  );
}
