import type { DeskBlock } from '@xinhang/shared/activities.ts';
import { shownFestival } from '@xinhang/shared/festivals.ts';
import { Link } from '@tanstack/react-router';
import { useMay } from '../../app/session.ts';
import { useText } from '../../i18n/i18n.ts';
import { useDates } from '../../ui/dates.ts';
import { Snooze } from './snoozed.tsx';

/** Festivals that come, and in how many days. */
export function FestivalLines({ rows }: { rows: NonNullable<DeskBlock['festivals']> }) {
  const { t, language } = useText();
  const may = useMay('campaigns.create');
  const dates = useDates();
  return rows.map(({ name, on, snoozeId }) => {
    const shown = shownFestival(name, language);
    return (
      <div key={`${name}-${on}`} className="small-line">
        <span className="small-name">{shown}</span>
        <span className="small-note soft">{[...new Set([dates.day(on), on])].join(' · ')}</span>
        {may && (
          <Link
            to="/campaigns"
            search={{ greet: name }}
            aria-label={`${t('campaign.greet')} ${shown}`}
          >
            {t('campaign.greet')}
          </Link>
        )}
        <Snooze kind="festivals" id={snoozeId} name={shown} />
      </div>
    );
  });
}
