import type { api } from '@xinhang/shared/contract/api.ts';
import type { EndpointOutput } from '@xinhang/shared/contract/endpoint.ts';
import type { Achieved, Node, PerformanceMetric } from '@xinhang/shared/performance.ts';
import { Link } from '@tanstack/react-router';
import { Button, Empty } from 'antd';
import { useText } from '../../i18n/i18n.ts';
import { growth, percentOf, shown } from './metric-words.ts';
import { ReachBar } from './reach-bar.tsx';

type Data = EndpointOutput<typeof api.achievement.get>;

interface Props {
  data: Data;
  metric: PerformanceMetric;
  onOpen: (node: Node) => void;
  /** Shows the documents behind a number. */
  onBehind: (node: Node) => void;
}

const talks: Partial<Record<PerformanceMetric, ('call' | 'visit')[]>> = {
  followUps: [],
  calls: ['call'],
  visits: ['visit'],
};

/** A line for each department and person below, and what they come to. */
export function AchievementTable({ data, metric, onOpen, onBehind }: Props) {
  const { t } = useText();
  const time = data.workdays.all === 0 ? null : data.workdays.gone / data.workdays.all;
  const running = time !== null && time < 1 ? time : null;
  const single = data.node.kind === 'user';
  if (data.rows.length === 0 && !single) {
    return <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t('achievement.nobody')} />;
  }
  const actual = (node: Node, value: number) => {
    const text = shown(value, metric);
    if (metric === 'won' || metric === 'wonCount') {
      return (
        <Button
          type="link"
          size="small"
          className="cell-link"
          aria-label={t('achievement.documentsOf', { name: node.name, value: text })}
          onClick={() => onBehind(node)}
        >
          {text}
        </Button>
      );
    }
    const type = talks[metric];
    if (!type || node.kind === 'dept' || value === 0) return text;
    return (
      <Link
        to="/follow-ups"
        search={{
          authorId: [node.id],
          from: data.from,
          to: data.to,
          ...(type.length > 0 && { type }),
        }}
      >
        {text}
      </Link>
    );
  };
  const cells = (node: Node, row: Achieved) => (
    <>
      <td className="number">{row.target === null ? '' : shown(row.target, metric)}</td>
      <td className="number">{actual(node, row.actual)}</td>
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
          <th>{t('achievement.node')}</th>
          <th className="number">{t('achievement.target')}</th>
          <th className="number">{t('achievement.actual')}</th>
          <th className="achievement-wide">{t('achievement.rate')}</th>
          <th className="number">{t('achievement.gap')}</th>
          <th className="number">{t('achievement.previous')}</th>
          <th className="number">{t('achievement.change')}</th>
          <th className="number">{t('achievement.yearAgo')}</th>
          <th className="number">{t('achievement.change')}</th>
        </tr>
      </thead>
      <tbody>
        {data.rows.map((row) => (
          <tr key={`${row.node.kind}${row.node.id}`}>
            <td>
              <Button
                type="link"
                size="small"
                className="cell-link"
                onClick={() => onOpen(row.node)}
              >
                {row.node.name}
              </Button>
              {row.former && <span className="soft"> {t('achievement.former')}</span>}
            </td>
            {cells(row.node, row)}
          </tr>
        ))}
        <tr className="plain-total">
          <td>{single ? data.node.name : t('deal.total')}</td>
          {cells(data.node, data.total)}
        </tr>
      </tbody>
    </table>
  );
}
