import { api } from '@xinhang/shared/contract/api.ts';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button, Empty, Skeleton } from 'antd';
import { client } from '../../app/client.ts';
import { keyOf } from '../../app/query.ts';
import { useText } from '../../i18n/i18n.ts';
import { useDates } from '../../ui/dates.ts';
import { Unread } from '../../ui/loaded.tsx';
import './alerts.css';

/** Weekly reports that were delivered to the reader, newest first. */
export function WeeklyListPage() {
  const { t } = useText();
  const dates = useDates();
  const found = useInfiniteQuery({
    queryKey: [...keyOf(api.weeklyReports.list, {}), 'all'],
    queryFn: ({ pageParam, signal }) =>
      client.call(api.weeklyReports.list, {
        query: { ...(pageParam && { cursor: pageParam }) },
        signal,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  });
  const rows = found.data?.pages.flatMap((page) => page.rows);
  return (
    <div className="page page-scroll">
      {!rows && <Unread found={found} waiting={<Skeleton active paragraph={{ rows: 8 }} />} />}
      {rows?.length === 0 && (
        <div className="page-empty">
          <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t('weekly.none')} />
        </div>
      )}
      {rows && rows.length > 0 && (
        <table className="plain-table weekly-list">
          <thead>
            <tr>
              <th>{t('weekly.week')}</th>
              <th className="number">{t('weekly.people')}</th>
              <th className="number">{t('workload.followUps')}</th>
              <th className="number">{t('weekly.won')}</th>
              <th>{t('weekly.madeAt')}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.id}>
                <td>
                  <Link to="/weekly-reports/$id" params={{ id: String(row.id) }}>
                    {row.from} – {row.to}
                  </Link>
                </td>
                <td className="number">{row.people}</td>
                <td className="number">{row.followUps.toLocaleString('en-US')}</td>
                <td className="number">{row.won}</td>
                <td className="soft">{dates.time(row.madeAt)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {found.hasNextPage && (
        <div>
          <Button loading={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>
            {t('customer.more')}
          </Button>
        </div>
      )}
    </div>
  );
}
