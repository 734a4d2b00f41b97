import type { api } from '@xinhang/shared/contract/api.ts';
import type { EndpointOutput } from '@xinhang/shared/contract/endpoint.ts';
import type { Achieved, Node, TargetMetric } from '@xinhang/shared/performance.ts';
import { Link } from '@tanstack/react-router';
import { Button, Empty } from 'antd';
import { useText } from '../../i18n/i18n.ts';
import { BehindButton } from '../../form/behind-button.tsx';
import { isLedger, shown } from './metric-words.ts';
import { ResultTable, type ResultLine } from './result-table.tsx';

type Data = EndpointOutput<typeof api.achievement.get>;

interface Props {
  data: Data;
  metric: TargetMetric;
  onOpen: (node: Node) => void;
  /** Shows the documents behind a number. */
  onBehind: (node: Node) => void;
}

const talks: Partial<Record<TargetMetric, ('call' | 'visit')[]>> = {
  followUps: [],
  calls: ['call'],
  visits: ['visit'],
};

/** A line for each department and person below, and what they come to. */
export function AchievementTable({ data, metric, onOpen, onBehind }: Props) {
  const { t } = useText();
  const single = data.node.kind === 'user';
  if (data.rows.length === 0 && !single) {
    return <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t('achievement.nobody')} />;
  }
  const actual = (node: Node, value: number) => {
    const text = shown(value, metric);
    if (isLedger(metric)) {
      return <BehindButton name={node.name} text={text} onOpen={() => onBehind(node)} />;
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
  const line = (node: Node, row: Achieved, name: ResultLine['name']): ResultLine => ({
    ...row,
    key: `${node.kind}${node.id}`,
    name,
    shown: actual(node, row.actual),
  });
  return (
    <ResultTable
      head={t('achievement.node')}
      metric={metric}
      workdays={data.workdays}
      lines={data.rows.map((row) =>
        line(
          row.node,
          row,
          <>
            <Button type="link" size="small" className="cell-link" onClick={() => onOpen(row.node)}>
              {row.node.name}
            </Button>
            {row.former && <span className="soft"> {t('achievement.former')}</span>}
          </>,
        ),
      )}
      total={line(data.node, data.total, single ? data.node.name : t('deal.total'))}
    />
  );
}
