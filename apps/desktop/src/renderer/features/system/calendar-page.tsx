import { LeftOutlined, RightOutlined } from '@ant-design/icons';
import { api } from '@xinhang/shared/contract/api.ts';
import type { CalendarDay } from '@xinhang/shared/work-calendar.ts';
import { Alert, Button, Input } from 'antd';
import { useState } from 'react';
import { useProblemText } from '../../app/problem-text.ts';
import { useEndpoint } from '../../app/query.ts';
import { useText } from '../../i18n/i18n.ts';
import { Loaded } from '../../ui/loaded.tsx';
import { useDates } from '../../ui/dates.ts';
import { useShortcut } from '../../ui/use-shortcut.ts';
import { byDate, spansOf, switchDay, type Exceptions } from './calendar-days.ts';
import { CalendarImport } from './calendar-import.tsx';
import { useCalendarDraft } from './use-calendar-draft.tsx';
import { YearGrid } from './year-grid.tsx';

const FIRST_YEAR = 2000;
const LAST_YEAR = 2100;

/** Holidays and make-up days, a year at a time. */
export function CalendarPage() {
  const { today } = useDates();
  const [year, setYear] = useState(Number(today.slice(0, 4)));
  const [came, setCame] = useState(0);
  const found = useEndpoint(api.system.listCalendar, { params: { year } });
  return (
    <Loaded found={found}>
      {({ days }) => (
        <Year
          key={year}
          year={year}
          came={came}
          saved={days}
          onYear={(next) => {
            setCame(Math.sign(next - year));
            setYear(next);
          }}
        />
      )}
    </Loaded>
  );
}

interface Props {
  year: number;
  /** From the year before 1, from the one after -1: the focus stays on the button that led here. */
  came: number;
  saved: CalendarDay[];
  onYear: (year: number) => void;
}

function Year({ year, came, saved, onYear }: Props) {
  const { t } = useText();
  const words = useProblemText();
  const [name, setName] = useState('');
  const [importing, setImporting] = useState(false);
  const { days, setDays, changed, ...draft } = useCalendarDraft(year, saved);
  const save = () => {
    if (changed && !draft.saving) draft.save();
  };
  useShortcut({ key: 's', ctrl: true }, save);
  const all = [...days.values()];
  const off = all.filter((day) => day.kind === 'holiday').length;
  return (
    <div className="calendar">
      <div className="page-bar">
        <Button
          icon={<LeftOutlined />}
          aria-label={t('calendar.before')}
          autoFocus={came < 0}
          disabled={changed || year <= FIRST_YEAR}
          onClick={() => onYear(year - 1)}
        />
        <strong className="calendar-year">{t('calendar.year', { year })}</strong>
        <Button
          icon={<RightOutlined />}
          aria-label={t('calendar.after')}
          autoFocus={came > 0}
          disabled={changed || year >= LAST_YEAR}
          onClick={() => onYear(year + 1)}
        />
        <span className="soft">{t('calendar.sum', { off, work: all.length - off })}</span>
        <span className="spring" />
        {changed && (
          <>
            <span className="soft" role="status">
              {t('settings.unsaved')}
            </span>
            <Button onClick={draft.discard}>{t('settings.discard')}</Button>
          </>
        )}
        <Button onClick={() => setImporting(true)}>{t('calendar.import')}</Button>
        <Button
          type="primary"
          disabled={!changed}
          loading={draft.saving}
          aria-keyshortcuts="Control+S"
          title="Ctrl+S"
          onClick={save}
        >
          {t('common.save')}
        </Button>
      </div>
      {draft.error && <Alert type="error" showIcon role="alert" title={words(draft.error)} />}
      {draft.dialog}
      <div className="calendar-columns">
        <YearGrid
          year={year}
          days={days}
          onSwitch={(date) => setDays(switchDay(days, date, name.trim()))}
        />
        <aside className="stack">
          <p className="soft own-why">{t('calendar.why')}</p>
          <label htmlFor="holiday-name">{t('calendar.name')}</label>
          <Input
            id="holiday-name"
            maxLength={40}
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
          <span className="soft">{t('calendar.nameWhy')}</span>
          <h2 className="calendar-head">{t('calendar.list')}</h2>
          <SpanList days={days} />
          <span className="soft">{t('calendar.keys')}</span>
        </aside>
      </div>
      <CalendarImport
        year={year}
        open={importing}
        onClose={() => setImporting(false)}
        onUse={(read) => setDays(byDate(read))}
      />
    </div>
  );
}

function SpanList({ days }: { days: Exceptions }) {
  const { t } = useText();
  const spans = spansOf(days);
  if (spans.length === 0) return <span className="soft">{t('calendar.empty')}</span>;
  return (
    <ul className="span-list">
      {spans.map((span) => (
        <li key={span.from}>
          <span className={`day-mark day-${span.kind}`}>{t(`calendar.${span.kind}`)}</span>
          <span>
            {span.from.slice(5)}
            {span.to !== span.from && ` ~ ${span.to.slice(5)}`}
          </span>
          <span className="soft">{span.name}</span>
        </li>
      ))}
    </ul>
  );
}
