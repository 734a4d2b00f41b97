import type { PerformanceMetric } from '@xinhang/shared/performance.ts';
import type { RankingRow } from '@xinhang/shared/ranking.ts';
import { Empty } from 'antd';
import { useText } from '../../i18n/i18n.ts';
import { shown } from './metric-words.ts';

interface Props {
  rows: readonly RankingRow[];
  ranked: number;
  metric: PerformanceMetric;
}

/** Ranks and names; amounts where the company shows them. */
export function RankingTable({ rows, ranked, metric }: Props) {
  const { t } = useText();
  if (rows.length === 0) {
    return (
      <div className="page-empty">
        <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t('ranking.empty')} />
      </div>
    );
  }
  const open = rows.some((row) => row.value !== null);
  return (
    <>
      <table className="plain-table ranking-table">
        <thead>
          <tr>
            <th className="number">{t('ranking.rank')}</th>
            <th>{t('ranking.person')}</th>
            <th>{t('org.dept')}</th>
            {open && <th className="number">{t(`metric.${metric}`)}</th>}
            {open && <th className="ranking-wide" aria-hidden />}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.person.id} className={row.mine ? 'ranking-mine' : ''}>
              <td className={row.rank <= 3 ? 'number ranking-top' : 'number'}>
                {row.rank > ranked ? '–' : row.rank}
              </td>
              <td>
                {row.person.name}
                {row.mine && <span className="soft"> {t('ranking.me')}</span>}
                {row.left && <span className="soft"> {t('userState.left')}</span>}
              </td>
              <td>{row.dept}</td>
              {open && (
                <td className="number">{row.value === null ? '' : shown(row.value, metric)}</td>
              )}
              {open && (
                <td aria-hidden>
                  <span className="reach">
                    <span
                      className="reach-bar"
                      style={{ width: `${(row.ofFirstBp ?? 0) / 100}%` }}
                    />
                  </span>
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
      <p className="soft">{t(open ? 'ranking.note' : 'ranking.noteHidden', { n: ranked })}</p>
    </>
  );
}
