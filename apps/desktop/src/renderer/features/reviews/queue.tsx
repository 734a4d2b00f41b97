import { addDays } from '@xinhang/shared/business-date.ts';
import { LeftOutlined, RightOutlined } from '@ant-design/icons';
import { Button, Checkbox, Empty, Skeleton } from 'antd';
import type { ReactNode } from 'react';
import { usePeople } from '../../form/use-people.ts';
import { UserPicker } from '../../form/user-picker.tsx';
import { useText } from '../../i18n/i18n.ts';
import { DateField } from '../../ui/date-field.tsx';
import { useDates } from '../../ui/dates.ts';
import { Unread } from '../../ui/loaded.tsx';
import { RecordView } from './record-view.tsx';
import type { ReviewSearch } from './review-search.ts';
import { useQueue } from './use-queue.ts';
import { useWalk } from './use-walk.tsx';

interface Props {
  search: ReviewSearch;
  onChange: (search: ReviewSearch) => void;
  choice: ReactNode;
}

/** The records of a day one after the other: j and k go on, 1 to 5 rate, c comments, a asks. */
export function Queue({ search, onChange, choice }: Props) {
  const { t } = useText();
  const { found, rows, day, until, older, left } = useQueue(search);
  const all = search.all === true;
  const { here, head } = useWalk(
    rows?.map(({ reviews, followUp }) => ({ id: followUp.id, waits: reviews.length === 0 })),
    all,
  );
  const current = rows?.[here];
  return (
    <div className="page page-scroll">
      <div className="page-bar">
        {choice}
        <Days day={search.day ?? day} onChange={(to) => onChange({ ...search, day: to })} />
        {day !== undefined && until !== undefined && until > day && (
          <span className="soft">{t('review.until', { day: until })}</span>
        )}
        <Author search={search} onChange={onChange} />
        <Checkbox
          checked={!all}
          onChange={(event) =>
            onChange({ ...search, all: event.target.checked ? undefined : true })
          }
        >
          {t('review.openOnly')}
        </Checkbox>
        <span className="spring" />
        {older !== null && (
          <Button
            type="link"
            size="small"
            onClick={() => onChange({ ...search, day: older, all: undefined })}
          >
            {t('review.older', { day: older })}
          </Button>
        )}
        {rows && <span role="status">{t('review.left', { n: left })}</span>}
      </div>
      {!rows && <Unread found={found} waiting={<Skeleton active paragraph={{ rows: 10 }} />} />}
      {rows && !current && (
        <div className="page-empty">
          <Empty
            image={Empty.PRESENTED_IMAGE_SIMPLE}
            description={t(rows.length === 0 ? 'review.emptyDay' : 'review.allDone')}
          >
            {rows.length > 0 && (
              <Button onClick={() => onChange({ ...search, all: true })}>
                {t('review.showAll')}
              </Button>
            )}
          </Empty>
        </div>
      )}
      {rows && current && <RecordView key={current.followUp.id} record={current} head={head} />}
    </div>
  );
}

function Days(props: { day: string | undefined; onChange: (day: string | undefined) => void }) {
  const { t } = useText();
  const { today } = useDates();
  const { day, onChange } = props;
  const by = (days: number) => (day === undefined ? undefined : addDays(day, days));
  return (
    <span className="line" style={{ gap: 2 }}>
      <Button
        type="text"
        icon={<LeftOutlined />}
        aria-label={t('review.dayBefore')}
        onClick={() => onChange(by(-1))}
      />
      <DateField
        label={t('review.day')}
        today={today}
        value={day ?? null}
        onChange={(to) => onChange(to ?? undefined)}
        style={{ width: 128 }}
      />
      <Button
        type="text"
        icon={<RightOutlined />}
        aria-label={t('review.dayAfter')}
        disabled={day === undefined || day >= today}
        onClick={() => onChange(by(1))}
      />
    </span>
  );
}

function Author({ search, onChange }: Omit<Props, 'choice'>) {
  const { t } = useText();
  const people = usePeople(search.authorId ? [search.authorId] : []);
  return (
    <div style={{ width: 180 }}>
      <UserPicker
        single
        label={t('followUp.author')}
        value={people}
        onChange={(chosen) => onChange({ ...search, authorId: chosen[0]?.id })}
      />
    </div>
  );
}
