import type { PriceRule } from '@xinhang/shared/prices.ts';
import { priceScopes } from '@xinhang/shared/price-resolver.ts';
import { useMemo } from 'react';
import { useText } from '../../i18n/i18n.ts';
import type { Column } from '../../table/column.ts';
import { shownPrice, usePriceWords } from './price-words.ts';

/** Columns of the list of prices, in the order of a first visit. */
export function usePriceColumns(): Column<PriceRule>[] {
  const { t, language } = useText();
  const words = usePriceWords();
  return useMemo(
    () => [
      {
        key: 'code',
        title: t('product.code'),
        width: 90,
        text: (row) => row.product?.code ?? '',
      },
      { key: 'what', grows: true, title: t('price.what'), width: 200, text: words.what },
      {
        key: 'scope',
        title: t('price.scopeKind'),
        width: 80,
        text: (row) => t(`price.scope.${row.scope}`),
        words: priceScopes.map((scope) => t(`price.scope.${scope}`)),
      },
      {
        key: 'whom',
        grows: true,
        title: t('price.whom'),
        width: 180,
        text: (row) => (row.scope === 'all' ? '' : words.whom(row)),
      },
      {
        key: 'from',
        title: t('price.qtyFrom'),
        width: 110,
        align: 'end',
        text: words.from,
      },
      {
        key: 'says',
        title: t('price.price'),
        width: 150,
        align: 'end',
        text: (row) => `${words.says(row)}${row.unit ? ` / ${row.unit.name}` : ''}`,
      },
      {
        key: 'basis',
        title: t('price.basis'),
        width: 70,
        text: (row) => (row.priceE4 === null ? '' : t(`price.basis.${row.basis}`)),
      },
      {
        key: 'floor',
        title: t('price.floor'),
        width: 100,
        align: 'end',
        text: (row) => shownPrice(row.floorE4),
      },
      {
        key: 'ceiling',
        title: t('price.ceiling'),
        width: 110,
        align: 'end',
        extra: true,
        text: (row) => shownPrice(row.ceilingE4),
      },
      { key: 'dates', title: t('price.dates'), width: 180, text: words.dates },
      {
        key: 'state',
        title: t('price.state'),
        width: 80,
        extra: true,
        text: (row) => t(`price.state.${row.state}`),
      },
    ],
    // oxlint-disable-next-line react/exhaustive-deps -- words follow the language
    [language],
  );
}
