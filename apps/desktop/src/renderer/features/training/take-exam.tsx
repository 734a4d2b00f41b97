import { CheckOutlined } from '@ant-design/icons';
import type { Attempt, AttemptQuestion } from '@xinhang/shared/attempts.ts';
import { api } from '@xinhang/shared/contract/api.ts';
import { isAnswered } from '@xinhang/shared/exam-rules.ts';
import { Alert, App, Button } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { useProblemText } from '../../app/problem-text.ts';
import { useCommand } from '../../app/query.ts';
import { useText } from '../../i18n/i18n.ts';
import { RecordHead } from '../../ui/record-page.tsx';
import { useNow } from '../../ui/use-now.ts';
import { useShortcut } from '../../ui/use-shortcut.ts';
import { AnswerField } from './answer-field.tsx';
import { useAnswers } from './use-answers.ts';

interface Props {
  attempt: Attempt;
  /** Reads it anew: another tab was faster, or the time is over. */
  reload: () => Promise<{ data: Attempt | undefined }>;
}

/** An exam under way: one question at a time, by mouse or by keys. */
export function TakeExam({ attempt, reload }: Props) {
  const { t } = useText();
  const words = useProblemText();
  const { modal, message } = App.useApp();
  const [at, setAt] = useState(0);
  const over = () => {
    void message.info(t('exam.over'));
    void reload();
  };
  const kept = useAnswers(attempt, over);
  const submit = useCommand(api.attempts.submit);
  const { questions } = attempt;
  const said = (one: AttemptQuestion) => isAnswered(kept.answers[one.no]!);
  const missing = questions.filter((one) => !said(one)).length;
  const handIn = async () => {
    await kept.flush();
    await submit
      .mutateAsync({ params: { id: attempt.id } })
      .catch((error: unknown) => void message.error(words(error)));
  };
  const ask = () =>
    void modal.confirm({
      title: t('exam.submit'),
      content: missing > 0 ? t('exam.submitMissing', { n: missing }) : t('exam.submitAsk'),
      okText: t('exam.submit'),
      cancelText: t('common.cancel'),
      onOk: handIn,
    });
  const go = (to: number) => {
    void kept.flush();
    setAt(to);
  };
  const previous = at > 0 ? () => go(at - 1) : null;
  const next = at < questions.length - 1 ? () => go(at + 1) : null;
  useShortcut({ key: 'arrowleft' }, previous);
  useShortcut({ key: 'arrowright' }, next);
  // Out of a text, too.
  useShortcut({ key: 'pageup', inText: true }, previous);
  useShortcut({ key: 'pagedown', inText: true }, next);
  useShortcut({ key: 'enter', ctrl: true }, ask);
  const current = questions[at]!;
  const mine = kept.answers[current.no]!;
  return (
    <div className="exam-take">
      <RecordHead
        title={attempt.exam.name}
        facts={
          <>
            <span role="status" className="soft">
              {t('exam.answered', { n: questions.length - missing, all: questions.length })}
              {' · '}
              {t(kept.saving ? 'exam.saving' : 'exam.saved')}
            </span>
            {attempt.endsAt !== null && (
              <TimeLeft endsAt={attempt.endsAt} now={attempt.now} onEnd={() => void handIn()} />
            )}
          </>
        }
      >
        <Button
          type="primary"
          loading={submit.isPending}
          aria-keyshortcuts="Control+Enter"
          onClick={ask}
        >
          {t('exam.submit')}
        </Button>
      </RecordHead>
      <nav className="exam-places" aria-label={t('exam.retake')}>
        {questions.map((one, index) => (
          <Button
            key={one.no}
            size="small"
            type={index === at ? 'primary' : 'default'}
            aria-current={index === at ? 'step' : undefined}
            aria-label={`${t('exam.questionNo', { n: index + 1 })}${
              said(one) ? ` ${t('exam.answeredMark')}` : ''
            }`}
            icon={said(one) ? <CheckOutlined /> : undefined}
            onClick={() => go(index)}
          >
            {index + 1}
          </Button>
        ))}
      </nav>
      <section
        key={current.no}
        className="exam-question"
        aria-label={t('exam.questionNo', { n: at + 1 })}
      >
        <div className="soft">
          {[
            t('exam.questionNo', { n: at + 1 }),
            t(`question.kind.${current.kind}`),
            t('exam.pointsN', { n: current.points }),
          ].join(' · ')}
        </div>
        <p className="exam-text">{current.text}</p>
        <AnswerField
          question={current}
          said={mine}
          onChoose={(chosen) => kept.choose(current.no, chosen)}
          onWrite={(text) => kept.write(current.no, text)}
          onLeave={() => void kept.flush()}
        />
        {mine.elsewhere && (
          <Alert
            type="warning"
            showIcon
            role="alert"
            title={t('exam.elsewhere')}
            action={
              <Button
                size="small"
                onClick={() =>
                  void reload().then(({ data }) => data && kept.takeTheirs(data, current.no))
                }
              >
                {t('exam.takeTheirs')}
              </Button>
            }
          />
        )}
        {kept.error !== null && (
          <Alert type="error" showIcon role="alert" title={words(kept.error)} />
        )}
        <div className="line">
          <Button disabled={!previous} onClick={() => previous?.()}>
            {t('exam.previous')}
          </Button>
          <Button disabled={!next} onClick={() => next?.()}>
            {t('exam.next')}
          </Button>
          <span className="spring" />
          <span className="soft review-keys">{t('exam.keys')}</span>
        </div>
      </section>
    </div>
  );
}

const two = (value: number) => String(value).padStart(2, '0');
const LAST_MINUTES_MS = 300_000;

/** What is left by the clock of the server; at the end it is handed in. */
function TimeLeft(props: { endsAt: number; now: number; onEnd: () => void }) {
  const { t } = useText();
  const local = useNow(1000);
  // How far the clock of this machine is off, as of when the attempt was read.
  const [ahead] = useState(() => Date.now() - props.now);
  const left = Math.max(0, props.endsAt - (local - ahead));
  const ended = left === 0;
  const end = useRef(props.onEnd);
  useEffect(() => {
    end.current = props.onEnd;
  });
  useEffect(() => {
    if (ended) end.current();
  }, [ended]);
  const seconds = Math.ceil(left / 1000);
  const time = `${two(Math.floor(seconds / 60))}:${two(seconds % 60)}`;
  return (
    <span role="timer" className={left < LAST_MINUTES_MS ? 'exam-time danger' : 'exam-time'}>
      {t('exam.timeLeft', { time })}
    </span>
  );
}
