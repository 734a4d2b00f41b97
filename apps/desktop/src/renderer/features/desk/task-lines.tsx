import { api } from '@xinhang/shared/contract/api.ts';
import type { Task } from '@xinhang/shared/tasks.ts';
import { Link } from '@tanstack/react-router';
import { App, Button } from 'antd';
import { useRefusalText } from '../../form/use-refused-words.ts';
import { useCommand } from '../../app/query.ts';
import { useText } from '../../i18n/i18n.ts';
import { useDates } from '../../ui/dates.ts';
import { Snooze } from './snoozed.tsx';

interface Props {
  rows: readonly Task[];
  box: 'received' | 'given';
}

/** What somebody is told to do, acknowledged in place; or what one gave and is overdue. */
export function TaskLines({ rows, box }: Props) {
  return rows.map((task) => <TaskLine key={task.id} task={task} box={box} />);
}

function TaskLine({ task, box }: { task: Task; box: Props['box'] }) {
  const { t } = useText();
  const dates = useDates();
  const words = useRefusalText();
  const { message } = App.useApp();
  const acknowledge = useCommand(api.tasks.acknowledge);
  const late = dates.overdue(task.dueOn);
  const other = box === 'received' ? task.from : task.to;
  return (
    <div className="small-line">
      <Link
        to="/tasks"
        search={box === 'given' ? { box } : {}}
        title={task.text}
        className="small-name"
      >
        {task.text}
      </Link>
      <span className={late ? 'small-note danger' : 'small-note soft'}>
        {[other.name, dates.day(task.dueOn), task.dueTime].filter(Boolean).join(' · ')}
      </span>
      {box === 'received' && task.state === 'given' && (
        <Button
          size="small"
          type="text"
          loading={acknowledge.isPending}
          aria-label={`${t('task.acknowledge')} ${task.text}`}
          onClick={() =>
            acknowledge.mutate(
              { params: { id: task.id } },
              { onError: (error) => void message.error(words(error)) },
            )
          }
        >
          {t('task.acknowledge')}
        </Button>
      )}
      <Snooze
        kind={box === 'received' ? 'tasksReceived' : 'tasksOverdue'}
        id={task.id}
        name={task.text}
      />
    </div>
  );
}
