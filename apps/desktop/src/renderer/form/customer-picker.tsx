import { api } from '@xinhang/shared/contract/api.ts';
import { Select } from 'antd';
import { useState } from 'react';
import { useEndpoint } from '../app/query.ts';
import { useText } from '../i18n/i18n.ts';
import { isAnswered, useHeldEnter } from './use-held-enter.ts';
import { useDebounced } from '../ui/use-debounced.ts';

const WAIT_MS = 150;

interface Props {
  value: number | null;
  onChange: (id: number | null) => void;
}

interface Option {
  value: number;
  label: string;
}

/** Finds a customer by name, contact, pinyin or a pasted phone number. */
export function CustomerPicker({ value, onChange }: Props) {
  const { t } = useText();
  const [text, setText] = useState('');
  const [picked, setPicked] = useState<Option>();
  const q = useDebounced(text.trim(), WAIT_MS);
  const found = useEndpoint(api.home.search, { query: { q } }, { enabled: q !== '', keep: true });
  const settled = isAnswered(text, q, found);
  const hits = q === '' || !settled ? [] : (found.data?.hits ?? []);
  const options = hits
    .filter((hit) => /^\/customers\/\d+$/.test(hit.route))
    .map((hit) => ({
      value: Number(hit.route.split('/')[2]),
      label: [hit.title, hit.subtitle].filter(Boolean).join(' · '),
    }));
  const unique = [...new Map(options.map((option) => [option.value, option])).values()];
  const take = (one: Option | undefined) => {
    setText('');
    setPicked(one);
    onChange(one?.value ?? null);
  };
  const typing = useHeldEnter({ text, setText, settled, first: unique[0], take });
  return (
    <Select<number | null>
      autoFocus
      defaultOpen
      {...typing}
      style={{ width: '100%' }}
      aria-label={t('search.placeholder')}
      placeholder={t('search.placeholder')}
      value={value}
      options={text === '' && picked ? [picked] : unique}
      loading={found.isFetching}
      notFoundContent={
        text.trim() === ''
          ? t('search.hint')
          : settled && !found.isError
            ? t('search.empty', { q })
            : t('common.loading')
      }
      onChange={(id) => take(unique.find((one) => one.value === id))}
    />
  );
}
