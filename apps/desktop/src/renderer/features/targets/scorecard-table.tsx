import type { api } from '@xinhang/shared/contract/api.ts';
import type { EndpointOutput } from '@xinhang/shared/contract/endpoint.ts';
import type { PerformanceMetric } from '@xinhang/shared/performance.ts';
import { Link } from '@tanstack/react-router';
import { Button, Empty } from 'antd';
import { useState, type ReactNode } from 'react';
import { useText } from '../../i18n/i18n.ts';
import { HoursButton } from '../../form/hours-button.tsx';
import { percentOf, shown, useMetrics } from './metric-words.ts';
import type { ScorecardSearch } from './team-search.ts';

/** Business dates of the period, both included. */
type Days = Record<'from' | 'to', string>;
type Row = EndpointOutput<typeof api.team.scorecards>['rows'][number];

const measured = (row: Row, metric: PerformanceMetric) =>
  row.figures.results.find((one) => one.metric === metric)!;
const part = (value: number, whole: number | null) => (whole ? value / whole : -1);

interface Column {
  key: string;
  /** By what the column is sorted, the greatest first. */
  value: (row: Row) => number;
  text: (row: Row) => ReactNode;
}

const plain = (metric: PerformanceMetric): Column => ({
  key: `metric.${metric}`,
  value: (row) => measured(row, metric).actual,
  text(row) {
    const { actual, target } = measured(row, metric);
    const text = shown(actual, metric);
    return target === null ? text : `${text} / ${shown(target, metric)}`;
  },
});

/** What belongs beside a measure. */
const beside: Partial<Record<PerformanceMetric, Column>> = {
  won: {
    key: 'achievement.rate',
    value: (row) => part(measured(row, 'won').actual, measured(row, 'won').target),
    text: (row) => percentOf(measured(row, 'won').actual, measured(row, 'won').target),
  },
  wonCount: {
    key: 'scorecard.winRate',
    value: (row) => row.figures.winRateBp ?? -1,
    text: ({ figures }) =>
      figures.winRateBp === null ? '' : `${(figures.winRateBp / 100).toFixed(1)}%`,
  },
};

/** Owed today by customers of the person, and how much of it is past its due date. */
const owed: readonly Column[] = [
  {
    key: 'scorecard.owed',
    value: (row) => row.figures.receivables?.openFen ?? -1,
    text: ({ figures: { receivables } }) => receivables && shown(receivables.openFen, 'won'),
  },
  {
    key: 'scorecard.overdueRate',
    value: ({ figures: { receivables } }) =>
      part(receivables?.overdueFen ?? 0, receivables?.openFen ?? 0),
    text: ({ figures: { receivables } }) =>
      receivables && percentOf(receivables.overdueFen, receivables.openFen),
  },
];

const learned = (days: Days): readonly Column[] => [
  {
    key: 'scorecard.courses',
    value: ({ training }) => part(training?.finished ?? 0, training?.due ?? 0),
    text: ({ training }) =>
      training &&
      training.due > 0 && (
        <span className={training.overdue > 0 ? 'danger' : ''}>
          {`${training.finished} / ${training.due}`}
        </span>
      ),
  },
  {
    key: 'scorecard.exams',
    value: ({ training }) => training?.examBp ?? -1,
    text: ({ training }) =>
      training && training.examBp !== null && `${(training.examBp / 100).toFixed(1)}%`,
  },
  {
    key: 'training.hours',
    value: ({ training }) => training?.minutes ?? -1,
    text: ({ person, training }) =>
      training && <HoursButton person={person} minutes={training.minutes} {...days} />,
  },
];

/** In the order of the reader's sales model. */
const columnsOf = (metrics: readonly PerformanceMetric[]): readonly Column[] => [
  ...metrics.flatMap((metric) => [plain(metric), ...[beside[metric] ?? []].flat()]),
  {
    key: 'scorecard.kept',
    value: (row) => part(row.figures.kept, row.figures.planned),
    text: ({ figures }) => percentOf(figures.kept, figures.planned),
  },
];

/** A line per person; a head sorts by its column, a name opens the person. */
export function ScorecardTable({
  rows,
  period,
  days,
}: {
  rows: readonly Row[];
  period: ScorecardSearch;
  days: Days;
}) {
  const { t } = useText();
  // Whoever leads nobody in training has no such column.
  const taught = rows.some((row) => row.training !== null);
  // Whoever may read no receivables has none of these either.
  const owes = rows.some((row) => row.figures.receivables !== null);
  const columns = [
    ...columnsOf(useMetrics().all),
    ...(owes ? owed : []),
    ...(taught ? learned(days) : []),
  ];
  const [by, setBy] = useState<string | null>(null);
  if (rows.length === 0) {
    return (
      <div className="page-empty">
        <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t('scorecard.empty')} />
      </div>
    );
  }
  const column = columns.find((one) => one.key === by);
  const sorted = column ? rows.toSorted((a, b) => column.value(b) - column.value(a)) : rows;
  return (
    <div className="scorecard-wide">
      <table className="plain-table scorecard-table">
        <thead>
          <tr>
            <th>
              <Head text={t('ranking.person')} active={by === null} onSort={() => setBy(null)} />
            </th>
            <th>{t('org.dept')}</th>
            {columns.map((one) => (
              <th
                key={one.key}
                className="number"
                {...(by === one.key && { 'aria-sort': 'descending' as const })}
              >
                <Head
                  text={t(one.key as 'metric.won')}
                  active={by === one.key}
                  onSort={() => setBy(one.key)}
                />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {sorted.map((row) => (
            <tr key={row.person.id}>
              <td>
                <Link to="/team/$id" params={{ id: String(row.person.id) }} search={period}>
                  {row.person.name}
                </Link>
              </td>
              <td className="soft">{row.person.dept.name}</td>
              {columns.map((one) => (
                <td key={one.key} className="number">
                  {one.text(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Head(props: { text: string; active: boolean; onSort: () => void }) {
  return (
    <Button type="text" size="small" className="cell-link" onClick={props.onSort}>
      {props.text}
      {props.active ? ' ↓' : ''}
    </Button>
  );
}
