import { fen, formatFen } from '@xinhang/shared/money.ts';
import type { PriceDeviation } from '@xinhang/shared/price-deviations.ts';
import { formatE4, qtyE4 } from '@xinhang/shared/quantity.ts';
import { Link } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useText } from '../../i18n/i18n.ts';
import type { Column } from '../../table/column.ts';
import { shownPrice } from './price-words.ts';

const BP = 10_000;

/** By how much of the rules' price: +2.3 %, -6.0 %. */
function shareOf({ resolvedE4, priceE4, discountBp }: PriceDeviation): string {
  if (resolvedE4 === 0) return '';
  const share = ((priceE4 * (BP - discountBp)) / BP / resolvedE4 - 1) * 100;
  return `${share > 0 ? '+' : ''}${share.toFixed(1)}%`;
}

const named = ({ product, text }: PriceDeviation): string =>
  product ? [product.code, product.name, product.spec].filter(Boolean).join(' ') : text;

/** Columns of the list of prices that people wrote, in the order of a first visit. */
export function useDeviationColumns(): Column<PriceDeviation>[] {
  const { t, language } = useText();
  return useMemo(
    () => [
      {
        key: 'date',
        title: t('deviation.date'),
        width: 104,
        text: (row) => row.order.businessDate,
      },
      {
        key: 'no',
        title: t('deviation.order'),
        width: 140,
        text: (row) => row.order.no,
        render: ({ order }) => (
          <Link to="/sales-orders/$id" params={{ id: String(order.id) }}>
            {order.no}
          </Link>
        ),
      },
      {
        key: 'customer',
        grows: true,
        title: t('order.customer'),
        width: 150,
        text: (row) => row.customer.name,
      },
      { key: 'product', grows: true, title: t('stock.product'), width: 150, text: named },
      { key: 'by', title: t('deviation.by'), width: 80, text: (row) => row.by.name },
      {
        key: 'reason',
        grows: true,
        title: t('order.deviation'),
        width: 140,
        text: (row) => row.reason,
      },
      { key: 'share', title: t('deviation.share'), width: 70, align: 'end', text: shareOf },
      {
        key: 'difference',
        title: t('deviation.difference'),
        width: 104,
        align: 'end',
        text: (row) => formatFen(fen(row.differenceFen)),
      },
      {
        key: 'floor',
        title: t('deviation.floor'),
        width: 80,
        text: (row) => (row.belowFloor ? t('deviation.belowFloor') : ''),
        render: (row) =>
          row.belowFloor ? <span className="danger">{t('deviation.belowFloor')}</span> : null,
      },
      {
        key: 'resolved',
        title: t('deviation.resolved'),
        width: 104,
        align: 'end',
        text: (row) => shownPrice(row.resolvedE4),
      },
      {
        key: 'price',
        title: t('deviation.price'),
        width: 104,
        align: 'end',
        text: (row) => shownPrice(row.priceE4),
      },
      {
        key: 'discount',
        title: t('deviation.discount'),
        width: 66,
        align: 'end',
        text: (row) => (row.discountBp === 0 ? '' : `${row.discountBp / 100}%`),
      },
      {
        key: 'qty',
        title: t('deviation.qty'),
        width: 90,
        align: 'end',
        text: (row) => [formatE4(qtyE4(row.qtyE4)), row.unit?.name].filter(Boolean).join(' '),
      },
      {
        key: 'basis',
        title: t('price.basis'),
        width: 70,
        text: (row) => t(`price.basis.${row.basis}`),
      },
    ],
    // oxlint-disable-next-line react/exhaustive-deps -- words follow the language
    [language],
  );
}
