import { api } from '@xinhang/shared/contract/api.ts';
import type { NameRef } from '@xinhang/shared/contract/fields.ts';
import { Select } from 'antd';
import { useState } from 'react';
import { useEndpoint } from '../app/query.ts';
import { useText } from '../i18n/i18n.ts';
import { isAnswered, useHeldEnter } from './use-held-enter.ts';
import { useDebounced } from '../ui/use-debounced.ts';

const WAIT_MS = 150;
const SHOWN = 20;

interface Props {
  id?: string;
  label: string;
  value?: NameRef | null;
  onChange?: (customer: NameRef | null) => void;
  /** Not offered: the customer itself. */
  except?: number;
  autoFocus?: boolean;
  /** Said where none is chosen; that nobody stands above it unless told otherwise. */
  placeholder?: string;
}

/** One of the customers that the person may see, by name, pinyin or number. */
export function CustomerRefPicker(props: Props) {
  const { id, label, value, onChange, except, autoFocus } = props;
  const { t } = useText();
  const [text, setText] = useState('');
  const q = useDebounced(text.trim(), WAIT_MS);
  const query = { limit: SHOWN, ...(q && { q }) };
  const found = useEndpoint(api.customers.list, { query }, { keep: true });
  const settled = isAnswered(text, q, found);
  const rows = (settled ? (found.data?.rows ?? []) : []).filter((row) => row.id !== except);
  const options = rows.map((row) => ({
    value: row.id,
    label: row.name,
    owner: row.owner?.name ?? '',
    disabled: false,
  }));
  if (value && !options.some((option) => option.value === value.id)) {
    options.push({ value: value.id, label: value.name, owner: '', disabled: text !== '' });
  }
  const take = (row: (typeof options)[number] | undefined) => {
    setText('');
    onChange?.(row ? { id: row.value, name: row.label } : null);
  };
  const first = options.find((option) => !option.disabled);
  const typing = useHeldEnter({ text, setText, settled, first, take });
  return (
    <Select<number>
      {...(id && { id })}
      allowClear
      autoFocus={autoFocus === true}
      {...typing}
      style={{ width: '100%', minWidth: 'min(160px, 100%)' }}
      aria-label={label}
      placeholder={props.placeholder ?? t('customer.parentNone')}
      value={value?.id as number}
      options={options}
      loading={found.isFetching}
      notFoundContent={t(settled ? 'common.none' : 'common.loading')}
      optionRender={(option) => (
        <span>
          {option.data.label} <span className="soft">{option.data.owner}</span>
        </span>
      )}
      onChange={(chosen: number | undefined) =>
        take(options.find((option) => option.value === chosen))
      }
    />
  );
}
