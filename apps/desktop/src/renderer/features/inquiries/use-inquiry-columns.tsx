import { priceInquiryStates, type PriceInquiry } from '@xinhang/shared/price-inquiries.ts';
import { useMemo } from 'react';
import { useMay } from '../../app/session.ts';
import { useText } from '../../i18n/i18n.ts';
import type { Column } from '../../table/column.ts';
import { useDates } from '../../ui/dates.ts';
import { useInquiryWords } from '../../form/inquiry/inquiry-words.ts';

/** Columns of inquiries: each side has those that it sees. */
export function useInquiryColumns(): Column<PriceInquiry>[] {
  const { t, language } = useText();
  const words = useInquiryWords();
  const { day, overdue } = useDates();
  const buys = useMay('purchaseOrders.read');
  const prices = useMay('prices.update');
  const sells = useMay('quotations.update');
  return useMemo(
    () => {
      const cost: Column<PriceInquiry> = {
        key: 'cost',
        title: t('inquiry.cost'),
        width: 110,
        align: 'end',
        text: (row) => words.price(row.costE4, null),
        value: (row) => row.costE4,
      };
      return [
        { key: 'no', title: t('inquiry.no'), width: 130, text: (row) => row.no },
        {
          key: 'state',
          title: t('order.state'),
          width: 90,
          text: (row) => words.state(row),
          words: priceInquiryStates.map((state) => t(`inquiry.state.${state}`)),
          render: (row) => <span className={row.expired ? 'soft' : ''}>{words.state(row)}</span>,
        },
        { key: 'thing', title: t('inquiry.thing'), width: 240, grows: true, text: words.thing },
        {
          key: 'qty',
          title: t('inquiry.qty'),
          width: 80,
          align: 'end',
          text: (row) => words.qty(row.qtyE4),
          value: (row) => row.qtyE4,
        },
        { key: 'unit', title: t('product.unit'), width: 60, text: (row) => row.unit },
        {
          key: 'wanted',
          title: t('inquiry.wanted'),
          width: 100,
          text: (row) => row.wantedDate ?? '',
          render: (row) => (
            <span
              className={row.state === 'open' && overdue(row.wantedDate) ? 'danger' : ''}
              title={row.wantedDate ?? ''}
            >
              {day(row.wantedDate)}
            </span>
          ),
        },
        { key: 'asker', title: t('inquiry.asker'), width: 90, text: (row) => row.asker.name },
        ...(buys
          ? [
              {
                key: 'supplier',
                title: t('inquiry.supplier'),
                width: 150,
                text: (row: PriceInquiry) => row.supplier?.name ?? '',
              },
            ]
          : []),
        ...(buys || prices ? [cost] : []),
        {
          key: 'lead',
          title: t('inquiry.lead'),
          width: 80,
          align: 'end',
          text: (row) => words.lead(row.leadDays),
          value: (row) => row.leadDays,
        },
        {
          key: 'validTo',
          title: t('inquiry.validTo'),
          width: 100,
          text: (row) => row.validTo ?? '',
          render: (row) => <span title={row.validTo ?? ''}>{day(row.validTo)}</span>,
        },
        ...(sells || prices
          ? [
              {
                key: 'offer',
                title: t('inquiry.offer'),
                width: 110,
                align: 'end' as const,
                text: (row: PriceInquiry) => words.price(row.offerE4, null),
                value: (row: PriceInquiry) => row.offerE4,
              },
            ]
          : []),
      ];
    },
    // oxlint-disable-next-line react/exhaustive-deps -- words follow the language
    [language, buys, prices, sells],
  );
}
