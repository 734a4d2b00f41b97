import type { Attempt, AttemptQuestion } from '@xinhang/shared/attempts.ts';
import { api } from '@xinhang/shared/contract/api.ts';
import { Alert, App, Button, InputNumber } from 'antd';
import { useState } from 'react';
import { useProblemText } from '../../app/problem-text.ts';
import { useCommand } from '../../app/query.ts';
import { useDraft, useKeptDraft } from '../../form/drafts.ts';
import { useText } from '../../i18n/i18n.ts';
import { GrowingText } from '../../ui/growing-text.tsx';
import { saveKeys } from '../../ui/keys.ts';

/** The page hears j and k again. */
const leave = ({ key }: { key: string }) => {
  if (key === 'Escape' && document.activeElement instanceof HTMLElement) {
    document.activeElement.blur();
  }
};

interface Mark {
  score: number | null;
  comment: string;
}
type Marks = Record<number, Mark>;

/** What is given and not saved yet, and over which version of the attempt. */
interface Draft {
  version: number;
  marks: Marks;
}
interface Props {
  attempt: Attempt;
  label: string;
  onDone: () => void;
}

const marksIn = (attempt: Attempt): Marks =>
  Object.fromEntries(
    attempt.questions
      .filter((one) => one.kind === 'text')
      .map((one) => [one.no, { score: one.score, comment: one.comment }]),
  );

/** The texts of an attempt with points and a comment for each; Ctrl+Enter saves. */
export function MarkForm({ attempt, label, onDone }: Props) {
  const { t } = useText();
  const words = useProblemText();
  const { message } = App.useApp();
  const name = `marks.${attempt.id}`;
  const kept = useDraft<Draft>(name);
  const [draft, setDraft] = useState(() => {
    const { version, marks: given } = kept.read();
    // What was typed over marks that are others by now is given up: they are told by the page.
    return version === attempt.version && given ? given : null;
  });
  useKeptDraft(name, draft && { version: attempt.version, marks: draft });
  const marks = { ...marksIn(attempt), ...draft };
  const mark = useCommand(api.attempts.mark, {
    onDone: () => void message.success(t('exam.marked')),
  });
  const texts = attempt.questions.filter((one) => one.kind === 'text');
  const given = Object.entries(marks).flatMap(([no, { score, comment }]) =>
    score === null ? [] : { no: Number(no), score, comment: comment.trim() },
  );
  const whole = given.length === texts.length;
  const save = () => {
    if (!whole || mark.isPending) return;
    const { id, version } = attempt;
    mark.mutate(
      { params: { id }, body: { version, marks: given } },
      {
        onSuccess() {
          kept.keep(null);
          onDone();
        },
      },
    );
  };
  return (
    <div className="stack exam-marking" {...saveKeys(save, leave)}>
      {texts.map((one, at) => (
        <MarkedText
          key={one.no}
          question={one}
          first={at === 0}
          mark={marks[one.no]!}
          onChange={(part) => setDraft({ ...marks, [one.no]: { ...marks[one.no]!, ...part } })}
        />
      ))}
      {mark.error && <Alert type="error" showIcon role="alert" title={words(mark.error)} />}
      <div className="line">
        <Button
          type="primary"
          disabled={!whole}
          loading={mark.isPending}
          aria-keyshortcuts="Control+Enter"
          onClick={save}
        >
          {label}
        </Button>
        <span className="soft review-keys">{t('exam.markKeys')}</span>
      </div>
    </div>
  );
}

interface TextProps {
  question: AttemptQuestion;
  first: boolean;
  mark: Mark;
  onChange: (part: Partial<Mark>) => void;
}

function MarkedText({ question, first, mark, onChange }: TextProps) {
  const { t } = useText();
  const name = t('exam.questionNo', { n: question.no });
  return (
    <section className="training-lesson" aria-label={name}>
      <p className="exam-text">
        {question.no}. {question.text}
      </p>
      {question.answer.trim() === '' ? (
        <p className="soft">{t('exam.noAnswer')}</p>
      ) : (
        <blockquote className="exam-answer">{question.answer}</blockquote>
      )}
      {question.reference !== '' && (
        <p className="soft">{t('exam.reference', { text: question.reference })}</p>
      )}
      <div className="exam-item">
        <InputNumber
          autoFocus={first}
          min={0}
          max={question.points}
          precision={0}
          style={{ width: 140 }}
          suffix={`/ ${question.points}`}
          aria-label={`${t('exam.marks')} ${name}`}
          placeholder={t('exam.marks')}
          value={mark.score}
          onChange={(score) => onChange({ score })}
        />
        <GrowingText
          minRows={1}
          maxRows={6}
          maxLength={1000}
          aria-label={`${t('exam.comment')} ${name}`}
          placeholder={t('exam.comment')}
          value={mark.comment}
          onChange={(event) => onChange({ comment: event.target.value })}
        />
      </div>
    </section>
  );
}
