import type { ServerStatus } from '@xinhang/shared/server.ts';
import { Link } from '@tanstack/react-router';
import { useText, wordKey } from '../../i18n/i18n.ts';
import { useDates } from '../../ui/dates.ts';
import { Section } from '../../ui/section.tsx';

/** What failed last, and what runs by the clock. */
export function ServerJobs({ status }: { status: ServerStatus }) {
  const { t } = useText();
  const dates = useDates();
  const { lastFailed } = status.jobs;
  return (
    <div className="server-facts">
      <Section title={t('settings.schedules')}>
        <dl className="facts">
          {status.schedules.map(({ key, nextRunAt, lastDoneOn }) => (
            <div className="fact-row" key={key}>
              <dt>{t(wordKey('schedule.name', key, 'schedule.name.other'))}</dt>
              <dd className="fact-plain">
                {t(lastDoneOn === null ? 'server.scheduleNew' : 'server.schedule', {
                  last: lastDoneOn ?? '',
                  next: nextRunAt === null ? t('schedule.off') : dates.time(nextRunAt),
                })}
              </dd>
            </div>
          ))}
        </dl>
      </Section>
      {lastFailed.length > 0 && (
        <Section title={t('server.lastFailed')}>
          <ul className="server-failed">
            {lastFailed.map(({ id, kind, error, finishedAt }) => (
              <li key={id}>
                <Link to="/jobs/$id" params={{ id: String(id) }}>
                  {t(wordKey('job.kind', kind, 'job.kind.other'))}
                </Link>{' '}
                <span className="soft">{finishedAt === null ? '' : dates.time(finishedAt)}</span>
                <div className="soft">
                  {t(wordKey('problem', error ?? 'internal', 'problem.internal'))}
                </div>
              </li>
            ))}
          </ul>
        </Section>
      )}
    </div>
  );
}
