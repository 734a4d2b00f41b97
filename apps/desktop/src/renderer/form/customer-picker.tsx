import { api } from '@xinhang/shared/contract/api.ts';
import { Select } from 'antd';
import { useState } from 'react';
import { useEndpoint } from '../app/query.ts';
import { useText } from '../i18n/i18n.ts';
import { useHeldEnter } from './use-held-enter.ts';
import { useDebounced } from '../ui/use-debounced.ts';

const WAIT_MS = 150;

interface Props {
  value: number | null;
  onChange: (id: number | null) => void;
}

/** Finds a customer by name, contact, pinyin or a pasted phone number. */
export function CustomerPicker({ value, onChange }: Props) {
  const { t } = useText();
  const [text, setText] = useState('');
  const q = useDebounced(text.trim(), WAIT_MS);
  const found = useEndpoint(api.home.search, { query: { q } }, { enabled: q !== '', keep: true });
  // Enter takes the first line, so lines of an earlier text must not be there.
  const settled = q === text.trim() && !found.isPlaceholderData;
  const hits = q === '' || !settled ? [] : (found.data?.hits ?? []);
  const options = hits
    .filter((hit) => /^\/customers\/\d+$/.test(hit.route))
    .map((hit) => ({
      value: Number(hit.route.split('/')[2]),
      label: [hit.title, hit.subtitle].filter(Boolean).join(' · '),
    }));
  const unique = [...new Map(options.map((option) => [option.value, option])).values()];
  const onInputKeyDown = useHeldEnter({
    text,
    settled,
    first: unique[0],
    take: (one) => onChange(one.value),
  });
  return (
    <Select<number | null>
      autoFocus
      defaultOpen
      showSearch={{ filterOption: false, onSearch: setText }}
      style={{ width: '100%' }}
      aria-label={t('search.placeholder')}
      placeholder={t('search.placeholder')}
      value={value}
      onInputKeyDown={onInputKeyDown}
      options={unique}
      loading={found.isFetching}
      notFoundContent={
        text.trim() === ''
          ? t('search.hint')
          : settled && found.isSuccess
            ? t('search.empty', { q })
            : t('common.loading')
      }
      onChange={(id) => onChange(id ?? null)}
    />
  );
}
