import { CheckCircleFilled, MinusCircleOutlined } from '@ant-design/icons';
import type { LogDone, LogEdit, LogLine, WorkLog } from '@xinhang/shared/work-logs.ts';
import { Tag } from 'antd';
import type { ReactNode } from 'react';
import { Thread } from '../../form/thread.tsx';
import { useText } from '../../i18n/i18n.ts';
import { useDates } from '../../ui/dates.ts';
import { RecordColumns } from '../../ui/record-page.tsx';
import { Section } from '../../ui/section.tsx';
import { GivenReview } from './given-review.tsx';
import { LogDoneView } from './log-done.tsx';
import { LineSource } from './line-source.tsx';
import { LogEdits } from './log-edits.tsx';
import { useLogWords } from './log-words.ts';
import { ReviewBox } from './review-box.tsx';

interface Props {
  log: WorkLog;
  done: LogDone;
  edits: readonly LogEdit[];
  /** Right of who wrote it and when. */
  head?: ReactNode;
}

/** A log as it is read: planned against done, the words, what was said of it; beside it the records. */
export function LogView({ log, done, edits, head }: Props) {
  const { t } = useText();
  const dates = useDates();
  const words = useLogWords();
  const texts = (['results', 'problems', 'help', 'next'] as const).filter((key) => log[key] !== '');
  return (
    <RecordColumns
      main={
        <>
          <section className="section review-talk" aria-label={t('workLog.title')}>
            <div className="line">
              <strong>{log.author.name}</strong>
              <span className="soft">{log.dept.name}</span>
              <span>{t(`workLog.kind.${log.kind}`)}</span>
              <span>{words.period(log.kind, log.period)}</span>
              <span className="spring" />
              {head}
            </div>
            <div className="line">
              <Tag>{t(`workLog.state.${log.state}`)}</Tag>
              {log.submittedAt !== null && (
                <span className="soft">
                  {t('workLog.submittedAt', { at: dates.time(log.submittedAt) })}
                </span>
              )}
              {words.marks(log).map((mark) => (
                <span key={mark} className="danger">
                  {mark}
                </span>
              ))}
            </div>
          </section>
          {log.lines.length > 0 && (
            <Section
              title={t('workLog.planned')}
              extra={
                <span className="soft">{t('plan.kept', { kept: done.kept, n: done.planned })}</span>
              }
            >
              {log.lines.map((line, at) => (
                <PlannedLine key={at} line={line} />
              ))}
            </Section>
          )}
          {texts.map((key) => (
            <Section
              key={key}
              title={t(key === 'next' ? `workLog.next.${log.kind}` : `workLog.${key}`)}
            >
              <div className="review-text">{log[key]}</div>
            </Section>
          ))}
          <LogEdits kind={log.kind} edits={edits} />
          {log.mayReview && <ReviewBox of="workLog" id={log.id} reviews={log.reviews} />}
          {log.reviews.map((review) => (
            <GivenReview key={review.id} of="workLog" review={review} author={log.author.id} />
          ))}
          <Thread kind="workLog" id={log.id} />
        </>
      }
      side={
        <LogDoneView
          done={done}
          authorId={log.author.id}
          from={log.period.from}
          to={log.period.to}
        />
      }
    />
  );
}

/** One thing that was planned, and whether it was done. */
function PlannedLine({ line }: { line: LogLine }) {
  const { t } = useText();
  return (
    <div className="log-line">
      {line.done ? (
        <CheckCircleFilled className="log-kept" aria-label={t('plan.state.done')} />
      ) : (
        <MinusCircleOutlined className="soft" aria-label={t('workLog.notDone')} />
      )}
      <LineSource line={line} />
      {line.text && <span>{line.text}</span>}
      {!line.done && !line.hidden && <span className="danger">{t('workLog.notDone')}</span>}
    </div>
  );
}
