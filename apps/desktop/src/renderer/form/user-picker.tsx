import type { NameRef } from '@xinhang/shared/contract/fields.ts';
import { api } from '@xinhang/shared/contract/api.ts';
import type { pickPurposes } from '@xinhang/shared/people.ts';
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
  const settled = isAnswered(text, q, found);
  const rows = settled ? (found.data?.rows ?? []) : [];
  const people = rows.filter((person) => person.id !== props.except);
  const named = new Map<number, string>([
    ...people.map((person) => [person.id, person.name] as const),
    ...value.map((person) => [person.id, person.name] as const),
  ]);
  const options = people.map((person) => ({
    value: person.id,
    label: person.name,
    where: [person.dept, person.post].filter(Boolean).join(' · '),
    disabled: false,
  }));
  for (const person of value) {
    if (!options.some((option) => option.value === person.id)) {
      // Named alone: Enter on a name that nobody has must not take the chosen one away.
      options.push({ value: person.id, label: person.name, where: '', disabled: text !== '' });
    }
  }
  const choose = (ids: readonly number[]) => {
    setText('');
    if (single) setOpen(false);
    onChange?.(ids.map((one) => ({ id: one, name: named.get(one) ?? '' })));
  };
  const chosen = value.map((person) => person.id);
  const fresh = people.find((person) => !chosen.includes(person.id));
  const typing = useHeldEnter({
    text,
    setText,
    settled,
    first: fresh,
    take: ({ id: one }) => choose(single ? [one] : [...chosen, one]),
  });
  return (
    <Select<number[]>
      {...(id && { id })}
      mode="multiple"
      open={open}
      onOpenChange={setOpen}
      autoFocus={autoFocus === true}
      {...typing}
      style={{ width: '100%', minWidth: 'min(160px, 100%)' }}
      aria-label={label}
      placeholder={label}
      value={chosen}
      options={options}
      loading={found.isFetching}
      notFoundContent={t(settled ? 'common.none' : 'common.loading')}
      optionRender={(option) => (
        <span>
          {option.data.label} <span className="soft">{option.data.where}</span>
        </span>
      )}
      onChange={(ids) => choose(single ? ids.slice(-1) : ids)}
    />
  );
}
