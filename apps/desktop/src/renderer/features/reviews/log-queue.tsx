import { addDays } from '@xinhang/shared/business-date.ts';
import { api } from '@xinhang/shared/contract/api.ts';
import type { LogKind } from '@xinhang/shared/work-logs.ts';
import { LeftOutlined, RightOutlined } from '@ant-design/icons';
import { Button, Checkbox, Empty, Segmented, Skeleton } from 'antd';
import type { ReactNode } from 'react';
import { useEndpoint } from '../../app/query.ts';
import { comma, useText } from '../../i18n/i18n.ts';
import { useDates } from '../../ui/dates.ts';
import { Loaded, Unread } from '../../ui/loaded.tsx';
import { LogView } from './log-view.tsx';
import { useLogWords } from './log-words.ts';
import type { ReviewSearch } from './review-search.ts';
import { useWalk } from './use-walk.tsx';

interface Props {
  search: ReviewSearch;
  onChange: (search: ReviewSearch) => void;
  choice: ReactNode;
}

/** As many as one page of the list has; nobody reviews more people. */
const MOST = 200;

/** Logs of a day or a week one after the other, with the keys of the queue of follow-ups. */
export function LogQueue({ search, onChange, choice }: Props) {
  const { t } = useText();
  const { today } = useDates();
  const words = useLogWords();
  const kind: LogKind = search.kind ?? 'day';
  const asked = search.day ? { from: search.day, to: search.day } : {};
  // The server knows which working day or week came last.
  const missing = useEndpoint(api.workLogs.missing, { query: { kind, ...asked } });
  const from = search.day ?? missing.data?.from;
  const step = kind === 'week' ? 7 : 1;
  const found = useEndpoint(
    api.workLogs.list,
    { query: { whose: 'team', kind, from, to: from, limit: MOST } },
    { enabled: from !== undefined },
  );
  const all = search.all === true;
  const rows = found.data?.rows;
  const { here, head } = useWalk(
    rows?.map(({ id, state }) => ({ id, waits: state === 'submitted' })),
    all,
  );
  const current = rows?.[here];
  const show = (day: string) => onChange({ ...search, day });
  const owing = missing.data?.rows.filter((row) => row.period.from === from) ?? [];
  return (
    <div className="page page-scroll">
      <div className="page-bar">
        {choice}
        <Segmented<LogKind>
          aria-label={t('workLog.kind')}
          value={kind}
          options={(['day', 'week'] as const).map((value) => ({
            value,
            label: t(`workLog.kind.${value}`),
          }))}
          onChange={(value) => onChange({ ...search, kind: value, day: undefined })}
        />
        <Button
          type="text"
          icon={<LeftOutlined />}
          aria-label={t('workload.before')}
          disabled={!from}
          onClick={() => from && show(addDays(from, -step))}
        />
        {from && <span>{words.period(kind, { from, to: addDays(from, step - 1) })}</span>}
        <Button
          type="text"
          icon={<RightOutlined />}
          aria-label={t('workload.after')}
          disabled={!from || addDays(from, step) > today}
          onClick={() => from && show(addDays(from, step))}
        />
        <Checkbox
          checked={!all}
          onChange={(event) =>
            onChange({ ...search, all: event.target.checked ? undefined : true })
          }
        >
          {t('review.openOnly')}
        </Checkbox>
        <span className="spring" />
        {rows && (
          <span role="status">
            {t('workLog.left', { n: rows.filter((row) => row.state === 'submitted').length })}
          </span>
        )}
      </div>
      {owing.length > 0 && (
        <div className="page-note">
          <span className="danger">{t('workLog.missingNow', { n: owing.length })}</span>{' '}
          {owing.map((row) => row.person.name).join(comma())}
        </div>
      )}
      {!rows && <Unread found={found} waiting={<Skeleton active paragraph={{ rows: 10 }} />} />}
      {rows && !current && (
        <div className="page-empty">
          <Empty
            image={Empty.PRESENTED_IMAGE_SIMPLE}
            description={t(rows.length === 0 ? 'workLog.emptyQueue' : 'workLog.allDone')}
          >
            {rows.length > 0 && (
              <Button onClick={() => onChange({ ...search, all: true })}>
                {t('review.showAll')}
              </Button>
            )}
          </Empty>
        </div>
      )}
      {rows && current && <Current key={current.id} id={current.id} head={head} />}
    </div>
  );
}

function Current({ id, head }: { id: number; head: ReactNode }) {
  const found = useEndpoint(api.workLogs.get, { params: { id } });
  return (
    <Loaded found={found}>
      {({ log, done, edits }) => <LogView log={log} done={done} edits={edits} head={head} />}
    </Loaded>
  );
}
