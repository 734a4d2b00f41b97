import type { api } from '@xinhang/shared/contract/api.ts';
import type { EndpointOutput } from '@xinhang/shared/contract/endpoint.ts';
import type { TargetMetric } from '@xinhang/shared/performance.ts';
import { useText } from '../../i18n/i18n.ts';
import { growth, percentOf, shown } from './metric-words.ts';
import { ReachBar } from './reach-bar.tsx';

interface Props {
  data: Pick<EndpointOutput<typeof api.achievement.get>, 'total' | 'workdays' | 'from' | 'to'>;
  metric: TargetMetric;
  today: string;
}

/** The whole in four figures, with the time that has gone beside what is reached. */
export function AchievementHead({ data, metric, today }: Props) {
  const { t } = useText();
  const { total, workdays } = data;
  const running = data.from <= today && today < data.to;
  const time = workdays.all === 0 ? 1 : workdays.gone / workdays.all;
  const beside = (label: string, before: number) => (
    <div className="figure">
      <span className="figure-label">{label}</span>
      <span className="figure-value figure-small">{shown(before, metric)}</span>
      <span className="soft">{growth(total.actual, before)}</span>
    </div>
  );
  return (
    <div className="figures">
      <div className="figure">
        <span className="figure-label">{t('achievement.actual')}</span>
        <span className="figure-value">{shown(total.actual, metric)}</span>
      </div>
      <div className="figure">
        <span className="figure-label">{t('achievement.target')}</span>
        <span className="figure-value">
          {total.target === null ? (
            <span className="soft">{t('achievement.noTarget')}</span>
          ) : (
            shown(total.target, metric)
          )}
        </span>
      </div>
      {total.target !== null && (
        <div className="figure figure-wide">
          <span className="figure-label">
            {t('achievement.rate')} <b>{percentOf(total.actual, total.target) || '–'}</b>
          </span>
          <ReachBar
            part={total.target === 0 ? 1 : total.actual / total.target}
            time={running ? time : null}
          />
          {running && (
            <span className="soft">
              {t('achievement.timeGone', {
                gone: workdays.gone,
                all: workdays.all,
                percent: (time * 100).toFixed(0),
              })}
            </span>
          )}
        </div>
      )}
      {beside(t(running ? 'achievement.previousSoFar' : 'achievement.previous'), total.previous)}
      {beside(t(running ? 'achievement.yearAgoSoFar' : 'achievement.yearAgo'), total.yearAgo)}
    </div>
  );
}
