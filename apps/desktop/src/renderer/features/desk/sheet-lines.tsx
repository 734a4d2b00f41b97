import type { SheetRow } from '@xinhang/shared/appraisals.ts';
import { stateWords } from '@xinhang/shared/appraisal-words.ts';
import { Link } from '@tanstack/react-router';
import { useText } from '../../i18n/i18n.ts';
import { useDates } from '../../ui/dates.ts';
import { Snooze } from './snoozed.tsx';

/** Appraisal sheets that wait for the reader. */
export function SheetLines({ rows }: { rows: readonly SheetRow[] }) {
  const { language } = useText();
  const dates = useDates();
  return rows.map((row) => {
    const name = row.own ? row.scheme : row.person.name;
    const late = dates.overdue(row.dueOn);
    return (
      <div key={row.id} className="small-line">
        <Link
          to="/appraisals/$id"
          params={{ id: String(row.id) }}
          className="small-name"
          title={`${name} ${row.period}`}
        >
          {name} {row.period}
        </Link>
        <span className={late ? 'small-note danger' : 'small-note soft'}>
          {[row.own && stateWords[row.state][language], dates.day(row.dueOn)]
            .filter(Boolean)
            .join(' · ')}
        </span>
        <Snooze
          kind={row.own ? 'sheetsToFill' : 'sheetsToScore'}
          id={row.id}
          name={`${name} ${row.period}`}
        />
      </div>
    );
  });
}
