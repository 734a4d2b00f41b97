import type { ProbationRow } from '@xinhang/shared/probation.ts';
import type { WatchRow } from '@xinhang/shared/watch.ts';
import { Link } from '@tanstack/react-router';
import { useText } from '../../i18n/i18n.ts';
import { useDates } from '../../ui/dates.ts';
import { Snooze } from './snoozed.tsx';

/** People whose probation ends soon. */
export function ProbationLines({ rows }: { rows: readonly ProbationRow[] }) {
  const dates = useDates();
  return rows.map((row) => (
    <div key={row.id} className="small-line">
      <Link
        to="/appraisals/probation/$id"
        params={{ id: String(row.id) }}
        className="small-name"
        title={row.person.name}
      >
        {row.person.name}
      </Link>
      <span className={dates.overdue(row.endsOn) ? 'small-note danger' : 'small-note soft'}>
        {[row.post, dates.day(row.endsOn)].filter(Boolean).join(' · ')}
      </span>
      <Snooze kind="probationDue" id={row.id} name={row.person.name} />
    </div>
  ));
}

/** People who are proposed for the watch list, or whose time on it is over. */
export function WatchLines({ rows }: { rows: readonly WatchRow[] }) {
  const { t } = useText();
  return rows.map((row) => (
    <div key={row.id} className="small-line">
      <Link
        to="/appraisals/watch/$id"
        params={{ id: String(row.id) }}
        className="small-name"
        title={row.person.name}
      >
        {row.person.name}
      </Link>
      <span className="small-note soft">
        {[row.rule, row.state === 'watching' ? t('watch.due') : t(`watch.state.${row.state}`)].join(
          ' · ',
        )}
      </span>
      <Snooze kind="watchDue" id={row.id} name={row.person.name} />
    </div>
  ));
}
