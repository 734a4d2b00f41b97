import { api } from '@xinhang/shared/contract/api.ts';
import type { ProductCategory } from '@xinhang/shared/product-words.ts';
import { Select } from 'antd';
import type { CSSProperties } from 'react';
import { useEndpoint } from '../app/query.ts';
import { useText } from '../i18n/i18n.ts';
import { onlyWords } from '../ui/only-words.ts';

interface Props {
  id?: string;
  value?: number | null;
  onChange?: (categoryId: number | null) => void;
  style?: CSSProperties;
  /** Not offered, with all below it. */
  except?: number;
  placeholder?: string;
}

/** How deep each category stands; parents come before their children. */
export function depthsOf(rows: readonly ProductCategory[]): Map<number, number> {
  const depths = new Map<number, number>();
  for (const { id, parentId } of rows) {
    depths.set(id, parentId === null ? 0 : (depths.get(parentId) ?? 0) + 1);
  }
  return depths;
}

/** A category of products, indented below its parent. */
export function CategorySelect({ id, value, onChange, style, except, placeholder }: Props) {
  const { t } = useText();
  const found = useEndpoint(api.products.listCategories, {});
  const rows = found.data?.rows ?? [];
  const depths = depthsOf(rows);
  const hidden = new Set<number>();
  for (const row of rows) {
    if (row.id === except || (row.parentId !== null && hidden.has(row.parentId)))
      hidden.add(row.id);
  }
  return (
    <Select<number | null>
      {...onlyWords}
      {...(id && { id })}
      {...(style && { style })}
      allowClear
      showSearch={{ optionFilterProp: 'label' }}
      aria-label={t('product.category')}
      placeholder={placeholder ?? t('product.category')}
      value={value ?? null}
      options={rows
        .filter((row) => !hidden.has(row.id))
        .map((row) => ({
          value: row.id,
          label: `${'　'.repeat(depths.get(row.id) ?? 0)}${row.name}`,
        }))}
      onChange={(chosen) => onChange?.(chosen ?? null)}
    />
  );
}
