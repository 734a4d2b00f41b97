import { api } from '@xinhang/shared/contract/api.ts';
import type { NameRef } from '@xinhang/shared/contract/fields.ts';
import { Select } from 'antd';
import { useState } from 'react';
import { useEndpoint } from '../app/query.ts';
import { useText } from '../i18n/i18n.ts';
import { isAnswered, useHeldEnter } from './use-held-enter.ts';
import { useDebounced } from '../ui/use-debounced.ts';

const WAIT_MS = 150;

interface Props {
  id?: string;
  label: string;
  value?: NameRef | null;
  onChange?: (supplier: NameRef | null) => void;
  autoFocus?: boolean;
}

/** One of the suppliers in use, by number, name, pinyin or contact. */
export function SupplierRefPicker({ id, label, value, onChange, autoFocus }: Props) {
  const { t } = useText();
  const [text, setText] = useState('');
  const q = useDebounced(text.trim(), WAIT_MS);
  const found = useEndpoint(api.suppliers.pick, { query: q ? { q } : {} }, { keep: true });
  const settled = isAnswered(text, q, found);
  const rows = settled ? (found.data?.rows ?? []) : [];
  const options = rows.map(({ id: value, code, name }) => ({
    value,
    name,
    label: `${code} ${name}`,
    disabled: false,
  }));
  if (value && !options.some((option) => option.value === value.id)) {
    options.push({ value: value.id, name: value.name, label: value.name, disabled: text !== '' });
  }
  const take = (row: (typeof options)[number] | undefined) => {
    setText('');
    onChange?.(row ? { id: row.value, name: row.name } : null);
  };
  const first = options.find((option) => !option.disabled);
  const typing = useHeldEnter({ text, setText, settled, first, take });
  return (
    <Select<number>
      {...(id && { id })}
      allowClear
      autoFocus={autoFocus === true}
      {...typing}
      style={{ width: '100%', minWidth: 160 }}
      aria-label={label}
      placeholder={label}
      value={value?.id as number}
      options={options}
      loading={found.isFetching}
      notFoundContent={t(settled ? 'common.none' : 'common.loading')}
      onChange={(chosen: number | undefined) =>
        take(options.find((option) => option.value === chosen))
      }
    />
  );
}
