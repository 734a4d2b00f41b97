import { addDays } from '@xinhang/shared/business-date.ts';
import { api } from '@xinhang/shared/contract/api.ts';
import { fen, formatFen } from '@xinhang/shared/money.ts';
import type { ReportRow, WeeklyReport } from '@xinhang/shared/weekly-reports.ts';
import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import type { ReactNode } from 'react';
import { printPage } from '../../app/printing.ts';
import { useEndpoint } from '../../app/query.ts';
import { useText } from '../../i18n/i18n.ts';
import { useDates } from '../../ui/dates.ts';
import { RecordHead, RecordPage } from '../../ui/record-page.tsx';
import './alerts.css';

/** One report as it was delivered: figures of then, links to the lists of now. */
export function WeeklyPage({ id }: { id: number }) {
  const { t } = useText();
  const dates = useDates();
  const found = useEndpoint(api.weeklyReports.get, { params: { id } });
  return (
    <RecordPage found={found}>
      {(report) => (
        <>
          <RecordHead
            title={t('weekly.titleOf', { from: report.from, to: report.to })}
            facts={
              <span className="soft">{t('weekly.made', { at: dates.time(report.madeAt) })}</span>
            }
          >
            <span className="screen-only">
              <Button onClick={() => void printPage()}>{t('weekly.print')}</Button>
            </span>
          </RecordHead>
          <p className="soft">{t('weekly.why')}</p>
          <div className="weekly-scroll">
            <Figures report={report} />
          </div>
        </>
      )}
    </RecordPage>
  );
}

const activities = ['followUps', 'calls', 'visits', 'newCustomers'] as const;
const counts = [
  'won',
  'lost',
  'moved',
  'stuck',
  'alertsOpen',
  'alertsEscalated',
  'logsMissing',
] as const;

function Figures({ report }: { report: WeeklyReport }) {
  const { t } = useText();
  const { from, to, rows } = report;
  const link = (
    row: ReportRow,
    key: (typeof counts)[number] | (typeof activities)[number],
    n: number,
  ): ReactNode => {
    if (n === 0) return <span className="soft">0</span>;
    const label = `${row.person.name} ${t(`weekly.${key}`)} ${n}`;
    const { id } = row.person;
    switch (key) {
      case 'followUps':
      case 'calls':
      case 'visits':
        return (
          <Link
            to="/follow-ups"
            search={
              {
                authorId: [id],
                from,
                to,
                ...(key !== 'followUps' && { type: [key === 'calls' ? 'call' : 'visit'] as const }),
              } as never
            }
            aria-label={label}
          >
            {n}
          </Link>
        );
      case 'alertsOpen':
      case 'alertsEscalated':
        return (
          <Link
            to="/alerts"
            search={{
              whose: 'team',
              ownerId: id,
              ...(key === 'alertsEscalated' && { escalated: true }),
            }}
            aria-label={label}
          >
            {n}
          </Link>
        );
      case 'logsMissing':
        return (
          <Link
            to="/work-logs"
            search={{ tab: 'missing', kind: 'day', from, to }}
            aria-label={label}
          >
            {n}
          </Link>
        );
      default:
        return n;
    }
  };
  const sum = (count: (row: ReportRow) => number) => rows.reduce((all, row) => all + count(row), 0);
  return (
    <table className="plain-table weekly-table">
      <thead>
        <tr>
          <th>{t('followUp.author')}</th>
          {activities.map((key) => (
            <th key={key} className="number">
              {t(`weekly.${key}`)}
            </th>
          ))}
          <th className="number">{t('weekly.kept')}</th>
          {counts.slice(0, 1).map((key) => (
            <th key={key} className="number">
              {t(`weekly.${key}`)}
            </th>
          ))}
          <th className="number">{t('weekly.wonFen')}</th>
          {counts.slice(1).map((key) => (
            <th key={key} className="number">
              {t(`weekly.${key}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.person.id}>
            <td>
              <Link to="/workload" search={{ span: 'week', on: from }}>
                {row.person.name}
              </Link>
            </td>
            {activities.map((key) => (
              <td key={key} className="number">
                {link(row, key, row.now[key])}
                <Change now={row.now[key]} before={row.before[key]} />
              </td>
            ))}
            <td className="number">{row.planned === 0 ? '' : `${row.kept} / ${row.planned}`}</td>
            <td className="number">{link(row, 'won', row.won)}</td>
            <td className="number">{row.wonFen === 0 ? '' : formatFen(fen(row.wonFen))}</td>
            {counts.slice(1).map((key) => (
              <td key={key} className="number">
                {link(row, key, row[key])}
              </td>
            ))}
          </tr>
        ))}
        <tr className="plain-total">
          <td>{t('deal.total')}</td>
          {activities.map((key) => (
            <td key={key} className="number">
              {sum((row) => row.now[key])}
              <Change now={sum((row) => row.now[key])} before={sum((row) => row.before[key])} />
            </td>
          ))}
          <td className="number">
            {sum((row) => row.kept)} / {sum((row) => row.planned)}
          </td>
          <td className="number">{sum((row) => row.won)}</td>
          <td className="number">{formatFen(fen(sum((row) => row.wonFen)))}</td>
          {counts.slice(1).map((key) => (
            <td key={key} className="number">
              {sum((row) => row[key])}
            </td>
          ))}
        </tr>
      </tbody>
      <caption className="visually-hidden">
        {t('weekly.against', { from: addDays(from, -7), to: addDays(to, -7) })}
      </caption>
    </table>
  );
}

/** Against the week before. */
function Change({ now, before }: { now: number; before: number }) {
  const by = now - before;
  return (
    <span className="weekly-change">{by === 0 ? '' : `${by > 0 ? '+' : '−'}${Math.abs(by)}`}</span>
  );
}
