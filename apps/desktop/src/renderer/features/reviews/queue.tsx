import { addDays } from '@xinhang/shared/business-date.ts';
import type { Reviewed } from '@xinhang/shared/reviews.ts';
import { LeftOutlined, RightOutlined } from '@ant-design/icons';
import { Button, Checkbox, Empty, Skeleton } from 'antd';
import { useState, type ReactNode } from 'react';
import { usePeople } from '../../form/use-people.ts';
import { UserPicker } from '../../form/user-picker.tsx';
import { useText } from '../../i18n/i18n.ts';
import { DateField } from '../../ui/date-field.tsx';
import { useDates } from '../../ui/dates.ts';
import { Unread } from '../../ui/loaded.tsx';
import { useShortcut } from '../../ui/use-shortcut.ts';
import { RecordView } from './record-view.tsx';
import type { ReviewSearch } from './review-search.ts';
import { useQueue } from './use-queue.ts';

interface Props {
  search: ReviewSearch;
  onChange: (search: ReviewSearch) => void;
  choice: ReactNode;
}

/** The records of a day one after the other: j and k go on, 1 to 5 rate, c comments, a asks. */
export function Queue({ search, onChange, choice }: Props) {
  const { t } = useText();
  const { found, rows, day, left } = useQueue(search);
  const [chosen, setChosen] = useState<number | null>(null);
  const all = search.all === true;
  // What was open a moment ago stays within reach of k, reviewed or not.
  const [opened, setOpened] = useState<readonly number[]>([]);
  const waits = ({ reviews, followUp }: Reviewed) =>
    all || reviews.length === 0 || opened.includes(followUp.id);
  const at = rows ? rows.findIndex((row) => row.followUp.id === chosen) : -1;
  // Where nobody chose yet it begins with the first that waits; what was chosen stays when it is
  // reviewed.
  const here = at >= 0 ? at : (rows?.findIndex(waits) ?? -1);
  const current = rows?.[here];
  if (current && current.followUp.id !== chosen) setChosen(current.followUp.id);
  const goTo = (id: number, from: number) => {
    setChosen(id);
    setOpened([...opened, from]);
  };
  const step = (way: 1 | -1) => {
    const ahead = way === 1 ? rows?.slice(here + 1) : rows?.slice(0, here).toReversed();
    const to = ahead?.find(waits);
    return to && current ? () => goTo(to.followUp.id, current.followUp.id) : null;
  };
  const [previous, next] = [step(-1), step(1)];
  useShortcut({ key: 'j' }, next);
  useShortcut({ key: 'k' }, previous);
  return (
    <div className="page page-scroll">
      <div className="page-bar">
        {choice}
        <Days day={search.day ?? day} onChange={(to) => onChange({ ...search, day: to })} />
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
      {rows && current && (
        <RecordView
          key={current.followUp.id}
          record={current}
          head={
            <>
              <span className="soft">{t('review.place', { at: here + 1, n: rows.length })}</span>
              <Button size="small" disabled={!previous} onClick={() => previous?.()}>
                {t('review.previous')}
              </Button>
              <Button size="small" disabled={!next} onClick={() => next?.()}>
                {t('review.next')}
              </Button>
            </>
          }
        />
      )}
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
