import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Checkbox, Input, Radio } from 'antd';
import { useText } from '../../i18n/i18n.ts';

export interface OptionDraft {
  text: string;
  right: boolean;
}
interface Props {
  /** One alone is right. */
  single: boolean;
  value?: readonly OptionDraft[];
  onChange?: (options: OptionDraft[]) => void;
}

const MOST = 10;
export const letterOf = (at: number) => String.fromCharCode(65 + at);

/** The options of a question, each with a tick for what is right. */
export function OptionsField({ single, value = [], onChange }: Props) {
  const { t } = useText();
  const change = (at: number, part: Partial<OptionDraft>) =>
    onChange?.(value.map((one, index) => (index === at ? { ...one, ...part } : one)));
  const tick = (at: number, right: boolean) =>
    onChange?.(
      value.map((one, index) =>
        index === at ? { ...one, right } : single ? { ...one, right: false } : one,
      ),
    );
  const Tick = single ? Radio : Checkbox;
  return (
    <div className="stack">
      {value.map((option, at) => (
        // oxlint-disable-next-line react/no-array-index-key -- an option has no name but its place
        <div key={at} className="exam-item">
          <Tick
            checked={option.right}
            aria-label={t('question.rightOption', { n: letterOf(at) })}
            onChange={(event) => tick(at, event.target.checked)}
          />
          <span className="soft">{letterOf(at)}</span>
          <Input
            style={{ flex: 1 }}
            maxLength={300}
            aria-label={t('question.option', { n: letterOf(at) })}
            value={option.text}
            onChange={(event) => change(at, { text: event.target.value })}
          />
          <Button
            type="text"
            icon={<DeleteOutlined />}
            aria-label={`${t('common.remove')} ${letterOf(at)}`}
            onClick={() => onChange?.(value.filter((_, index) => index !== at))}
          />
        </div>
      ))}
      {value.length < MOST && (
        <div>
          <Button
            icon={<PlusOutlined />}
            onClick={() => onChange?.([...value, { text: '', right: false }])}
          >
            {t('question.addOption')}
          </Button>
        </div>
      )}
    </div>
  );
}
