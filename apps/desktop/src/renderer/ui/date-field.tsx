import { parseLooseDate } from '@xinhang/shared/business-date.ts';
import { DatePicker } from 'antd';
import dayjs from 'dayjs';
import { useState, type CSSProperties } from 'react';
import { composing } from './keys.ts';

interface Props {
  label: string;
  today: string;
  value: string | null;
  onChange: (date: string | null) => void;
  disabled?: boolean;
  /** Days before it are not offered; typed they are marked. */
  from?: string;
  style?: CSSProperties;
}

/** A business date, picked or typed as people type it: `1123`, `11-23`, `明天`, `+3`. */
export function DateField({ label, today, value, onChange, from, ...rest }: Props) {
  const [open, setOpen] = useState(false);
  const take = (target: EventTarget) => {
    const typed = target instanceof HTMLInputElement ? target.value.trim() : '';
    const date = typed === '' ? null : parseLooseDate(typed, today);
    if (date !== null && date !== value) onChange(date);
    return date !== null;
  };
  return (
    <DatePicker
      {...rest}
      aria-label={label}
      placeholder={label}
      open={open}
      onOpenChange={setOpen}
      {...(from !== undefined && { minDate: dayjs(from) })}
      {...(from !== undefined && value !== null && value < from && { status: 'error' as const })}
      value={value === null ? null : dayjs(value)}
      onChange={(date) => onChange(date?.format('YYYY-MM-DD') ?? null)}
      onBlur={(event) => take(event.target)}
      onKeyDown={(event, preventDefault) => {
        if (composing(event) || event.key !== 'Enter') return;
        if (take(event.target)) {
          preventDefault();
          setOpen(false);
        }
      }}
    />
  );
}
