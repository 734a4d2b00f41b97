import type { AttemptQuestion } from '@xinhang/shared/attempts.ts';
import { Checkbox, Input, Radio } from 'antd';
import { useText } from '../../i18n/i18n.ts';
import { GrowingText } from '../../ui/growing-text.tsx';
import { useShortcut } from '../../ui/use-shortcut.ts';
import { letterOf } from './options-field.tsx';
import type { Said } from './use-answers.ts';

interface Props {
  question: AttemptQuestion;
  said: Said;
  onChoose: (chosen: number[]) => void;
  onWrite: (text: string) => void;
  onLeave: () => void;
}

/** Where a question is answered: options by click or by the keys 1 to 9, texts by writing. */
export function AnswerField({ question, said, onChoose, onWrite, onLeave }: Props) {
  const { t } = useText();
  const text = {
    'aria-label': t('exam.yourAnswer'),
    placeholder: t('exam.yourAnswer'),
    autoFocus: true,
    value: said.text,
    onBlur: onLeave,
  };
  switch (question.kind) {
    case 'fill':
      return (
        <Input
          {...text}
          maxLength={200}
          autoComplete="off"
          onChange={(event) => onWrite(event.target.value)}
        />
      );
    case 'text':
      return (
        <GrowingText
          {...text}
          minRows={6}
          maxRows={20}
          maxLength={4000}
          onChange={(event) => onWrite(event.target.value)}
        />
      );
    case 'boolean':
    case 'single':
    case 'multiple': {
      const labels =
        question.kind === 'boolean' ? [t('exam.true'), t('exam.false')] : question.options;
      const many = question.kind === 'multiple';
      const turn = (at: number) => {
        if (!many) onChoose([at]);
        else if (said.chosen.includes(at)) onChoose(said.chosen.filter((one) => one !== at));
        else onChoose([...said.chosen, at]);
      };
      const options = labels.map((label, at) => ({
        value: at,
        label: `${letterOf(at)}. ${label}`,
      }));
      return (
        <div className="exam-options">
          {labels.map((label, at) => (
            <OptionKey key={label} at={at} onTurn={turn} />
          ))}
          {many ? (
            <Checkbox.Group<number>
              aria-label={t('exam.yourAnswer')}
              value={said.chosen}
              options={options}
              onChange={onChoose}
            />
          ) : (
            <Radio.Group
              aria-label={t('exam.yourAnswer')}
              value={said.chosen[0] ?? null}
              options={options}
              onChange={(event) => onChoose([Number(event.target.value)])}
            />
          )}
        </div>
      );
    }
  }
}

function OptionKey({ at, onTurn }: { at: number; onTurn: (at: number) => void }) {
  useShortcut({ key: String(at + 1) }, at < 9 ? () => onTurn(at) : null);
  return null;
}
