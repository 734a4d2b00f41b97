import { api } from '@xinhang/shared/contract/api.ts';
import type { Task } from '@xinhang/shared/tasks.ts';
import { Link } from '@tanstack/react-router';
import { Alert, App, Button } from 'antd';
import { useState } from 'react';
import { useProblemText } from '../../app/problem-text.ts';
import { useCommand } from '../../app/query.ts';
import { useMe } from '../../app/session.ts';
import { useKeptText } from '../../form/drafts.ts';
import { useText } from '../../i18n/i18n.ts';
import { useDates } from '../../ui/dates.ts';
import { GrowingText } from '../../ui/growing-text.tsx';
import { saveKeys } from '../../ui/keys.ts';

interface Props {
  task: Task;
  box: 'received' | 'given';
}

/** One instruction: what, until when, how far it is, and what its reader can do about it. */
export function TaskEntry({ task, box }: Props) {
  const { t } = useText();
  const dates = useDates();
  const watched = useMe().viewAs !== null;
  const open = task.closedAt === null;
  const late = open && dates.overdue(task.dueOn);
  const other = box === 'received' ? task.from : task.to;
  return (
    <article className="entry" aria-label={task.text}>
      <div className="line" style={{ gap: '0 10px' }}>
        <strong>{other.name}</strong>
        {task.about && (
          <Link
            to={task.about.kind === 'deal' ? '/deals/$id' : '/customers/$id'}
            params={{ id: String(task.about.id) }}
          >
            {task.about.name}
          </Link>
        )}
        {task.dueOn && (
          <span className={late ? 'danger' : ''}>
            {t('task.due', {
              date: [dates.day(task.dueOn), task.dueTime].filter(Boolean).join(' '),
            })}
          </span>
        )}
        <span className="soft">{t(`task.state.${task.state}`)}</span>
        <span className="spring" />
        <time className="soft" dateTime={new Date(task.at).toISOString()}>
          {dates.time(task.at)}
        </time>
      </div>
      <div className="entry-text">{task.text}</div>
      {task.note !== '' && task.closedAt !== null && (
        <div className="entry-text soft">
          {t('task.noteAt', { at: dates.time(task.closedAt), text: task.note })}
        </div>
      )}
      {open && !watched && (box === 'received' ? <Answer task={task} /> : <Withdraw task={task} />)}
    </article>
  );
}

/** Received: one click says that it is read; done is said with words. */
function Answer({ task }: { task: Task }) {
  const { t } = useText();
  const words = useProblemText();
  const { text: note, setText: setNote, saved } = useKeptText(`task.${task.id}`);
  const [writing, setWriting] = useState(note !== '');
  const acknowledge = useCommand(api.tasks.acknowledge);
  const finish = useCommand(api.tasks.finish);
  const params = { id: task.id };
  const save = () => {
    if (finish.isPending || note.trim() === '') return;
    finish.mutate({ params, body: { note } }, { onSuccess: () => saved(note) });
  };
  const error = acknowledge.error ?? finish.error;
  return (
    <div className="stack review-answer" {...saveKeys(save)}>
      {writing && (
        <GrowingText
          autoFocus
          value={note}
          minRows={1}
          maxRows={6}
          maxLength={1000}
          aria-label={t('task.note')}
          placeholder={t('task.notePlaceholder')}
          onChange={(event) => setNote(event.target.value)}
        />
      )}
      <div className="line">
        {task.state === 'given' && !writing && (
          <Button
            type="primary"
            loading={acknowledge.isPending}
            onClick={() => acknowledge.mutate({ params })}
          >
            {t('task.acknowledge')}
          </Button>
        )}
        {writing ? (
          <>
            <Button
              type="primary"
              disabled={note.trim() === ''}
              loading={finish.isPending}
              onClick={save}
            >
              {t('task.finish')}
            </Button>
            <Button onClick={() => setWriting(false)}>{t('common.cancel')}</Button>
          </>
        ) : (
          <Button onClick={() => setWriting(true)}>{t('task.finish')}</Button>
        )}
      </div>
      {error && <Alert type="error" showIcon role="alert" title={words(error)} />}
    </div>
  );
}

/** Given: taken back while it is open. */
function Withdraw({ task }: { task: Task }) {
  const { t } = useText();
  const words = useProblemText();
  const { modal } = App.useApp();
  const withdraw = useCommand(api.tasks.withdraw);
  const ask = () =>
    void modal.confirm({
      title: t('task.withdrawAsk'),
      content: task.text,
      okText: t('task.withdraw'),
      cancelText: t('common.cancel'),
      onOk: () => withdraw.mutate({ params: { id: task.id } }),
    });
  return (
    <div className="stack review-answer">
      <div>
        <Button size="small" loading={withdraw.isPending} onClick={ask}>
          {t('task.withdraw')}
        </Button>
      </div>
      {withdraw.error && <Alert type="error" showIcon role="alert" title={words(withdraw.error)} />}
    </div>
  );
}
