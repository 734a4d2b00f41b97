import { fen, formatFen, parseFen } from '@xinhang/shared/money.ts';
import { Input } from 'antd';
import { useState } from 'react';

interface Props {
  label: string;
  /** Fen. */
  value: number | null;
  onChange: (value: number | null) => void;
}

/** An amount typed in yuan. */
export function AmountInput({ label, value, onChange }: Props) {
  const [text, setText] = useState(value === null ? '' : formatFen(fen(value)));
  const bad = text.trim() !== '' && parseFen(text.trim()) === null;
  return (
    <Input
      aria-label={label}
      placeholder={label}
      inputMode="decimal"
      value={text}
      {...(bad && { status: 'error' as const })}
      onChange={(event) => {
        const typed = event.target.value;
        setText(typed);
        onChange(typed.trim() === '' ? null : parseFen(typed.trim()));
      }}
    />
  );
}
