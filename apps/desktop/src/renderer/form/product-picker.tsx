import { api } from '@xinhang/shared/contract/api.ts';
import type { PickedProduct } from '@xinhang/shared/products.ts';
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
  value?: Pick<PickedProduct, 'id' | 'code' | 'name'> | null;
  onChange?: (product: PickedProduct | null) => void;
  autoFocus?: boolean;
  placeholder?: string;
  /** Also what is out of use. */
  retired?: boolean;
}

/** A product by code, name, pinyin or barcode; a carton's code chooses the carton. */
export function ProductPicker(props: Props) {
  const { id, label, value, onChange, autoFocus } = props;
  const { t } = useText();
  const [text, setText] = useState('');
  const q = useDebounced(text.trim(), WAIT_MS);
  const query = { q, limit: SHOWN, all: props.retired };
  const found = useEndpoint(api.products.pick, { query }, { keep: true });
  const settled = isAnswered(text, q, found);
  const rows = settled ? (found.data?.rows ?? []) : [];
  const options = rows.map((row) => ({
    value: row.id,
    label: row.name,
    detail: [row.code, row.spec, row.unit.name, row.active ? '' : t('field.not-in-use')]
      .filter(Boolean)
      .join(' · '),
    disabled: false,
  }));
  if (value && !options.some((option) => option.value === value.id)) {
    const { id: own, name, code } = value;
    options.push({ value: own, label: name, detail: code, disabled: text !== '' });
  }
  const take = (row: PickedProduct | null) => {
    setText('');
    onChange?.(row);
  };
  const typing = useHeldEnter({ text, setText, settled, first: rows[0], take });
  return (
    <Select<number>
      {...(id && { id })}
      allowClear
      autoFocus={autoFocus === true}
      {...typing}
      style={{ width: '100%', minWidth: 160 }}
      popupMatchSelectWidth={false}
      aria-label={label}
      placeholder={props.placeholder ?? t('product.find')}
      value={value?.id as number}
      options={options}
      loading={found.isFetching}
      notFoundContent={t(settled ? 'common.none' : 'common.loading')}
      optionRender={(option) => (
        <span>
          {option.data.label} <span className="soft">{option.data.detail}</span>
        </span>
      )}
      onChange={(chosen: number | undefined) => take(rows.find((row) => row.id === chosen) ?? null)}
    />
  );
}
