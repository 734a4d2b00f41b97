import { PlusOutlined } from '@ant-design/icons';
import { api } from '@xinhang/shared/contract/api.ts';
import type { ExamRow } from '@xinhang/shared/exams.ts';
import { Link } from '@tanstack/react-router';
import { Button, Empty, Table, Tag } from 'antd';
import { useState } from 'react';
import { useEndpoint } from '../../app/query.ts';
import { useText } from '../../i18n/i18n.ts';
import { Loaded } from '../../ui/loaded.tsx';
import { useShortcut } from '../../ui/use-shortcut.ts';
import { AssignDrawer } from './assign-drawer.tsx';
import type { TabProps } from './course-list.tsx';
import { ExamDrawer } from './exam-drawer.tsx';

/** Every exam. */
export function ExamList({ choice, keeps, leads }: TabProps) {
  const { t } = useText();
  const found = useEndpoint(api.exams.listExams, {});
  const [adding, setAdding] = useState(false);
  const [assigning, setAssigning] = useState<ExamRow | null>(null);
  useShortcut({ key: 'n', alt: true }, keeps ? () => setAdding(true) : null);
  return (
    <div className="page page-scroll">
      <div className="page-bar">
        {choice}
        <span className="spring" />
        {keeps && (
          <Button
            type="primary"
            icon={<PlusOutlined />}
            aria-keyshortcuts="Alt+N"
            onClick={() => setAdding(true)}
          >
            {t('exam.new')}
          </Button>
        )}
      </div>
      <Loaded found={found}>
        {({ rows }) => <ExamTable rows={rows} onAssign={leads ? setAssigning : null} />}
      </Loaded>
      <ExamDrawer exam={null} open={adding} onClose={() => setAdding(false)} />
      <AssignDrawer
        what={assigning && { examId: assigning.id, name: assigning.title }}
        open={assigning !== null}
        onClose={() => setAssigning(null)}
      />
    </div>
  );
}

interface TableProps {
  rows: readonly ExamRow[];
  onAssign: ((row: ExamRow) => void) | null;
}

function ExamTable({ rows, onAssign }: TableProps) {
  const { t } = useText();
  const number = (title: string, value: (row: ExamRow) => string | number) => ({
    title,
    align: 'end' as const,
    width: 120,
    render: (_v: unknown, row: ExamRow) => value(row),
  });
  return (
    <Table<ExamRow>
      size="small"
      rowKey="id"
      pagination={false}
      dataSource={[...rows]}
      locale={{
        emptyText: <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t('exam.none')} />,
      }}
      columns={[
        {
          title: t('training.exam'),
          render: (_v, row) => (
            <span className="line">
              <Link to="/training/exams/$id" params={{ id: String(row.id) }}>
                {row.title}
              </Link>
              {!row.active && <Tag>{t('training.inactive')}</Tag>}
            </span>
          ),
        },
        { title: t('training.note'), render: (_v, row) => row.note },
        number(t('exam.questions'), (row) => row.questions),
        number(t('exam.passPercent'), (row) => row.passPercent),
        number(t('exam.minutes'), (row) => row.minutes ?? t('exam.noLimit')),
        number(t('exam.tries'), (row) => row.tries ?? t('exam.anyTries')),
        {
          title: '',
          width: 90,
          render: (_v, row) =>
            onAssign &&
            row.active && (
              <Button
                size="small"
                type="link"
                aria-label={`${t('training.assign')} ${row.title}`}
                onClick={() => onAssign(row)}
              >
                {t('training.assign')}
              </Button>
            ),
        },
      ]}
    />
  );
}
