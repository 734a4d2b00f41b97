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
  value: NameRef | null;
  onChange: (product: NameRef | null) => void;
}

/** One of the goods, by pinyin, code, name or barcode. */
export function ProductSelect({ value, onChange }: Props) {
  const { t } = useText();
  const [text, setText] = useState('');
  const q = useDebounced(text.trim(), WAIT_MS);
  const found = useEndpoint(api.products.pick, { query: { q, limit: 20 } }, { keep: true });
  const settled = isAnswered(text, q, found);
  const rows = (settled ? (found.data?.rows ?? []) : []).filter((row) => row.kind === 'goods');
  const options = rows.map((row) => ({
    value: row.id,
    name: row.name,
    label: [row.code, row.name, row.spec].filter(Boolean).join(' · '),
    disabled: false,
  }));
  if (value && !options.some((option) => option.value === value.id)) {
    const { id, name } = value;
    options.push({ value: id, name, label: name, disabled: text !== '' });
  }
  const take = (option: (typeof options)[number] | undefined) => {
    setText('');
    onChange(option ? { id: option.value, name: option.name } : null);
  };
  const first = options.find((option) => !option.disabled);
  const typing = useHeldEnter({ text, setText, settled, first, take });
  return (
    <Select<number>
      allowClear
      style={{ width: 220 }}
      aria-label={t('stock.product')}
      placeholder={t('product.find')}
      {...typing}
      value={value?.id as number}
      options={options}
      loading={found.isFetching}
      notFoundContent={t(settled ? 'common.none' : 'common.loading')}
      onChange={(id: number | undefined) => take(options.find((option) => option.value === id))}
    />
  );
}
