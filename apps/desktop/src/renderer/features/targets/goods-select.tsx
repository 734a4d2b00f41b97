import { api } from '@xinhang/shared/contract/api.ts';
import type { Goods, QuantityMetric } from '@xinhang/shared/performance.ts';
import { Select } from 'antd';
import { useState } from 'react';
import { useEndpoint } from '../../app/query.ts';
import { useMay } from '../../app/session.ts';
import { useText } from '../../i18n/i18n.ts';
import { isAnswered, useHeldEnter } from '../../form/use-held-enter.ts';
import { useDebounced } from '../../ui/use-debounced.ts';

const WAIT_MS = 150;
const SHOWN = 20;

interface Props {
  year: number;
  metric: QuantityMetric;
  value: string | undefined;
  /** What is chosen, as it was read; null while it is not there. */
  goods: Goods | null;
  onChange: (key: string) => void;
}

interface Option {
  value: string;
  label: string;
  detail: string;
  disabled?: boolean;
}

/**
 * What is counted: what is planned already, a category whose products have one unit, or a product by
 * code, name or pinyin.
 */
export function GoodsSelect({ year, metric, value, goods, onChange }: Props) {
  const { t } = useText();
  const mayRead = useMay('products.read');
  const [text, setText] = useState('');
  const typed = text.trim().toLowerCase();
  const q = useDebounced(text.trim(), WAIT_MS);
  const offered = useEndpoint(api.targets.listGoods, { query: { year, metric } });
  const picks = useEndpoint(
    api.products.pick,
    { query: { q, limit: SHOWN } },
    { keep: true, enabled: mayRead && q !== '' },
  );
  const fits = ({ label }: Option) => typed === '' || label.toLowerCase().includes(typed);
  const planned = (offered.data?.planned ?? []).map((one) => ({
    value: one.key,
    label: one.name || t('split.gone'),
    detail: one.unit,
  }));
  const known = new Set(planned.map((one) => one.value));
  const categories = (offered.data?.categories ?? [])
    .filter((one) => !known.has(one.key))
    .map((one) => ({
      value: one.key,
      label: one.name,
      detail:
        one.units.length > 1
          ? t('goods.severalUnits', { units: one.units.join(' / ') })
          : (one.units[0] ?? t('goods.noProducts')),
      disabled: one.units.length !== 1,
    }));
  const settled =
    !offered.isPending && (mayRead && typed !== '' ? isAnswered(text, q, picks) : true);
  const products = (q === '' || !settled ? [] : (picks.data?.rows ?? []))
    .map((row) => ({
      value: `product-${row.id}`,
      label: `${row.code} ${row.name}`,
      detail: [row.spec, row.baseUnit.name].filter(Boolean).join(' · '),
    }))
    .filter((one) => !known.has(one.value));
  const group = (label: string, options: Option[]) =>
    options.length === 0 ? [] : [{ label, title: label, options }];
  const options = [
    ...group(t('goods.planned'), planned.filter(fits)),
    ...group(t('dimension.category'), categories.filter(fits)),
    ...group(t('dimension.product'), products),
  ];
  const listed = [...planned, ...categories, ...products];
  const name = goods?.name || listed.find((one) => one.value === value)?.label;
  const choose = (key: string) => {
    setText('');
    onChange(key);
  };
  const typing = useHeldEnter({
    text,
    setText,
    settled,
    first: [...planned.filter(fits), ...categories.filter(fits), ...products].find(
      (one: Option) => !one.disabled,
    ),
    take: (one) => choose(one.value),
  });
  return (
    <Select<string, Option>
      {...typing}
      style={{ width: 260 }}
      popupMatchSelectWidth={false}
      aria-label={t('goods.label')}
      placeholder={t('goods.find')}
      value={(value === undefined ? undefined : { value, label: name }) as never}
      labelInValue
      options={options as never}
      loading={offered.isFetching || picks.isFetching}
      notFoundContent={t(settled ? 'common.none' : 'common.loading')}
      optionRender={(option) => (
        <span>
          {option.label} <span className="soft">{(option.data as Option).detail}</span>
        </span>
      )}
      onChange={(chosen) => choose((chosen as unknown as { value: string }).value)}
    />
  );
}
