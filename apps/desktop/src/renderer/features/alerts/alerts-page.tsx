import { api } from '@xinhang/shared/contract/api.ts';
import { alertKinds } from '@xinhang/shared/alerts.ts';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Button, Checkbox, Empty, Select, Skeleton } from 'antd';
import { client } from '../../app/client.ts';
import { keyOf } from '../../app/query.ts';
import { useSides } from '../../app/sides.ts';
import { SideChoice } from '../../form/side-choice.tsx';
import { usePeople } from '../../form/use-people.ts';
import { UserPicker } from '../../form/user-picker.tsx';
import { useText } from '../../i18n/i18n.ts';
import { Unread } from '../../ui/loaded.tsx';
import { AlertEntry } from './alert-entry.tsx';
import type { AlertSearch } from './alert-search.ts';
import './alerts.css';

const READS = ['customers.read', 'deals.read'] as const;

/** Customers and deals that somebody should act on, and how far it went up. */
export function AlertsPage({ search }: { search: AlertSearch }) {
  const { t } = useText();
  const navigate = useNavigate();
  const show = (next: AlertSearch) => void navigate({ to: '/alerts', search: next });
  const { others: leads } = useSides(...READS);
  const whose = leads ? (search.whose ?? 'mine') : 'mine';
  const people = usePeople(search.ownerId ? [search.ownerId] : []);
  const { closed, escalated, kind, ownerId } = search;
  const query = {
    whose,
    count: true,
    ...(closed && { closed }),
    ...(escalated && { escalated }),
    ...(kind && { kind: [kind] }),
    ...(whose !== 'mine' && ownerId && { ownerId }),
  };
  const found = useInfiniteQuery({
    queryKey: [...keyOf(api.alerts.list, { query }), 'all'],
    queryFn: ({ pageParam, signal }) =>
      client.call(api.alerts.list, {
        query: { ...query, ...(pageParam && { cursor: pageParam }) },
        signal,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  });
  const rows = found.data?.pages.flatMap((page) => page.rows);
  return (
    <div className="page page-scroll">
      <div className="page-bar">
        {leads && (
          <SideChoice
            label={t('alert.title')}
            reads={READS}
            words="alert.whose"
            value={whose}
            onChange={(value) => show({ ...search, whose: value })}
          />
        )}
        <Select
          allowClear
          style={{ width: 170 }}
          aria-label={t('alert.kind')}
          placeholder={t('alert.kind')}
          value={kind}
          options={alertKinds.map((value) => ({ value, label: t(`alert.kind.${value}`) }))}
          onChange={(value) => show({ ...search, kind: value })}
        />
        {whose !== 'mine' && (
          <div style={{ width: 170 }}>
            <UserPicker
              single
              label={t('alert.owner')}
              value={people}
              onChange={(chosen) => show({ ...search, ownerId: chosen[0]?.id })}
            />
          </div>
        )}
        <Checkbox
          checked={escalated === true}
          onChange={(event) => show({ ...search, escalated: event.target.checked || undefined })}
        >
          {t('alert.escalatedOnly')}
        </Checkbox>
        <Checkbox
          checked={closed === true}
          onChange={(event) => show({ ...search, closed: event.target.checked || undefined })}
        >
          {t('alert.closedOnes')}
        </Checkbox>
        <span className="spring" />
        {found.data?.pages[0]?.count !== null && rows && (
          <span role="status">{t('alert.count', { n: found.data?.pages[0]?.count ?? 0 })}</span>
        )}
      </div>
      {!rows && <Unread found={found} waiting={<Skeleton active paragraph={{ rows: 8 }} />} />}
      {rows?.length === 0 && (
        <div className="page-empty">
          <Empty
            image={Empty.PRESENTED_IMAGE_SIMPLE}
            description={t(
              closed
                ? 'alert.noneClosed'
                : whose === 'mine'
                  ? 'alert.none.mine'
                  : 'alert.none.team',
            )}
          />
        </div>
      )}
      <div className="alert-list">
        {rows?.map((row) => (
          <AlertEntry key={row.id} alert={row} />
        ))}
      </div>
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
