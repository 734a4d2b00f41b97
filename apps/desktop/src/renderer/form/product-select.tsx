import { api } from '@xinhang/shared/contract/api.ts';
import type { PickedProduct } from '@xinhang/shared/products.ts';
import { Select } from 'antd';
import { useState } from 'react';
import { useEndpoint } from '../app/query.ts';
import { useText } from '../i18n/i18n.ts';
import { isAnswered, useHeldEnter } from './use-held-enter.ts';
import { useDebounced } from '../ui/use-debounced.ts';

const WAIT_MS = 150;

/** One product, by pinyin, code, name or barcode. */
export function ProductSelect({ onChange }: { onChange: (product: PickedProduct) => void }) {
  const { t } = useText();
  const [text, setText] = useState('');
  const q = useDebounced(text.trim(), WAIT_MS);
  const found = useEndpoint(api.products.pick, { query: { q, limit: 20 } }, { keep: true });
  const settled = isAnswered(text, q, found);
  const rows = (settled ? (found.data?.rows ?? []) : []).filter((row) => row.kind === 'goods');
  const typing = useHeldEnter({ text, setText, settled, first: rows[0], take: onChange });
  return (
    <Select<number | null>
      style={{ width: 220 }}
      aria-label={t('stock.product')}
      placeholder={t('product.find')}
      {...typing}
      value={null}
      options={rows.map((row) => ({
        value: row.id,
        label: [row.code, row.name, row.spec].filter(Boolean).join(' · '),
      }))}
      loading={found.isFetching}
      notFoundContent={t(settled ? 'common.none' : 'common.loading')}
      onChange={(id) => {
        const product = rows.find((row) => row.id === id);
        if (product) onChange(product);
      }}
    />
  );
}
