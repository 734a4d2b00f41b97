import { formatE4, priceE4, qtyE4 } from '@xinhang/shared/quantity.ts';
import type { Shortage } from '@xinhang/shared/shortages.ts';
import { useMemo } from 'react';
import { useText } from '../../i18n/i18n.ts';
import type { Column } from '../../table/column.ts';
import { useDates } from '../../ui/dates.ts';
import { dueColumn, qtyColumn, unitColumn } from './goods-columns.tsx';

/** Columns of what is short: the quantities, then where it is best bought. */
export function useShortageColumns(): Column<Shortage>[] {
  const { t, language } = useText();
  const { day, overdue } = useDates();
  return useMemo(() => {
    return [
      { key: 'code', title: t('product.code'), width: 110, text: (row) => row.product.code },
      {
        key: 'name',
        grows: true,
        title: t('product.name'),
        width: 150,
        text: (row) => [row.product.name, row.product.spec].filter(Boolean).join(' '),
      },
      unitColumn(t('product.unit')),
      qtyColumn('min', t('product.minQty'), (row) => row.minQtyE4),
      qtyColumn('reserved', t('shortage.reserved'), (row) => row.reservedE4, { extra: true }),
      qtyColumn('available', t('shortage.available'), (row) => row.availableE4),
      qtyColumn('onOrder', t('shortage.onOrder'), (row) => row.onOrderE4),
      qtyColumn('short', t('shortage.short'), (row) => row.shortE4, {
        render: (row) => (
          <span className="danger">{formatE4(qtyE4(row.shortE4), row.product.qtyDecimals)}</span>
        ),
      }),
      dueColumn('dueOn', t('shortage.dueOn'), (row) => row.dueOn, { day, overdue }),
      {
        key: 'supplier',
        title: t('shortage.supplier'),
        width: 150,
        text: (row) => row.proposal?.supplier.name ?? '',
        render: (row) =>
          row.proposal?.supplier.name ?? <span className="soft">{t('supplierPrice.none')}</span>,
      },
      {
        key: 'price',
        title: t('shortage.price'),
        width: 140,
        align: 'end',
        text: ({ proposal }) =>
          proposal
            ? [
                proposal.priceE4 === null ? '***' : formatE4(priceE4(proposal.priceE4), 2),
                t(`price.basis.${proposal.basis}`),
              ].join(' ')
            : '',
      },
      {
        key: 'qty',
        title: t('shortage.qty'),
        width: 90,
        align: 'end',
        text: ({ proposal }) =>
          proposal ? `${formatE4(qtyE4(proposal.qtyE4))} ${proposal.unit.name}` : '',
      },
    ];
    // oxlint-disable-next-line react/exhaustive-deps -- words follow the language
  }, [language]);
}
