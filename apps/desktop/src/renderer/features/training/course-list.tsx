import { PlusOutlined } from '@ant-design/icons';
import { api } from '@xinhang/shared/contract/api.ts';
import type { CourseRow } from '@xinhang/shared/training.ts';
import { Link } from '@tanstack/react-router';
import { Button, Empty, Table, Tag } from 'antd';
import { useState, type ReactNode } from 'react';
import { useEndpoint } from '../../app/query.ts';
import { useText } from '../../i18n/i18n.ts';
import { Loaded } from '../../ui/loaded.tsx';
import { useShortcut } from '../../ui/use-shortcut.ts';
import { AssignDrawer } from './assign-drawer.tsx';
import { CourseDrawer } from './course-drawer.tsx';

export interface TabProps {
  choice: ReactNode;
  keeps: boolean;
  leads: boolean;
}

/** Every course. */
export function CourseList({ choice, keeps, leads }: TabProps) {
  const { t } = useText();
  const found = useEndpoint(api.training.listCourses, {});
  const [adding, setAdding] = useState(false);
  const [assigning, setAssigning] = useState<CourseRow | null>(null);
  useShortcut({ key: 'n', alt: true }, keeps ? () => setAdding(true) : null);
  const add = keeps && (
    <Button
      type="primary"
      icon={<PlusOutlined />}
      aria-keyshortcuts="Alt+N"
      onClick={() => setAdding(true)}
    >
      {t('training.newCourse')}
    </Button>
  );
  return (
    <div className="page page-scroll">
      <div className="page-bar">
        {choice}
        <span className="spring" />
        {add}
      </div>
      <Loaded found={found}>
        {({ rows }) => (
          <Table<CourseRow>
            size="small"
            rowKey="id"
            pagination={false}
            dataSource={rows.filter((row) => row.examId === null)}
            locale={{
              emptyText: (
                <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t('training.noCourses')} />
              ),
            }}
            columns={[
              {
                title: t('training.course'),
                render: (_v, row) => (
                  <span className="line">
                    <Link to="/training/courses/$id" params={{ id: String(row.id) }}>
                      {row.title}
                    </Link>
                    {!row.active && <Tag>{t('training.inactive')}</Tag>}
                  </span>
                ),
              },
              { title: t('training.note'), render: (_v, row) => row.note },
              {
                title: t('training.lessons'),
                align: 'end',
                width: 80,
                render: (_v, row) => row.lessons,
              },
              {
                title: '',
                width: 100,
                render: (_v, row) =>
                  leads &&
                  row.active && (
                    <Button
                      size="small"
                      type="link"
                      aria-label={`${t('training.assign')} ${row.title}`}
                      onClick={() => setAssigning(row)}
                    >
                      {t('training.assign')}
                    </Button>
                  ),
              },
            ]}
          />
        )}
      </Loaded>
      <CourseDrawer course={null} open={adding} onClose={() => setAdding(false)} />
      <AssignDrawer
        what={assigning && { courseId: assigning.id, name: assigning.title }}
        open={assigning !== null}
        onClose={() => setAssigning(null)}
      />
    </div>
  );
}
