import type { MarketPrice } from '@xinhang/shared/market-prices.ts';
import { Link } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useText } from '../../i18n/i18n.ts';
import type { Column } from '../../table/column.ts';
import { shownPrice } from './price-words.ts';

/** Columns of the list of competitors' prices, in the order of a first visit. */
export function useMarketColumns(): Column<MarketPrice>[] {
  const { t, language } = useText();
  return useMemo(
    () => [
      { key: 'seenOn', title: t('market.seenOn'), width: 110, text: (row) => row.seenOn },
      { key: 'code', title: t('product.code'), width: 90, text: (row) => row.product.code },
      {
        key: 'product',
        grows: true,
        title: t('stock.product'),
        width: 200,
        text: (row) => [row.product.name, row.product.spec].filter(Boolean).join(' '),
      },
      {
        key: 'competitor',
        grows: true,
        title: t('competitor.name'),
        width: 150,
        text: (row) => row.competitor.name,
      },
      {
        key: 'price',
        title: t('market.price'),
        width: 150,
        align: 'end',
        text: (row) => `${shownPrice(row.priceE4)} / ${row.unit.name}`,
      },
      {
        key: 'basis',
        title: t('price.basis'),
        width: 70,
        text: (row) => t(`price.basis.${row.basis}`),
      },
      {
        key: 'region',
        title: t('price.scope.region'),
        width: 90,
        text: (row) => row.region ?? '',
      },
      {
        key: 'source',
        grows: true,
        title: t('market.source'),
        width: 160,
        text: (row) => row.source,
      },
      {
        key: 'heardFrom',
        title: t('market.heardFrom'),
        width: 150,
        text: (row) => row.heardFrom?.name ?? '',
        render: ({ heardFrom }) =>
          heardFrom && (
            <Link to="/customers/$id" params={{ id: String(heardFrom.id) }}>
              {heardFrom.name}
            </Link>
          ),
      },
      { key: 'by', title: t('market.by'), width: 90, text: (row) => row.createdBy?.name ?? '' },
    ],
    // oxlint-disable-next-line react/exhaustive-deps -- words follow the language
    [language],
  );
}
