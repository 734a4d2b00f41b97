import type { WorkLog } from '@xinhang/shared/work-logs.ts';
import { Link } from '@tanstack/react-router';
import { Rate, Tag } from 'antd';
import { useText } from '../../i18n/i18n.ts';
import { useLogWords } from './log-words.ts';

/** A line per log: of when and whom, what it says, and how far it is. */
export function LogTable({ rows, team }: { rows: readonly WorkLog[]; team: boolean }) {
  const { t } = useText();
  const words = useLogWords();
  return (
    <table className="plain-table">
      <thead>
        <tr>
          <th className="log-when">{t('workLog.period')}</th>
          {team && <th className="log-who">{t('followUp.author')}</th>}
          <th className="log-when">{t('workLog.state')}</th>
          <th className="number log-kept-cell">{t('workLog.keptShort')}</th>
          <th>{t('workLog.results')}</th>
          <th className="log-who">{t('workLog.reviewed')}</th>
          <th className="number log-kept-cell">{t('thread.title')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((log) => {
          const told = log.lines.filter((line) => !line.hidden);
          const kept = told.filter((line) => line.done).length;
          const rated = log.reviews.find((one) => one.rating !== null);
          const name = words.period(log.kind, log.period);
          return (
            <tr key={log.id}>
              <td>
                <Link to="/work-logs/$id" params={{ id: String(log.id) }}>
                  {name}
                </Link>{' '}
                <span className="soft">{t(`workLog.kind.${log.kind}`)}</span>
              </td>
              {team && (
                <td>
                  {log.author.name} <span className="soft">{log.dept.name}</span>
                </td>
              )}
              <td>
                <Tag color={log.state === 'reviewed' ? 'green' : 'default'}>
                  {t(`workLog.state.${log.state}`)}
                </Tag>
                {(log.late || log.editedLate) && (
                  <span className="danger">
                    {t(log.late ? 'workLog.late' : 'workLog.editedLateShort')}
                  </span>
                )}
              </td>
              <td className="number">{told.length === 0 ? '' : `${kept} / ${told.length}`}</td>
              <td>
                <div className="log-clip">{log.results}</div>
                {log.help !== '' && (
                  <div className="log-clip danger">
                    {t('common.labelled', { label: t('workLog.help'), text: log.help })}
                  </div>
                )}
              </td>
              <td>
                {rated && <Rate disabled className="log-rate" value={rated.rating ?? 0} />}
                {!rated && log.reviews.map((one) => one.reviewer.name).join(' ')}
              </td>
              <td className="number">{log.messages || ''}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
