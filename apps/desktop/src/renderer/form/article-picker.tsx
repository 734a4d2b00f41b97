import { ReadOutlined } from '@ant-design/icons';
import { api } from '@xinhang/shared/contract/api.ts';
import type { NameRef } from '@xinhang/shared/contract/fields.ts';
import { Button, Select } from 'antd';
import { useState } from 'react';
import { useEndpoint } from '../app/query.ts';
import { useText } from '../i18n/i18n.ts';
import { useDebounced } from '../ui/use-debounced.ts';
import { isAnswered, useHeldEnter } from './use-held-enter.ts';

const WAIT_MS = 150;
const SHOWN = 20;

interface Props {
  value: readonly NameRef[];
  disabled?: boolean;
  /** The field itself, instead of a button that opens it. */
  always?: boolean;
  onChange: (articles: NameRef[]) => void;
}

/** Articles that a talk made use of: a button until there is one. */
export function ArticlePicker({ value, disabled = false, always = false, onChange }: Props) {
  const { t } = useText();
  const [open, setOpen] = useState(false);
  if (!always && !open && value.length === 0) {
    return (
      <Button
        type="text"
        disabled={disabled}
        icon={<ReadOutlined />}
        title={t('knowledge.pick')}
        aria-label={t('knowledge.pick')}
        onClick={() => setOpen(true)}
      />
    );
  }
  return (
    <Picker
      value={value}
      disabled={disabled}
      autoFocus={open}
      onChange={onChange}
      onLeave={() => setOpen(false)}
    />
  );
}

interface PickerProps extends Required<Omit<Props, 'always'>> {
  autoFocus: boolean;
  onLeave: () => void;
}

function Picker({ value, disabled, autoFocus, onChange, onLeave }: PickerProps) {
  const { t } = useText();
  const [text, setText] = useState('');
  const q = useDebounced(text.trim(), WAIT_MS);
  const query = { limit: SHOWN, ...(q && { q }) };
  const found = useEndpoint(api.knowledge.listArticles, { query }, { keep: true });
  const settled = isAnswered(text, q, found);
  const rows = settled ? (found.data?.rows ?? []) : [];
  const chosen = value.map(({ id }) => id);
  const names = new Map(value.map(({ id, name }) => [id, name]));
  for (const { id, title } of rows) names.set(id, title);
  const choose = (ids: readonly number[]) => {
    setText('');
    onChange(ids.map((id) => ({ id, name: names.get(id) ?? '' })));
  };
  const listed = rows.map(({ id }) => id);
  // Chosen before the answer came: named alone, so that Enter does not take it away.
  const options = [...names].map(([id, name]) => ({
    value: id,
    label: name,
    disabled: text !== '' && !listed.includes(id),
  }));
  const typing = useHeldEnter({
    text,
    setText,
    settled,
    first: listed.find((id) => !chosen.includes(id)),
    take: (id) => choose([...chosen, id]),
  });
  return (
    <Select<number[]>
      mode="multiple"
      autoFocus={autoFocus}
      defaultOpen={autoFocus}
      disabled={disabled}
      style={{ minWidth: 220, flex: 2 }}
      aria-label={t('knowledge.pick')}
      placeholder={t('knowledge.pickPlaceholder')}
      {...typing}
      value={chosen}
      options={options}
      loading={found.isFetching}
      notFoundContent={t(settled ? 'common.none' : 'common.loading')}
      onBlur={onLeave}
      onChange={choose}
    />
  );
}
