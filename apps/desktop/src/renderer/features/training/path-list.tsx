import { PlusOutlined } from '@ant-design/icons';
import { api } from '@xinhang/shared/contract/api.ts';
import type { LearningPath } from '@xinhang/shared/training.ts';
import { Button, Empty, Tag } from 'antd';
import { useState } from 'react';
import { useEndpoint } from '../../app/query.ts';
import { useText } from '../../i18n/i18n.ts';
import { Loaded } from '../../ui/loaded.tsx';
import { useShortcut } from '../../ui/use-shortcut.ts';
import { AssignDrawer } from './assign-drawer.tsx';
import type { TabProps } from './course-list.tsx';
import { PathDrawer } from './path-drawer.tsx';

/** Learning paths: courses in order, each with the days until it is due. */
export function PathList({ choice, keeps, leads }: TabProps) {
  const { t } = useText();
  const found = useEndpoint(api.training.listPaths, {});
  const [editing, setEditing] = useState<LearningPath | 'new' | null>(null);
  const [assigning, setAssigning] = useState<LearningPath | null>(null);
  useShortcut({ key: 'n', alt: true }, keeps ? () => setEditing('new') : null);
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
            onClick={() => setEditing('new')}
          >
            {t('training.newPath')}
          </Button>
        )}
      </div>
      <Loaded found={found}>
        {({ rows }) =>
          rows.length === 0 ? (
            <div className="page-empty">
              <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t('training.noPaths')} />
            </div>
          ) : (
            <div className="training-paths">
              {rows.map((path) => (
                <article key={path.id} className="entry" aria-label={path.name}>
                  <div className="line">
                    <strong>{path.name}</strong>
                    {!path.active && <Tag>{t('training.inactive')}</Tag>}
                    <span className="spring" />
                    {leads && path.active && (
                      <Button size="small" onClick={() => setAssigning(path)}>
                        {t('training.assign')}
                      </Button>
                    )}
                    {keeps && (
                      <Button
                        size="small"
                        aria-label={`${t('common.edit')} ${path.name}`}
                        onClick={() => setEditing(path)}
                      >
                        {t('common.edit')}
                      </Button>
                    )}
                  </div>
                  {path.note !== '' && <div className="soft">{path.note}</div>}
                  <ol className="training-steps">
                    {path.steps.map(({ course, days }) => (
                      <li key={course.id}>
                        {course.name}{' '}
                        <span className="soft">{t('training.inDays', { n: days })}</span>
                      </li>
                    ))}
                  </ol>
                </article>
              ))}
            </div>
          )
        }
      </Loaded>
      <PathDrawer
        path={editing === 'new' ? null : editing}
        open={editing !== null}
        onClose={() => setEditing(null)}
      />
      <AssignDrawer
        what={assigning && { pathId: assigning.id, name: assigning.name }}
        open={assigning !== null}
        onClose={() => setAssigning(null)}
      />
    </div>
  );
}
