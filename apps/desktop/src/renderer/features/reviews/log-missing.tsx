import { api } from '@xinhang/shared/contract/api.ts';
import { Link } from '@tanstack/react-router';
import { Empty } from 'antd';
import { useEndpoint } from '../../app/query.ts';
import { useText } from '../../i18n/i18n.ts';
import { useDates } from '../../ui/dates.ts';
import { Loaded } from '../../ui/loaded.tsx';
import type { LogSearch } from './log-search.ts';
import { useLogWords } from './log-words.ts';

/** Who has not submitted, period by period; the last one that is over unless a span is chosen. */
export function LogMissing({ search }: { search: LogSearch }) {
  const { t } = useText();
  const dates = useDates();
  const words = useLogWords();
  const { kind = 'day', from, to, deptId } = search;
  const found = useEndpoint(api.workLogs.missing, { query: { kind, from, to, deptId } });
  return (
    <Loaded found={found}>
      {(data) =>
        data.rows.length === 0 ? (
          <div className="page-empty">
            <Empty
              image={Empty.PRESENTED_IMAGE_SIMPLE}
              description={t('workLog.noneMissing', {
                period: data.from === data.to ? data.from : `${data.from} – ${data.to}`,
              })}
            />
          </div>
        ) : (
          <table className="plain-table log-missing">
            <thead>
              <tr>
                <th className="log-when">{t('workLog.period')}</th>
                <th className="log-who">{t('followUp.author')}</th>
                <th className="log-who">{t('workLog.dept')}</th>
                <th>{t('workLog.due')}</th>
              </tr>
            </thead>
            <tbody>
              {data.rows.map((row) => (
                <tr key={`${row.person.id}.${row.period.from}`}>
                  <td>{words.period(kind, row.period)}</td>
                  <td>
                    <Link to="/work-logs" search={{ tab: 'team', authorId: row.person.id, kind }}>
                      {row.person.name}
                    </Link>
                  </td>
                  <td>{row.dept.name}</td>
                  <td className={row.overdue ? 'danger' : 'soft'}>
                    {row.overdue
                      ? t('workLog.overdueSince', { at: dates.time(row.period.dueAt) })
                      : t('workLog.dueAt', { at: dates.time(row.period.dueAt) })}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )
      }
    </Loaded>
  );
}
