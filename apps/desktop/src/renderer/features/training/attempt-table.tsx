import { outcomeOf, outcomeWords } from '@xinhang/shared/exam-words.ts';
import type { AttemptRow } from '@xinhang/shared/exams.ts';
import { Link } from '@tanstack/react-router';
import { Table } from 'antd';
import { useText } from '../../i18n/i18n.ts';
import { useDates } from '../../ui/dates.ts';
import { percent } from './exam-facts.ts';

interface Props {
  rows: readonly AttemptRow[];
  /** Of one person and exam: neither is named. */
  own?: boolean;
}

/** Attempts with what came out; each opens. */
export function AttemptTable({ rows, own = false }: Props) {
  const { t, language } = useText();
  const dates = useDates();
  const whose = [
    { title: t('training.person'), render: (_v: unknown, row: AttemptRow) => row.person.name },
    { title: t('training.dept'), render: (_v: unknown, row: AttemptRow) => row.dept },
    {
      title: t('training.exam'),
      render: (_v: unknown, row: AttemptRow) => (
        <Link to="/training/exams/$id" params={{ id: String(row.exam.id) }}>
          {row.exam.name}
        </Link>
      ),
    },
  ];
  return (
    <Table<AttemptRow>
      size="small"
      rowKey="id"
      pagination={false}
      dataSource={[...rows]}
      columns={[
        ...(own ? [] : whose),
        { title: '', width: 90, render: (_v, row) => t('exam.try', { n: row.no }) },
        {
          title: t('exam.closedAt'),
          width: 170,
          render: (_v, row) =>
            row.closedAt === null ? (
              ''
            ) : (
              <>
                {dates.time(row.closedAt)}
                {row.closedBy === 'clock' && <div className="soft">{t('exam.closedByClock')}</div>}
              </>
            ),
        },
        {
          title: t('exam.scoreTitle'),
          align: 'end',
          width: 100,
          render: (_v, row) => (row.score === null ? '' : `${row.score} / ${row.total}`),
        },
        {
          title: t('exam.result'),
          align: 'end',
          width: 90,
          render: (_v, row) => (row.percentBp === null ? '' : percent(row.percentBp)),
        },
        {
          title: t('exam.outcome'),
          width: 110,
          render: (_v, row) => {
            const outcome = outcomeOf(row);
            return (
              <span className={outcome === 'failed' ? 'danger' : ''}>
                {outcomeWords[outcome][language]}
              </span>
            );
          },
        },
        {
          title: '',
          width: 90,
          render: (_v, row) => (
            <Link
              to="/training/attempts/$id"
              params={{ id: String(row.id) }}
              aria-label={`${t('exam.openReview')} ${row.person.name} ${row.no}`}
            >
              {t(row.state === 'open' ? 'exam.resume' : 'exam.openReview')}
            </Link>
          ),
        },
      ]}
    />
  );
}
