import type { api } from '@xinhang/shared/contract/api.ts';
import type { EndpointOutput } from '@xinhang/shared/contract/endpoint.ts';
import type { TargetMetric } from '@xinhang/shared/performance.ts';
import { Button } from 'antd';
import { useState } from 'react';
import { useText } from '../../i18n/i18n.ts';
import { Section } from '../../ui/section.tsx';
import { percentOf, shown } from './metric-words.ts';

type Month = EndpointOutput<typeof api.achievement.get>['months'][number];

interface Props {
  months: readonly Month[];
  metric: TargetMetric;
  /** First and last `YYYY-MM` of the period that is shown. */
  chosen: readonly [string, string];
  onOpen: (month: string) => void;
}

const monthOf = ({ month }: Month) => Number(month.slice(5));

/** The year by months: what was reached, the target as a line, the year before as a pale bar. */
export function MonthChart({ months, metric, chosen, onOpen }: Props) {
  const { t } = useText();
  const [table, setTable] = useState(false);
  const most = Math.max(1, ...months.flatMap((one) => [one.actual, one.target ?? 0, one.yearAgo]));
  const height = (value: number) => `${Math.max(0, value / most) * 100}%`;
  const year = months[0]?.month.slice(0, 4) ?? '';
  const said = (one: Month) =>
    [
      t('period.month', { year, n: monthOf(one) }),
      `${t('achievement.actual')} ${shown(one.actual, metric)}`,
      ...(one.target === null ? [] : [`${t('achievement.target')} ${shown(one.target, metric)}`]),
      `${t('achievement.yearAgo')} ${shown(one.yearAgo, metric)}`,
    ].join(' · ');
  return (
    <Section
      title={t('achievement.byMonth', { year })}
      extra={
        <>
          {!table && (
            <span className="chart-legend" aria-hidden>
              <i className="key-actual" /> {t('achievement.actual')}
              <i className="key-target" /> {t('achievement.target')}
              <i className="key-ago" /> {t('achievement.yearAgo')}
            </span>
          )}
          <Button type="link" size="small" onClick={() => setTable(!table)}>
            {t(table ? 'achievement.asChart' : 'achievement.asTable')}
          </Button>
        </>
      }
    >
      {table ? (
        <table className="plain-table month-table">
          <thead>
            <tr>
              <th />
              {months.map((one) => (
                <th key={one.month} className="number">
                  {t('month.short', { n: monthOf(one) })}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {(['target', 'actual', 'yearAgo'] as const).map((key) => (
              <tr key={key}>
                <td>{t(`achievement.${key}`)}</td>
                {months.map((one) => (
                  <td key={one.month} className="number">
                    {one[key] === null ? '' : shown(one[key], metric)}
                  </td>
                ))}
              </tr>
            ))}
            <tr>
              <td>{t('achievement.rate')}</td>
              {months.map((one) => (
                <td key={one.month} className="number">
                  {percentOf(one.actual, one.target)}
                </td>
              ))}
            </tr>
          </tbody>
        </table>
      ) : (
        <div className="chart">
          {months.map((one) => (
            <button
              key={one.month}
              type="button"
              className={
                one.month >= chosen[0] && one.month <= chosen[1]
                  ? 'chart-month chosen'
                  : 'chart-month'
              }
              title={said(one)}
              aria-label={said(one)}
              onClick={() => onOpen(one.month)}
            >
              <span className="chart-bars" aria-hidden>
                <span className="chart-ago" style={{ height: height(one.yearAgo) }} />
                <span className="chart-actual" style={{ height: height(one.actual) }} />
                {one.target !== null && (
                  <span className="chart-target" style={{ bottom: height(one.target) }} />
                )}
              </span>
              <span aria-hidden>{t('month.short', { n: monthOf(one) })}</span>
            </button>
          ))}
        </div>
      )}
    </Section>
  );
}
