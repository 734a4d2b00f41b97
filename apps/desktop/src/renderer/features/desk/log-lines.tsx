import type { DeskBlock } from '@xinhang/shared/activities.ts';
import { Link } from '@tanstack/react-router';
import { useText } from '../../i18n/i18n.ts';
import { useDates } from '../../ui/dates.ts';
import { ReadButton } from './read-button.tsx';
import { Snooze } from './snoozed.tsx';

interface Props {
  kind: DeskBlock['kind'];
  rows: NonNullable<DeskBlock['logs']>;
}

/** Logs to write, to read, or that others owe. */
export function LogLines({ kind, rows }: Props) {
  const { t } = useText();
  const dates = useDates();
  return rows.map((row) => {
    const period = `${t(`workLog.kind.${row.kind}`)} ${dates.day(row.from)}`;
    const name = kind === 'logsDue' || kind === 'logReviews' ? period : row.person.name;
    const late = row.late && t(kind === 'logsDue' ? 'workLog.overdue' : 'workLog.late');
    const note = [name === period ? '' : period, kind !== 'logsMissing' && late, row.note];
    return (
      <div className="small-line" key={`${row.person.id}.${row.kind}.${row.from}`}>
        {row.id !== null ? (
          <Link to="/work-logs/$id" params={{ id: String(row.id) }} className="small-name">
            {name}
          </Link>
        ) : kind === 'logsDue' ? (
          <Link
            to="/work-logs/edit"
            search={{ kind: row.kind, on: row.from }}
            className="small-name"
          >
            {name}
          </Link>
        ) : (
          <span className="small-name">{name}</span>
        )}
        <span className={row.late ? 'small-note danger' : 'small-note soft'} title={row.note}>
          {note.filter(Boolean).join(' · ')}
        </span>
        {row.unread && <ReadButton of="workLog" review={row.unread} name={name} />}
        <Snooze kind={kind} id={row.snoozeId} name={`${row.person.name} ${period}`} />
      </div>
    );
  });
}
