import { PlusOutlined } from '@ant-design/icons';
import { api } from '@xinhang/shared/contract/api.ts';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Button, Checkbox, Empty, Segmented, Skeleton } from 'antd';
import { useState } from 'react';
import { client } from '../../app/client.ts';
import { keyOf } from '../../app/query.ts';
import { useMay } from '../../app/session.ts';
import { useText } from '../../i18n/i18n.ts';
import { Unread } from '../../ui/loaded.tsx';
import { useShortcut } from '../../ui/use-shortcut.ts';
import { NewTask } from './new-task.tsx';
import { TaskEntry } from './task-entry.tsx';
import type { TaskSearch } from './task-search.ts';

const boxes = ['received', 'given'] as const;

/** What one is told to do, and what one told others to do. */
export function TasksPage({ search }: { search: TaskSearch }) {
  const { t } = useText();
  const navigate = useNavigate();
  const show = (next: TaskSearch) => void navigate({ to: '/tasks', search: next });
  const mayGive = useMay('tasks.create');
  const [adding, setAdding] = useState(false);
  const box = search.box ?? 'received';
  const closed = search.closed === true;
  const query = { box, ...(closed && { closed: true }) };
  const found = useInfiniteQuery({
    queryKey: [...keyOf(api.tasks.list, { query }), 'all'],
    queryFn: ({ pageParam, signal }) =>
      client.call(api.tasks.list, {
        query: { ...query, ...(pageParam && { cursor: pageParam }) },
        signal,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  });
  useShortcut({ key: 'n', alt: true }, mayGive ? () => setAdding(true) : null);
  const rows = found.data?.pages.flatMap((page) => page.rows);
  return (
    <div className="page page-scroll">
      <div className="page-bar">
        <Segmented<(typeof boxes)[number]>
          aria-label={t('task.title')}
          value={box}
          options={boxes.map((value) => ({ value, label: t(`task.box.${value}`) }))}
          onChange={(value) => show({ ...search, box: value })}
        />
        <Checkbox
          checked={closed}
          onChange={(event) => show({ ...search, closed: event.target.checked || undefined })}
        >
          {t('task.closed')}
        </Checkbox>
        <span className="spring" />
        {mayGive && (
          <Button
            type="primary"
            icon={<PlusOutlined />}
            aria-keyshortcuts="Alt+N"
            onClick={() => setAdding(true)}
          >
            {t('task.new')}
          </Button>
        )}
      </div>
      {!rows && <Unread found={found} waiting={<Skeleton active paragraph={{ rows: 8 }} />} />}
      {rows?.length === 0 && (
        <div className="page-empty">
          <Empty
            image={Empty.PRESENTED_IMAGE_SIMPLE}
            description={t(closed ? 'task.noneClosed' : `task.none.${box}`)}
          >
            {mayGive && box === 'given' && !closed && (
              <Button onClick={() => setAdding(true)}>{t('task.new')}</Button>
            )}
          </Empty>
        </div>
      )}
      <div className="review-received">
        {rows?.map((task) => (
          <TaskEntry key={task.id} task={task} box={box} />
        ))}
      </div>
      {found.hasNextPage && (
        <div>
          <Button loading={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>
            {t('customer.more')}
          </Button>
        </div>
      )}
      <NewTask
        open={adding && mayGive}
        onClose={() => setAdding(false)}
        onSaved={() => show({ box: 'given' })}
      />
    </div>
  );
}
