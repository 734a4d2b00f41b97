import type { NameRef } from '@xinhang/shared/contract/fields.ts';
import { api } from '@xinhang/shared/contract/api.ts';
import type { pickPurposes } from '@xinhang/shared/people.ts';
import { Select } from 'antd';
import { useState } from 'react';
import { useEndpoint } from '../app/query.ts';
import { useText } from '../i18n/i18n.ts';
import { useDebounced } from '../ui/use-debounced.ts';

const WAIT_MS = 150;

interface Props {
  id?: string;
  label: string;
  value?: readonly NameRef[];
  onChange?: (people: NameRef[]) => void;
  /** One person instead of several. */
  single?: boolean;
  autoFocus?: boolean;
  /** Somebody who is not offered. */
  except?: number;
  /** Offers those alone who can be picked for that. */
  purpose?: (typeof pickPurposes)[number];
}

/** Colleagues by name, pinyin or login. */
export function UserPicker(props: Props) {
  const { value = [], onChange, label, single, autoFocus, purpose, id } = props;
  const { t } = useText();
  const [text, setText] = useState('');
  const [open, setOpen] = useState(false);
  const q = useDebounced(text.trim(), WAIT_MS);
  const found = useEndpoint(
    api.org.pickUsers,
    { query: { q, ...(purpose && { for: purpose }) } },
    { keep: true },
  );
  const people = (found.data?.rows ?? []).filter((person) => person.id !== props.except);
  const named = new Map<number, string>([
    ...people.map((person) => [person.id, person.name] as const),
    ...value.map((person) => [person.id, person.name] as const),
  ]);
  const options = people.map((person) => ({
    value: person.id,
    label: person.name,
    where: [person.dept, person.post].filter(Boolean).join(' · '),
  }));
  for (const person of value) {
    if (!options.some((option) => option.value === person.id)) {
      options.push({ value: person.id, label: person.name, where: '' });
    }
  }
  const choose = (ids: readonly number[]) => {
    setText('');
    if (single) setOpen(false);
    onChange?.(ids.map((one) => ({ id: one, name: named.get(one) ?? '' })));
  };
  return (
    <Select<number[]>
      {...(id && { id })}
      mode="multiple"
      open={open}
      onOpenChange={setOpen}
      autoFocus={autoFocus === true}
      showSearch={{ filterOption: false, searchValue: text, onSearch: setText }}
      style={{ width: '100%', minWidth: 160 }}
      aria-label={label}
      placeholder={label}
      value={value.map((person) => person.id)}
      options={options}
      loading={found.isFetching}
      notFoundContent={t('common.none')}
      optionRender={(option) => (
        <span>
          {option.data.label} <span className="soft">{option.data.where}</span>
        </span>
      )}
      onChange={(ids) => choose(single ? ids.slice(-1) : ids)}
    />
  );
}
