import type { ApprovalBox, ApprovalRow } from '@xinhang/shared/approvals.ts';
import { api } from '@xinhang/shared/contract/api.ts';
import { fen, formatFen } from '@xinhang/shared/money.ts';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Button, Empty, Skeleton } from 'antd';
import type { ReactNode } from 'react';
import { client } from '../../app/client.ts';
import { keyOf } from '../../app/query.ts';
import { useText } from '../../i18n/i18n.ts';
import { useDates } from '../../ui/dates.ts';
import { LoadError } from '../../ui/load-error.tsx';

interface Props {
  box: ApprovalBox;
  bar: ReactNode;
  onOpen: (row: ApprovalRow, rows: readonly ApprovalRow[]) => void;
}

/** The same box on a phone: a card for each, to the finger's size. */
export function ApprovalCards({ box, bar, onOpen }: Props) {
  const { t } = useText();
  const dates = useDates();
  const found = useInfiniteQuery({
    queryKey: [...keyOf(api.approvals.list, { query: { box } }), 'cards'],
    queryFn: ({ pageParam, signal }) =>
      client.call(api.approvals.list, {
        query: { box, ...(pageParam && { cursor: pageParam }) },
        signal,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  });
  const rows = found.data?.pages.flatMap((page) => page.rows) ?? [];
  return (
    <div className="page page-scroll">
      <h1 className="visually-hidden">{t('menu.approvals')}</h1>
      <div className="page-bar approval-boxes">{bar}</div>
      {found.error && <LoadError error={found.error} retry={() => void found.refetch()} />}
      {found.isPending && <Skeleton active />}
      {found.isSuccess && rows.length === 0 && (
        <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t(`approvals.empty.${box}`)} />
      )}
      {rows.map((row) => (
        <button
          key={row.id}
          type="button"
          className="approval-card"
          onClick={() => onOpen(row, rows)}
        >
          <strong>{row.title ?? t('approvals.hidden')}</strong>
          <span className="soft">
            {[
              row.applicant.name,
              row.amountFen !== null && `¥${formatFen(fen(row.amountFen))}`,
              row.onBehalfOf && t('approvals.behalf', { name: row.onBehalfOf.name }),
              t(`approvals.state.${row.state}`),
              dates.time(row.startedAt),
            ]
              .filter(Boolean)
              .join(' · ')}
          </span>
        </button>
      ))}
      {found.hasNextPage && (
        <Button loading={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>
          {t('grant.older')}
        </Button>
      )}
    </div>
  );
}
