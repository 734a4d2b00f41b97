import { Select } from 'antd';
import { useState } from 'react';
import { onlyWords } from '../../ui/only-words.ts';

interface Props {
  label: string;
  placeholder: string;
  rows: readonly { id: number; name: string }[];
  value: number | null;
  wrong: boolean;
  onChange: (id: number | null) => void;
}

/**
 * A field of the head that may stay empty. Enter goes through it to the next one: where nothing was
 * chosen and nothing is searched, no row is marked, so that passing by takes none.
 */
export function OptionalSelect({ label, placeholder, rows, value, wrong, onChange }: Props) {
  const [asked, setAsked] = useState('');
  return (
    <Select<number | null>
      {...onlyWords}
      allowClear
      aria-label={label}
      placeholder={placeholder}
      {...(wrong && { status: 'error' as const })}
      showSearch={{ optionFilterProp: 'label', onSearch: setAsked }}
      defaultActiveFirstOption={value !== null || asked !== ''}
      value={value}
      options={rows.map((row) => ({ value: row.id, label: row.name }))}
      onChange={(id) => onChange(id ?? null)}
    />
  );
}
