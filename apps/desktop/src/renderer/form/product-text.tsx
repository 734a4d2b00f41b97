import { api } from '@xinhang/shared/contract/api.ts';
import type { PickedProduct } from '@xinhang/shared/products.ts';
import { AutoComplete } from 'antd';
import { useState } from 'react';
import { useEndpoint } from '../app/query.ts';
import { useMay } from '../app/session.ts';
import { useDebounced } from '../ui/use-debounced.ts';

const WAIT_MS = 150;
const SHOWN = 12;

interface Props {
  label: string;
  value: string;
  autoFocus?: boolean;
  /** Other words than a product has are no product. */
  onText: (text: string) => void;
  onProduct: (product: PickedProduct) => void;
}

/** What is sold, in words of one's own or as a product of the company that they find. */
export function ProductText({ label, value, autoFocus, onText, onProduct }: Props) {
  const mayRead = useMay('products.read');
  const [asking, setAsking] = useState(false);
  const q = useDebounced(value.trim(), WAIT_MS);
  const found = useEndpoint(
    api.products.pick,
    { query: { q, limit: SHOWN } },
    { enabled: mayRead && asking && q !== '', keep: true },
  );
  const settled = q === value.trim() && q !== '' && !found.isPlaceholderData;
  const rows = asking && settled ? (found.data?.rows ?? []) : [];
  return (
    <AutoComplete
      value={value}
      autoFocus={autoFocus === true}
      aria-label={label}
      maxLength={120}
      popupMatchSelectWidth={false}
      defaultActiveFirstOption={false}
      options={rows.map((row) => ({
        value: String(row.id),
        label: [row.name, row.spec].filter(Boolean).join(' '),
        detail: [row.code, row.unit.name].join(' · '),
      }))}
      optionRender={(option) => (
        <span>
          {option.data.label} <span className="soft">{option.data.detail}</span>
        </span>
      )}
      onSearch={(text) => {
        setAsking(true);
        onText(text);
      }}
      onSelect={(chosen) => {
        const row = rows.find((one) => String(one.id) === chosen);
        setAsking(false);
        if (row) onProduct(row);
      }}
    />
  );
}

/** What a product is called in a line: its name with its specification. */
export const lineNameOf = ({ name, spec }: Pick<PickedProduct, 'name' | 'spec'>): string =>
  [name, spec].filter(Boolean).join(' ').slice(0, 120);
