import { Input } from 'antd';
import { useState } from 'react';
import { composing } from '../ui/keys.ts';
import { readNumber } from './amount-text.ts';

export interface ReckonedProps {
  id?: string;
  label: string;
  /** In units of the last decimal; NaN stands for a text that is no number. */
  value?: number | null;
  onChange?: (value: number | null) => void;
  onBlur?: () => void;
  autoFocus?: boolean;
  disabled?: boolean;
  placeholder?: string;
  /** It may lie below nought, as what is overdrawn. */
  signed?: boolean;
}

interface Props extends ReckonedProps {
  decimals: number;
  show: (value: number) => string;
  prefix?: string;
}

/** Whether a form may be saved with it: a text that is no number stands in no field. */
export const isReckoned = (value: unknown) =>
  value === null || value === undefined || Number.isSafeInteger(value);

const MINUS = /^\s*[-−－]/u;

/** NaN for a text that is no number. */
function numberIn(text: string, decimals: number, signed: boolean): number {
  const below = signed && MINUS.test(text);
  const found = readNumber(below ? text.replace(MINUS, '') : text, decimals) ?? Number.NaN;
  return below ? -found : found;
}

/** A number, typed as people reckon: `1200`, `12*35`, `8万`. */
export function ReckonedField(given: Props) {
  const { label, value, onChange, decimals, show, signed = false, ...props } = given;
  const [typed, setTyped] = useState<string | null>(null);
  const take = (text: string) => {
    setTyped(text);
    onChange?.(text.trim() === '' ? null : numberIn(text, decimals, signed));
  };
  // What was reckoned shows its result once the field is left.
  const settle = () => {
    if (!Number.isNaN(value)) setTyped(null);
  };
  const known = value === null || value === undefined || Number.isNaN(value) ? '' : show(value);
  return (
    <Input
      {...(props.id && { id: props.id })}
      {...(props.placeholder && { placeholder: props.placeholder })}
      {...(props.prefix && { prefix: props.prefix })}
      maxLength={60}
      inputMode="decimal"
      autoComplete="off"
      autoFocus={props.autoFocus === true}
      disabled={props.disabled === true}
      aria-label={label}
      status={Number.isNaN(value) ? 'error' : ''}
      value={typed ?? known}
      onChange={(event) => take(event.target.value)}
      onBlur={() => {
        settle();
        props.onBlur?.();
      }}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && !composing(event)) settle();
      }}
    />
  );
}
