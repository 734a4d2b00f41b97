import { Button, Input } from 'antd';
import { useState } from 'react';
import { useProblemText } from '../../app/problem-text.ts';
import { useText } from '../../i18n/i18n.ts';
import { composing } from '../../ui/keys.ts';

interface Props {
  label: string;
  maxLength: number;
  saving: boolean;
  error: Error | null;
  onAdd: (text: string, done: () => void) => void;
}

/** Types one word after the other; what is refused stays in the box, with the reason below it. */
export function AddLine({ label, maxLength, saving, error, onAdd }: Props) {
  const { t } = useText();
  const words = useProblemText();
  const [text, setText] = useState('');
  const add = () => {
    if (text.trim() !== '' && !saving) onAdd(text.trim(), () => setText(''));
  };
  return (
    <div className="add-line">
      <div className="line" style={{ flexWrap: 'nowrap' }}>
        <Input
          aria-label={label}
          placeholder={t('dict.placeholder')}
          maxLength={maxLength}
          value={text}
          status={error ? 'error' : ''}
          onChange={(event) => setText(event.target.value)}
          onPressEnter={(event) => {
            if (!composing(event)) add();
          }}
        />
        <Button loading={saving} disabled={text.trim() === ''} onClick={add}>
          {t('dict.add')}
        </Button>
      </div>
      {error && (
        <div className="danger" role="alert">
          {words(error)}
        </div>
      )}
    </div>
  );
}
