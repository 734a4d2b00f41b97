import { addDays } from '@xinhang/shared/business-date.ts';
import { api } from '@xinhang/shared/contract/api.ts';
import { weeklyColumns, type WeeklyColumn } from '@xinhang/shared/model-homes.ts';
import { fen, formatFen } from '@xinhang/shared/money.ts';
import type { ReportRow, WeeklyReport } from '@xinhang/shared/weekly-reports.ts';
import { Link } from '@tanstack/react-router';
import { Button, Checkbox } from 'antd';
import { useState, type ReactNode } from 'react';
import { useHome } from '../../app/home.ts';
import { printPage } from '../../app/printing.ts';
import { useEndpoint } from '../../app/query.ts';
import { comma, useText } from '../../i18n/i18n.ts';
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

const activities = new Set<WeeklyColumn>(['followUps', 'calls', 'visits', 'newCustomers']);
type Activity = keyof ReportRow['now'];
const isActivity = (column: WeeklyColumn): column is Activity => activities.has(column);

const amounts = ['wonFen', 'orderedFen', 'deliveredFen', 'receivedFen'] as const;
const isAmount = (column: WeeklyColumn): column is (typeof amounts)[number] =>
  (amounts as readonly WeeklyColumn[]).includes(column);

/** How much a column says of a person. */
const countOf = (row: ReportRow, column: WeeklyColumn): number =>
  isActivity(column) ? row.now[column] : row[column];

const counts = (rows: readonly ReportRow[], column: WeeklyColumn) =>
  rows.some((row) => countOf(row, column) !== 0);

/** Columns that the reader's home does not name and that count something. */
const furtherColumns = (own: readonly WeeklyColumn[], rows: readonly ReportRow[]): WeeklyColumn[] =>
  weeklyColumns.filter((one) => !own.includes(one) && counts(rows, one));

/** What no team without orders in the system counts; shown by itself while it says something. */
const ofTrade = new Set<WeeklyColumn>(['orderedFen', 'deliveredFen', 'receivedFen']);

function Figures({ report }: { report: WeeklyReport }) {
  const { t } = useText();
  const { from, to, rows } = report;
  const link = (row: ReportRow, key: WeeklyColumn, n: number): ReactNode => {
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
              whose: 'all',
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
  const { weekly: named, weeklyRest } = useHome();
  // Where nobody arranged the report, columns of trade wait until there is any.
  const weekly = named.filter((one) => !weeklyRest || !ofTrade.has(one) || counts(rows, one));
  const further = furtherColumns(weekly, rows);
  const [rest, setRest] = useState(weeklyRest);
  const columns = rest ? [...weekly, ...further] : weekly;
  const sum = (count: (row: ReportRow) => number) => rows.reduce((all, row) => all + count(row), 0);
  const cell = (row: ReportRow, column: WeeklyColumn): ReactNode => {
    if (column === 'kept') return row.planned === 0 ? '' : `${row.kept} / ${row.planned}`;
    if (isAmount(column)) return row[column] === 0 ? '' : formatFen(fen(row[column]));
    if (!isActivity(column)) return link(row, column, row[column]);
    return (
      <>
        {link(row, column, row.now[column])}
        <Change now={row.now[column]} before={row.before[column]} />
      </>
    );
  };
  const total = (column: WeeklyColumn): ReactNode => {
    const all = sum((row) => countOf(row, column));
    if (column === 'kept') return `${all} / ${sum((row) => row.planned)}`;
    if (isAmount(column)) return formatFen(fen(all));
    if (!isActivity(column)) return all;
    return (
      <>
        {all}
        <Change now={all} before={sum((row) => row.before[column])} />
      </>
    );
  };
  return (
    <>
      {!weeklyRest && further.length > 0 && (
        <p className="screen-only">
          <Checkbox checked={rest} onChange={(event) => setRest(event.target.checked)}>
            {t('weekly.further', { names: further.map((one) => t(`weekly.${one}`)).join(comma()) })}
          </Checkbox>
        </p>
      )}
      <table className="plain-table weekly-table">
        <thead>
          <tr>
            <th>{t('followUp.author')}</th>
            {columns.map((column) => (
              <th key={column} className="number">
                {t(`weekly.${column}`)}
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
              {columns.map((column) => (
                <td key={column} className="number">
                  {cell(row, column)}
                </td>
              ))}
            </tr>
          ))}
          <tr className="plain-total">
            <td>{t('deal.total')}</td>
            {columns.map((column) => (
              <td key={column} className="number">
                {total(column)}
              </td>
            ))}
          </tr>
        </tbody>
        <caption className="visually-hidden">
          {t('weekly.against', { from: addDays(from, -7), to: addDays(to, -7) })}
        </caption>
      </table>
    </>
  );
}

/** Against the week before. */
function Change({ now, before }: { now: number; before: number }) {
  const by = now - before;
  return (
    <span className="weekly-change">{by === 0 ? '' : `${by > 0 ? '+' : '−'}${Math.abs(by)}`}</span>
  );
}
