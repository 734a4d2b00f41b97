import { EditOutlined } from '@ant-design/icons';
import { api } from '@xinhang/shared/contract/api.ts';
import { logKinds, logStates } from '@xinhang/shared/work-logs.ts';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Button, Checkbox, DatePicker, Empty, Segmented, Select, Skeleton } from 'antd';
import dayjs from 'dayjs';
import { client } from '../../app/client.ts';
import { keyOf } from '../../app/query.ts';
import { useMay } from '../../app/session.ts';
import { DeptSelect } from '../../form/dept-select.tsx';
import { usePeople } from '../../form/use-people.ts';
import { UserPicker } from '../../form/user-picker.tsx';
import { useText } from '../../i18n/i18n.ts';
import { Unread } from '../../ui/loaded.tsx';
import { useShortcut } from '../../ui/use-shortcut.ts';
import { LogMissing } from './log-missing.tsx';
import type { LogSearch } from './log-search.ts';
import { LogTable } from './log-table.tsx';

const tabs = ['mine', 'team', 'missing'] as const;
type Tab = (typeof tabs)[number];

/** Own logs, those of the own people, and who has not written any. */
export function LogsPage({ search }: { search: LogSearch }) {
  const { t } = useText();
  const navigate = useNavigate();
  const show = (next: LogSearch) => void navigate({ to: '/work-logs', search: next });
  const writes = useMay('workLogs.create');
  const leads = useMay('workLogs.review');
  const open = tabs.filter((one) => (one === 'mine' ? writes : leads));
  const tab = search.tab && open.includes(search.tab) ? search.tab : (open[0] ?? 'mine');
  const write = writes ? () => void navigate({ to: '/work-logs/edit', search: {} }) : null;
  useShortcut({ key: 'n', alt: true }, write);
  return (
    <div className="page page-scroll">
      <div className="page-bar">
        {open.length > 1 && (
          <Segmented<Tab>
            aria-label={t('workLog.title')}
            value={tab}
            options={open.map((value) => ({ value, label: t(`workLog.tab.${value}`) }))}
            onChange={(value) => show({ ...search, tab: value })}
          />
        )}
        <Filters search={search} tab={tab} onChange={show} />
        <span className="spring" />
        {write && (
          <Button
            type="primary"
            icon={<EditOutlined />}
            aria-keyshortcuts="Alt+N"
            title="Alt+N"
            onClick={write}
          >
            {t('workLog.write')}
          </Button>
        )}
      </div>
      {tab === 'missing' ? (
        <LogMissing search={search} />
      ) : (
        <List search={search} whose={tab} onWrite={write} />
      )}
    </div>
  );
}

interface FilterProps {
  search: LogSearch;
  tab: Tab;
  onChange: (search: LogSearch) => void;
}

function Filters({ search, tab, onChange }: FilterProps) {
  const { t } = useText();
  const people = usePeople(search.authorId ? [search.authorId] : []);
  const { from, to } = search;
  return (
    <>
      <Select
        allowClear
        style={{ width: 84 }}
        aria-label={t('workLog.kind')}
        placeholder={t('workLog.kind')}
        value={search.kind}
        options={logKinds.map((value) => ({ value, label: t(`workLog.kind.${value}`) }))}
        onChange={(kind) => onChange({ ...search, kind })}
      />
      <DatePicker.RangePicker
        allowEmpty={[true, true]}
        aria-label={t('workLog.period')}
        placeholder={[t('workLog.from'), t('workLog.to')]}
        style={{ width: 224 }}
        value={[from ? dayjs(from) : null, to ? dayjs(to) : null]}
        onChange={(range) =>
          onChange({
            ...search,
            from: range?.[0]?.format('YYYY-MM-DD'),
            to: range?.[1]?.format('YYYY-MM-DD'),
          })
        }
      />
      {tab !== 'mine' && (
        <div className="log-dept">
          <DeptSelect
            label={t('workLog.dept')}
            value={search.deptId ? [search.deptId] : []}
            onChange={(ids) => onChange({ ...search, deptId: ids.at(-1) })}
          />
        </div>
      )}
      {tab === 'team' && (
        <div style={{ width: 140 }}>
          <UserPicker
            single
            label={t('followUp.author')}
            value={people}
            onChange={(chosen) => onChange({ ...search, authorId: chosen[0]?.id })}
          />
        </div>
      )}
      {tab !== 'missing' && (
        <>
          <Select
            allowClear
            style={{ width: 92 }}
            aria-label={t('workLog.state')}
            placeholder={t('workLog.state')}
            value={search.state}
            options={logStates
              .filter((value) => tab === 'mine' || value !== 'draft')
              .map((value) => ({ value, label: t(`workLog.state.${value}`) }))}
            onChange={(state) => onChange({ ...search, state })}
          />
          <Checkbox
            checked={search.late === true}
            onChange={(event) => onChange({ ...search, late: event.target.checked || undefined })}
          >
            {t('workLog.lateOnly')}
          </Checkbox>
          {tab === 'mine' && (
            <Checkbox
              checked={search.unread === true}
              onChange={(event) =>
                onChange({ ...search, unread: event.target.checked || undefined })
              }
            >
              {t('review.unreadOnly')}
            </Checkbox>
          )}
        </>
      )}
    </>
  );
}

interface ListProps {
  search: LogSearch;
  whose: 'mine' | 'team';
  onWrite: (() => void) | null;
}

function List({ search, whose, onWrite }: ListProps) {
  const { t } = useText();
  const { tab: _tab, authorId, state, deptId, unread, ...rest } = search;
  const query = {
    whose,
    ...rest,
    ...(whose === 'mine' && unread && { unread }),
    ...(whose === 'team' && authorId && { authorId: [authorId] }),
    ...(whose === 'team' && deptId && { deptId }),
    ...(state && { state: [state] }),
  };
  const found = useInfiniteQuery({
    queryKey: [...keyOf(api.workLogs.list, { query }), 'all'],
    queryFn: ({ pageParam, signal }) =>
      client.call(api.workLogs.list, {
        query: { ...query, ...(pageParam && { cursor: pageParam }) },
        signal,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  });
  const rows = found.data?.pages.flatMap((page) => page.rows);
  if (!rows) return <Unread found={found} waiting={<Skeleton active paragraph={{ rows: 8 }} />} />;
  if (rows.length === 0) {
    return (
      <div className="page-empty">
        <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t(`workLog.none.${whose}`)}>
          {whose === 'mine' && onWrite && <Button onClick={onWrite}>{t('workLog.write')}</Button>}
        </Empty>
      </div>
    );
  }
  return (
    <>
      <LogTable rows={rows} team={whose === 'team'} />
      {found.hasNextPage && (
        <div className="log-more">
          <Button loading={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>
            {t('customer.more')}
          </Button>
        </div>
      )}
    </>
  );
}
