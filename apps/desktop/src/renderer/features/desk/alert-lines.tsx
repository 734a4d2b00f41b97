import type { AlertRow } from '@xinhang/shared/alerts.ts';
import { Link } from '@tanstack/react-router';
import { useMe } from '../../app/session.ts';
import { useText } from '../../i18n/i18n.ts';
import { useAlertWords } from '../../ui/alert-words.ts';
import { Snooze } from './snoozed.tsx';

/** Open alerts that wait for the reader: own ones, and those that came up to him. */
export function AlertLines({ rows }: { rows: readonly AlertRow[] }) {
  const { t } = useText();
  const says = useAlertWords();
  const me = useMe().user.id;
  return rows.map((row) => (
    <div className="small-line" key={row.id}>
      {row.customer ? (
        <Link
          to="/customers/$id"
          params={{ id: String(row.customer.id) }}
          className="small-name"
          title={row.customer.name}
        >
          {row.customer.name}
        </Link>
      ) : (
        <Link
          to="/deals/$id"
          params={{ id: String(row.deal!.id) }}
          className="small-name"
          title={row.deal!.name}
        >
          {row.deal!.name}
        </Link>
      )}
      <span className={row.chain.length > 0 ? 'small-note danger' : 'small-note soft'}>
        {[row.owner.id !== me && row.owner.name, says(row)].filter(Boolean).join(' · ')}
      </span>
      <Link
        to="/alerts"
        aria-label={`${t('alert.handle')} ${row.customer?.name ?? row.deal?.name}`}
      >
        {t('alert.handle')}
      </Link>
      <Snooze kind="alerts" id={row.id} name={row.customer?.name ?? row.deal!.name} />
    </div>
  ));
}
