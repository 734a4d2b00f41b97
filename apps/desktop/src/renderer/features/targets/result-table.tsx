import type { Achieved, TargetMetric } from '@xinhang/shared/performance.ts';
import type { ReactNode } from 'react';
import { useText } from '../../i18n/i18n.ts';
import { growth, percentOf, shown } from './metric-words.ts';
import { ReachBar } from './reach-bar.tsx';

export interface ResultLine extends Achieved {
  key: string;
  name: ReactNode;
  /** The result, with the way to what lies behind it. */
  shown: ReactNode;
  /** How much it is, in its units. */
  quantity?: string;
  /** Where lines are of several. */
  metric?: TargetMetric;
}

interface Props {
  /** What the lines are. */
  head: string;
  lines: readonly ResultLine[];
  /** What they come to; absent where they are no sum. */
  total?: ResultLine;
  metric: TargetMetric;
  workdays: { gone: number; all: number };
}

/** Target, result and what was before, a line each, and what they come to. */
export function ResultTable({ head, lines, total, metric: common, workdays }: Props) {
  const { t } = useText();
  const time = workdays.all === 0 ? null : workdays.gone / workdays.all;
  const running = time !== null && time < 1 ? time : null;
  const counted = [...lines, ...(total ? [total] : [])].some((line) => line.quantity !== undefined);
  const cells = ({ metric = common, ...row }: ResultLine) => (
    <>
      <td className="number">{row.target === null ? '' : shown(row.target, metric)}</td>
      <td className="number">{row.shown}</td>
      {counted && <td className="number achievement-quantity">{row.quantity}</td>}
      <td>
        {row.target !== null && (
          <span className="bar-line">
            <span className="bar-label">{percentOf(row.actual, row.target) || '–'}</span>
            <ReachBar part={row.target === 0 ? 1 : row.actual / row.target} time={running} />
          </span>
        )}
      </td>
      <td className="number">
        {row.target === null ? '' : shown(row.actual - row.target, metric)}
      </td>
      <td className="number">{shown(row.previous, metric)}</td>
      <td className="number soft">{growth(row.actual, row.previous)}</td>
      <td className="number">{shown(row.yearAgo, metric)}</td>
      <td className="number soft">{growth(row.actual, row.yearAgo)}</td>
    </>
  );
  return (
    <table className="plain-table achievement-table">
      <thead>
        <tr>
          <th>{head}</th>
          <th className="number">{t('achievement.target')}</th>
          <th className="number">{t('achievement.actual')}</th>
          {counted && <th className="number">{t('achievement.quantity')}</th>}
          <th className="achievement-wide">{t('achievement.rate')}</th>
          <th className="number">{t('achievement.gap')}</th>
          <th className="number">{t('achievement.previous')}</th>
          <th className="number">{t('achievement.change')}</th>
          <th className="number">{t('achievement.yearAgo')}</th>
          <th className="number">{t('achievement.change')}</th>
        </tr>
      </thead>
      <tbody>
        {lines.map((line) => (
          <tr key={line.key}>
            <td>{line.name}</td>
            {cells(line)}
          </tr>
        ))}
        {total && (
          <tr className="plain-total">
            <td>{total.name}</td>
            {cells(total)}
          </tr>
        )}
      </tbody>
    </table>
  );
}
