import { api } from '@xinhang/shared/contract/api.ts';
import { Link } from '@tanstack/react-router';
import { Button, Empty } from 'antd';
import { useState, type ReactNode } from 'react';
import { useEndpoint } from '../../app/query.ts';
import { useText } from '../../i18n/i18n.ts';
import { useDates } from '../../ui/dates.ts';
import { Loaded } from '../../ui/loaded.tsx';
import { useShortcut } from '../../ui/use-shortcut.ts';
import { AnsweredQuestion } from './attempt-review.tsx';
import { MarkForm } from './mark-form.tsx';

/** Attempts whose texts wait, one after the other: j and k go on, Ctrl+Enter saves. */
export function MarkingQueue({ choice }: { choice: ReactNode }) {
  const { t } = useText();
  const found = useEndpoint(api.attempts.listToMark, {});
  const [chosen, setChosen] = useState<number | null>(null);
  const rows = found.data?.rows ?? [];
  const at = Math.max(
    0,
    rows.findIndex((row) => row.id === chosen),
  );
  const to = (place: number) => {
    const row = rows[place];
    return row ? () => setChosen(row.id) : null;
  };
  const [previous, next] = [to(at - 1), to(at + 1)];
  useShortcut({ key: 'j' }, next);
  useShortcut({ key: 'k' }, previous);
  return (
    <div className="page page-scroll">
      <div className="page-bar">
        {choice}
        <span className="spring" />
        {rows.length > 0 && (
          <>
            <span role="status" className="soft">
              {t('exam.place', { at: at + 1, n: rows.length })}
            </span>
            <Button size="small" disabled={!previous} onClick={() => previous?.()}>
              {t('review.previous')}
            </Button>
            <Button size="small" disabled={!next} onClick={() => next?.()}>
              {t('review.next')}
            </Button>
          </>
        )}
      </div>
      <Loaded found={found}>
        {(data) => {
          const row = data.rows[at] ?? data.rows[0];
          return row ? (
            <Waiting
              key={row.id}
              id={row.id}
              onDone={() => setChosen(data.rows[at + 1]?.id ?? null)}
            />
          ) : (
            <div className="page-empty">
              <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t('exam.nothingToMark')} />
            </div>
          );
        }}
      </Loaded>
    </div>
  );
}

function Waiting({ id, onDone }: { id: number; onDone: () => void }) {
  const { t } = useText();
  const dates = useDates();
  const found = useEndpoint(api.attempts.getAttempt, { params: { id } });
  return (
    <Loaded found={found}>
      {(attempt) => (
        <div className="training-course">
          <h2>
            {attempt.person.name} · {attempt.exam.name}
          </h2>
          <div className="soft knowledge-facts">
            {[
              attempt.dept,
              t('exam.try', { n: attempt.no }),
              attempt.closedAt === null ? '' : dates.time(attempt.closedAt),
            ]
              .filter(Boolean)
              .join(' · ')}{' '}
            <Link to="/training/exams/$id" params={{ id: String(attempt.exam.id) }}>
              {t('training.exam')}
            </Link>
          </div>
          <MarkForm
            key={attempt.version}
            attempt={attempt}
            label={t('exam.saveMarks')}
            onDone={onDone}
          />
          <ol className="training-lessons">
            {attempt.questions
              .filter((one) => one.kind !== 'text')
              .map((one) => (
                <AnsweredQuestion key={one.no} question={one} />
              ))}
          </ol>
        </div>
      )}
    </Loaded>
  );
}
