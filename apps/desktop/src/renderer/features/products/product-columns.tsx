import type { ProductRow } from '@xinhang/shared/products.ts';
import { useMemo } from 'react';
import { comma, useText } from '../../i18n/i18n.ts';
import type { Column } from '../../table/column.ts';

/** Basis points as people say a rate: `13%`. */
export const percent = (bp: number): string => `${bp / 100}%`;

/** Columns of the list of products, in the order of a first visit. */
export function useProductColumns(): Column<ProductRow>[] {
  const { t, language } = useText();
  return useMemo(
    () => [
      { key: 'code', title: t('product.code'), width: 130, sort: 'code', text: (row) => row.code },
      {
        key: 'name',
        grows: true,
        title: t('product.name'),
        width: 240,
        sort: 'name',
        text: (row) => row.name,
        render: (row) => (row.active ? row.name : <span className="soft">{row.name}</span>),
      },
      { key: 'spec', grows: true, title: t('product.spec'), width: 160, text: (row) => row.spec },
      {
        key: 'category',
        title: t('product.category'),
        width: 140,
        text: (row) => row.category?.name ?? '',
      },
      {
        key: 'kind',
        title: t('product.kind'),
        width: 80,
        text: (row) => t(`product.kind.${row.kind}`),
      },
      { key: 'unit', title: t('product.unit'), width: 80, text: (row) => row.unit.name },
      {
        key: 'barcode',
        title: t('product.barcodes'),
        width: 180,
        text: (row) => row.barcodes.map((one) => one.code).join(comma()),
      },
      {
        key: 'tax',
        title: t('product.tax'),
        width: 80,
        align: 'end',
        text: (row) => percent(row.taxBp),
      },
      {
        key: 'state',
        title: t('product.state'),
        width: 80,
        extra: true,
        text: (row) => t(row.active ? 'product.on' : 'product.off'),
      },
    ],
    // oxlint-disable-next-line react/exhaustive-deps -- words follow the language
    [language],
  );
}
