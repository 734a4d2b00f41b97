import { parseLooseDate } from '@xinhang/shared/business-date.ts';
import { useMemo } from 'react';
import type { LineColumn } from '../../form/document/line-column.ts';
import { useText } from '../../i18n/i18n.ts';
import { shownQty } from './purchase-line.ts';
import { withProduct, type RequestLine } from './request-line.ts';

const decimals = ({ product }: RequestLine) => product?.qtyDecimals ?? 0;

/** Columns of the lines of a request; how far each is once it was handed in. */
export function useRequestColumns(posted: boolean, today: string): LineColumn<RequestLine>[] {
  const { t, language } = useText();
  return useMemo(() => {
    const columns: LineColumn<RequestLine>[] = [
      {
        key: 'productId',
        title: t('order.product'),
        width: 200,
        grows: true,
        text: ({ product }) => (product ? `${product.code}  ${product.name}` : ''),
        stops: ({ product }) => product === null,
        input: { kind: 'product', take: withProduct },
      },
      {
        key: 'spec',
        title: t('product.spec'),
        width: 110,
        text: ({ product }) => product?.spec ?? '',
      },
      {
        key: 'unit',
        title: t('product.unit'),
        width: 60,
        text: ({ product }) => product?.unit.name ?? '',
      },
      {
        key: 'qtyE4',
        title: t('order.qty'),
        width: 90,
        align: 'end',
        text: (line) => shownQty(line.qtyE4, decimals(line)),
        stops: () => true,
        locked: ({ product }) => product === null,
        input: { kind: 'number', decimals: 4, take: (line, qtyE4) => ({ ...line, qtyE4 }) },
      },
    ];
    if (posted) {
      const told = (of: 'orderedE4' | 'receivedE4' | 'openE4'): LineColumn<RequestLine> => ({
        key: of,
        title: t(`request.${of}`),
        width: 90,
        align: 'end',
        text: (line) => (line.saved?.[of] ? shownQty(line.saved[of], decimals(line)) : ''),
      });
      columns.push(told('orderedE4'), told('receivedE4'), told('openE4'), {
        key: 'comingOn',
        title: t('purchase.expected'),
        width: 100,
        text: ({ saved }) => saved?.comingOn ?? '',
      });
    }
    columns.push(
      {
        key: 'neededDate',
        title: t('request.needed'),
        width: 100,
        text: (line) => line.neededDate ?? '',
        locked: ({ product }) => product === null,
        input: {
          kind: 'text',
          max: 20,
          take: (line, text) => ({
            ...line,
            neededDate: text === '' ? null : (parseLooseDate(text, today) ?? line.neededDate),
          }),
        },
      },
      {
        key: 'note',
        title: t('order.note'),
        width: 140,
        text: (line) => [line.note, line.saved?.closeReason].filter(Boolean).join(' · '),
        locked: ({ product }) => product === null,
        input: { kind: 'text', max: 200, take: (line, note) => ({ ...line, note }) },
      },
    );
    return columns;
    // oxlint-disable-next-line react/exhaustive-deps -- words follow the language
  }, [language, posted, today]);
}
