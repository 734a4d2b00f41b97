import { DatePicker, Input, InputNumber, Select, Spin } from 'antd';
import dayjs from 'dayjs';
import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import { useText } from '../i18n/i18n.ts';
import { composing } from '../ui/keys.ts';
import { GrowingText } from '../ui/growing-text.tsx';
import { MoneyField } from './money-field.tsx';
import { isReckoned } from './reckoned-field.tsx';

export type FactValue = string | number | null;

export interface FactField {
  key: string;
  label: string;
  value: FactValue;
  /** The value in words. */
  shown: string;
  kind: 'text' | 'long' | 'number' | 'money' | 'date' | 'select' | 'suggest';
  options?: { value: string; label: string }[];
  maxLength?: number;
  /** Of a number. */
  least?: number;
  most?: number;
  /** An empty value is null rather than an empty text. */
  nullable?: boolean;
}

interface Props {
  field: FactField;
  editable: boolean;
  saving: boolean;
  /** Of the record; what is saved answers for the one it was opened with. */
  version: number;
  onSave: (value: FactValue, done: () => void, version: number) => void;
}

/** One fact that is changed where it stands: a click or Enter opens it, Enter saves, Esc leaves. */
export function Fact({ field, editable, saving, version, onSave }: Props) {
  const { t } = useText();
  const [editing, setEditing] = useState(false);
  const [value, setValue] = useState<FactValue>(field.value);

  const [from, setFrom] = useState({ version, value: field.value });

  const begin = () => {
    setFrom({ version, value: field.value });
    setValue(field.value);
    setEditing(true);
  };
  const end = () => setEditing(false);
  // What the keyboard ended gives it back the place it was opened from.
  const shown = useRef<HTMLButtonElement>(null);
  const byKey = useRef(false);
  useEffect(() => {
    if (editing || !byKey.current) return;
    byKey.current = false;
    if (document.activeElement === document.body) shown.current?.focus();
  }, [editing]);
  const save = (next: FactValue = value) => {
    if (field.kind === 'money' && !isReckoned(next)) return;
    const tidy = typeof next === 'string' ? next.trim() : next;
    const wanted = tidy === '' || tidy === null ? (field.nullable ? null : '') : tidy;
    if (wanted === (from.value ?? (field.nullable ? null : ''))) end();
    else onSave(wanted, end, from.version);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (composing(event)) return;
    byKey.current = event.key === 'Escape' || event.key === 'Enter';
    if (event.key === 'Escape') {
      event.stopPropagation();
      end();
    } else if (event.key === 'Enter' && (field.kind !== 'long' || event.ctrlKey)) {
      event.preventDefault();
      save();
    }
  };

  if (!editing) {
    return (
      <>
        <dt>{field.label}</dt>
        <dd>
          {editable ? (
            <button
              ref={shown}
              type="button"
              className="fact-edit"
              aria-label={`${field.label} ${field.shown || t('fact.add')}`}
              onClick={begin}
            >
              {field.shown || <span className="soft">{t('fact.add')}</span>}
            </button>
          ) : (
            <div className="fact-plain">{field.shown}</div>
          )}
        </dd>
      </>
    );
  }
  const common = { autoFocus: true, disabled: saving, 'aria-label': field.label } as const;
  const width = { width: '100%' };
  return (
    <>
      <dt>{field.label}</dt>
      <dd onKeyDown={onKeyDown} className="line" style={{ flexWrap: 'nowrap' }}>
        {field.kind === 'select' || field.kind === 'suggest' ? (
          <Select<FactValue>
            {...common}
            defaultOpen
            allowClear={field.kind === 'suggest' || field.nullable === true}
            showSearch={{ optionFilterProp: 'label' }}
            style={width}
            value={value === '' ? null : value}
            options={field.options ?? []}
            onBlur={end}
            onChange={(next) => {
              setValue(next ?? null);
              save(next ?? null);
            }}
          />
        ) : field.kind === 'date' ? (
          <DatePicker
            {...common}
            style={width}
            value={typeof value === 'string' && value !== '' ? dayjs(value) : null}
            onChange={(date) => {
              const next = date?.format('YYYY-MM-DD') ?? null;
              setValue(next);
              save(next);
            }}
          />
        ) : field.kind === 'money' ? (
          <MoneyField
            autoFocus
            disabled={saving}
            label={field.label}
            value={typeof value === 'number' ? value : null}
            onChange={setValue}
            onBlur={() => save()}
          />
        ) : field.kind === 'number' ? (
          <InputNumber
            {...common}
            {...(field.least !== undefined && { min: field.least })}
            {...(field.most !== undefined && { max: field.most })}
            style={width}
            value={typeof value === 'number' ? value : null}
            onChange={setValue}
            onBlur={() => save()}
          />
        ) : field.kind === 'long' ? (
          <GrowingText
            {...common}
            minRows={2}
            maxRows={8}
            maxLength={field.maxLength ?? 2000}
            value={String(value ?? '')}
            onChange={(event) => setValue(event.target.value)}
            onBlur={() => save()}
          />
        ) : (
          <Input
            {...common}
            maxLength={field.maxLength ?? 60}
            value={String(value ?? '')}
            onChange={(event) => setValue(event.target.value)}
            onBlur={() => save()}
          />
        )}
        {saving && <Spin size="small" />}
      </dd>
    </>
  );
}

/** A fact that is read and not changed. */
export function PlainFact({ label, value }: { label: string; value: string }) {
  return (
    <>
      <dt>{label}</dt>
      <dd className="fact-plain">{value}</dd>
    </>
  );
}
