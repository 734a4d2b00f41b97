import type { Deal } from '@xinhang/shared/deals.ts';
import { useText } from '../../i18n/i18n.ts';
import { useDates } from '../../ui/dates.ts';
import { Section } from '../../ui/section.tsx';
import { useDealWords } from './deal-words.ts';

/** What happened to a deal, newest first. */
export function DealEvents({ deal }: { deal: Deal }) {
  const { t } = useText();
  const dates = useDates();
  const words = useDealWords();
  return (
    <Section title={t('deal.events')}>
      {deal.events.map((event) => {
        const { what, change } = words.event(event);
        return (
          <article className="entry" key={event.id}>
            <div className="line" style={{ gap: '0 10px' }}>
              <span>
                <strong>{event.back ? t('deal.wentBack') : what}</strong>
                {change !== '' && ` ${change}`}
              </span>
              <span className="soft">{event.by?.name ?? t('deal.byImport')}</span>
              <span className="spring" />
              <time className="soft" dateTime={new Date(event.at).toISOString()}>
                {dates.time(event.at)}
              </time>
            </div>
            {event.reason !== '' && (
              <div className="entry-text">
                {t('common.labelled', { label: t('deal.reason'), text: event.reason })}
              </div>
            )}
          </article>
        );
      })}
    </Section>
  );
}
