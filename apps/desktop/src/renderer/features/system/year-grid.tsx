import { addDays } from '@xinhang/shared/business-date.ts';
import { useRef, useState, type KeyboardEvent } from 'react';
import { useText } from '../../i18n/i18n.ts';
import { useDates } from '../../ui/dates.ts';
import { isWeekend, weeksOf, type Exceptions } from './calendar-days.ts';

interface Props {
  year: number;
  days: Exceptions;
  onSwitch: (date: string) => void;
}

const months = Array.from({ length: 12 }, (_month, at) => at + 1);
const steps: Record<string, number> = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 };

/** Twelve months; arrow keys walk through the days, Space switches one. */
export function YearGrid({ year, days, onSwitch }: Props) {
  const { t } = useText();
  const { today } = useDates();
  const names = t('calendar.months').split('|');
  const grid = useRef<HTMLDivElement>(null);
  const [stop, setStop] = useState(today.startsWith(`${year}-`) ? today : `${year}-01-01`);
  const onKeyDown = (event: KeyboardEvent) => {
    const step = steps[event.key];
    const from = event.target instanceof HTMLElement ? event.target.dataset['date'] : undefined;
    if (step === undefined || !from) return;
    event.preventDefault();
    grid.current?.querySelector<HTMLElement>(`[data-date="${addDays(from, step)}"]`)?.focus();
  };
  return (
    <div className="year-grid" ref={grid} onKeyDown={onKeyDown}>
      {months.map((month) => (
        <table key={month} aria-label={names[month - 1]}>
          <caption>{names[month - 1]}</caption>
          <thead>
            <tr>
              {t('calendar.weekdays')
                .split(' ')
                .map((day, at) => (
                  <th key={at} scope="col">
                    {day}
                  </th>
                ))}
            </tr>
          </thead>
          <tbody>
            {weeksOf(year, month).map((week, at) => (
              <tr key={at}>
                {week.map((date, column) => (
                  <td key={date ?? `empty-${column}`}>
                    {date && (
                      <Day
                        date={date}
                        days={days}
                        today={date === today}
                        stop={date === stop}
                        onFocus={() => setStop(date)}
                        onSwitch={() => onSwitch(date)}
                      />
                    )}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      ))}
    </div>
  );
}

interface DayProps {
  date: string;
  days: Exceptions;
  today: boolean;
  stop: boolean;
  onFocus: () => void;
  onSwitch: () => void;
}

function Day({ date, days, today, stop, onFocus, onSwitch }: DayProps) {
  const { t } = useText();
  const exception = days.get(date);
  const weekend = isWeekend(date);
  const kind = exception
    ? t(`calendar.${exception.kind}Long`)
    : t(weekend ? 'calendar.plainRest' : 'calendar.plainWork');
  const look = exception ? `day-${exception.kind}` : weekend ? 'day-weekend' : '';
  const mark = exception ? t(`calendar.${exception.kind}`) : '';
  const label = [`${Number(date.slice(8))}${mark}`, date, kind, exception?.name]
    .filter(Boolean)
    .join(' ');
  return (
    <button
      type="button"
      className={`day ${look} ${today ? 'day-today' : ''}`}
      data-date={date}
      tabIndex={stop ? 0 : -1}
      aria-label={label}
      aria-pressed={exception !== undefined}
      title={label}
      onFocus={onFocus}
      onClick={onSwitch}
    >
      {Number(date.slice(8))}
      {exception && <sup>{mark}</sup>}
    </button>
  );
}
