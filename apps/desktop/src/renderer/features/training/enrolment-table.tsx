import type { Enrolment } from '@xinhang/shared/training-work.ts';
import { Link } from '@tanstack/react-router';
import { Table } from 'antd';
import type { ReactNode } from 'react';
import { useText } from '../../i18n/i18n.ts';
import { useDates } from '../../ui/dates.ts';

interface Props {
  rows: readonly Enrolment[];
  /** What can be done about one, at the end of its line. */
  action?: (row: Enrolment) => ReactNode;
}

/** Courses of one person: how far, and until when. */
export function EnrolmentTable({ rows, action }: Props) {
  const { t } = useText();
  const dates = useDates();
  return (
    <Table<Enrolment>
      size="small"
      rowKey="id"
      pagination={false}
      dataSource={[...rows]}
      columns={[
        {
          title: t('training.course'),
          render: (_v, row) => <EnrolmentLink row={row} />,
        },
        { title: t('training.path'), render: (_v, row) => row.path?.name ?? '' },
        {
          title: t('training.progress'),
          align: 'end',
          width: 90,
          render: (_v, row) => (row.exam ? '' : `${row.finished} / ${row.lessons}`),
        },
        {
          title: t('training.nextSession'),
          render: (_v, row) =>
            row.nextSession &&
            [dates.day(row.nextSession.on), row.nextSession.place].filter(Boolean).join(' · '),
        },
        {
          title: t('training.dueOn'),
          width: 150,
          render: (_v, row) => (
            <span className={row.overdue ? 'danger' : ''}>
              {dates.day(row.dueOn)}
              {row.overdue && ` · ${t('training.overdue')}`}
            </span>
          ),
        },
        {
          title: t('training.finishedAt'),
          width: 120,
          render: (_v, row) => (row.finishedAt === null ? '' : dates.dayOf(row.finishedAt)),
        },
        ...(action
          ? [{ title: '', width: 90, render: (_v: unknown, row: Enrolment) => action(row) }]
          : []),
      ]}
    />
  );
}

/** To the course, or to the exam where it is one by itself. */
function EnrolmentLink({ row }: { row: Enrolment }) {
  const { t } = useText();
  if (!row.exam) {
    return (
      <Link to="/training/courses/$id" params={{ id: String(row.course.id) }}>
        {row.course.name}
      </Link>
    );
  }
  return (
    <span className="line">
      <Link to="/training/exams/$id" params={{ id: String(row.exam.id) }}>
        {row.exam.name}
      </Link>
      <span className="soft">{t('training.exam')}</span>
    </span>
  );
}
