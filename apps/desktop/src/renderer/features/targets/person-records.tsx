import type { FollowUp } from '@xinhang/shared/activities.ts';
import { Link } from '@tanstack/react-router';
import { useText, wordKey } from '../../i18n/i18n.ts';
import { useDates } from '../../ui/dates.ts';

/** What this person wrote last. */
export function PersonRecords({ records }: { records: readonly FollowUp[] }) {
  const { t } = useText();
  const { time } = useDates();
  if (records.length === 0) return <p className="soft">{t('person.noRecords')}</p>;
  return (
    <ul className="person-records">
      {records.map((record) => (
        <li key={record.id}>
          <div className="line">
            <Link to="/customers/$id" params={{ id: String(record.customer.id) }}>
              {record.customer.name}
            </Link>
            <span className="soft">
              {t(wordKey('followType', record.type, 'followType.other'))}
            </span>
            <span className="spring" />
            <span className="soft">{time(record.at)}</span>
          </div>
          <div className="person-text">{record.content}</div>
        </li>
      ))}
    </ul>
  );
}
