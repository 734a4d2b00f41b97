import { CheckOutlined, CloseOutlined } from '@ant-design/icons';
import type { Attempt, AttemptQuestion } from '@xinhang/shared/attempts.ts';
import { isAnswered } from '@xinhang/shared/exam-rules.ts';
import { outcomeOf, outcomeWords } from '@xinhang/shared/exam-words.ts';
import { api } from '@xinhang/shared/contract/api.ts';
import { Link } from '@tanstack/react-router';
import { App, Button, Tag } from 'antd';
import { useState } from 'react';
import { useCommand } from '../../app/query.ts';
import { useRefusalText } from '../../form/use-refused-words.ts';
import { useText } from '../../i18n/i18n.ts';
import { useDates } from '../../ui/dates.ts';
import { RecordHead } from '../../ui/record-page.tsx';
import { percent } from './exam-facts.ts';
import { MarkForm } from './mark-form.tsx';
import { letterOf } from './options-field.tsx';

/** An attempt that is over: what was answered, what it brought, and what was right where that is told. */
export function AttemptReview({ attempt }: { attempt: Attempt }) {
  const { t, language } = useText();
  const dates = useDates();
  const [marking, setMarking] = useState(false);
  const outcome = outcomeOf(attempt);
  const texts = attempt.questions.some((one) => one.kind === 'text');
  const facts = [
    attempt.own ? '' : attempt.person.name,
    t('exam.try', { n: attempt.no }),
    attempt.closedAt === null ? '' : dates.time(attempt.closedAt),
    attempt.closedBy === 'clock' ? t('exam.closedByClock') : '',
    attempt.score === null ? '' : t('exam.score', { score: attempt.score, total: attempt.total }),
    t('exam.passAt', { n: attempt.passPercent }),
    attempt.markedBy === '' ? '' : t('exam.markedBy', { name: attempt.markedBy }),
  ];
  const colour = { passed: 'green', failed: 'red', marking: 'blue', open: 'blue' }[outcome];
  return (
    <div className="training-course">
      <RecordHead
        title={attempt.exam.name}
        facts={
          <>
            <Tag color={colour}>{outcomeWords[outcome][language]}</Tag>
            {attempt.percentBp !== null && (
              <strong className="exam-result">{percent(attempt.percentBp)}</strong>
            )}
          </>
        }
      >
        {attempt.mayMark && texts && !marking && (
          <Button
            type={attempt.state === 'marking' ? 'primary' : 'default'}
            onClick={() => setMarking(true)}
          >
            {t(attempt.state === 'marking' ? 'exam.mark' : 'exam.remark')}
          </Button>
        )}
        {attempt.mayForgive && <Forgive id={attempt.id} version={attempt.version} />}
        <Link to="/training/exams/$id" params={{ id: String(attempt.exam.id) }}>
          {t('training.exam')}
        </Link>
      </RecordHead>
      <div className="soft knowledge-facts">{facts.filter(Boolean).join(' · ')}</div>
      {marking && (
        <MarkForm
          key={attempt.version}
          attempt={attempt}
          label={t('common.save')}
          onDone={() => setMarking(false)}
        />
      )}
      {attempt.own && attempt.questions.every((one) => !one.told) && (
        <p className="soft">{t('exam.notTold')}</p>
      )}
      <ol className="training-lessons">
        {attempt.questions
          .filter((one) => !marking || one.kind !== 'text')
          .map((one) => (
            <AnsweredQuestion key={one.no} question={one} />
          ))}
      </ol>
    </div>
  );
}

/** One more try for whoever has none left. */
function Forgive({ id, version }: { id: number; version: number }) {
  const { t } = useText();
  const words = useRefusalText();
  const { message, modal } = App.useApp();
  const forgive = useCommand(api.attempts.forgive);
  return (
    <Button
      loading={forgive.isPending}
      onClick={() =>
        void modal.confirm({
          title: t('exam.forgiveAsk'),
          content: t('exam.forgiveWhy'),
          okText: t('exam.forgive'),
          cancelText: t('common.cancel'),
          onOk: () =>
            forgive.mutate(
              { params: { id }, body: { version } },
              {
                onSuccess: () => void message.success(t('exam.forgiven')),
                onError: (error) => void message.error(words(error)),
              },
            ),
        })
      }
    >
      {t('exam.forgive')}
    </Button>
  );
}

/** A question with the answer given. */
export function AnsweredQuestion({ question }: { question: AttemptQuestion }) {
  const { t } = useText();
  const { score, points, told } = question;
  return (
    <li value={question.no}>
      <div className="line">
        <span className="soft">{t(`question.kind.${question.kind}`)}</span>
        <span className="spring" />
        {score === null ? (
          question.kind === 'text' && <span className="soft">{t('exam.notMarked')}</span>
        ) : (
          <span className={score === 0 ? 'danger' : ''}>
            {score === points ? <CheckOutlined /> : score === 0 ? <CloseOutlined /> : null}{' '}
            {t('exam.score', { score, total: points })}
          </span>
        )}
      </div>
      <p className="exam-text">{question.text}</p>
      <GivenAnswer question={question} />
      {told && question.kind === 'fill' && (
        <p className="soft">{t('exam.accepted', { text: question.accepted.join(' / ') })}</p>
      )}
      {told && question.reference !== '' && (
        <p className="soft">{t('exam.reference', { text: question.reference })}</p>
      )}
      {question.comment !== '' && <p>{t('exam.commentOf', { text: question.comment })}</p>}
      {told && question.explanation !== '' && (
        <p className="soft">{t('exam.explanation', { text: question.explanation })}</p>
      )}
    </li>
  );
}

function GivenAnswer({ question }: { question: AttemptQuestion }) {
  const { t } = useText();
  if (question.kind === 'fill' || question.kind === 'text') {
    return isAnswered({ chosen: [], text: question.answer }) ? (
      <blockquote className="exam-answer">{question.answer}</blockquote>
    ) : (
      <p className="soft">{t('exam.noAnswer')}</p>
    );
  }
  const labels = question.kind === 'boolean' ? [t('exam.true'), t('exam.false')] : question.options;
  return (
    <ul className="exam-given">
      {labels.map((label, at) => {
        const chosen = question.chosen.includes(at);
        const right = question.told && question.right.includes(at);
        const marks = [chosen && t('exam.chosenMark'), right && t('exam.rightMark')];
        return (
          <li key={label} className={chosen ? 'exam-chosen' : ''}>
            {letterOf(at)}. {label}
            <span className="soft"> {marks.filter(Boolean).join(' · ')}</span>
          </li>
        );
      })}
    </ul>
  );
}
