import { useMemo } from 'react';
import type { LineColumn } from '../../form/document/line-column.ts';
import { useText } from '../../i18n/i18n.ts';
import { shownFen, shownPrice, shownQty } from './purchase-line.ts';
import type { NoteLine } from './receipt-note-line.ts';
import { spreadColumn } from './spread-column.ts';

interface Wish {
  posted: boolean;
  /** What things cost is shown to the reader. */
  prices: boolean;
  /** Whether goods of it have batches, and numbers. */
  batches: boolean;
  pieces: boolean;
  /** Whether some of it is a service. */
  services: boolean;
  /** Whether some of it went back. */
  returned: boolean;
}

const decimals = ({ saved }: NoteLine) => saved.product.qtyDecimals;

/** Columns of the lines of a receipt of goods. */
export function useNoteColumns(wish: Wish): LineColumn<NoteLine>[] {
  const { posted, prices, batches, pieces, services, returned } = wish;
  const { t, language } = useText();
  return useMemo(() => {
    const columns: LineColumn<NoteLine>[] = [
      { key: 'order', title: t('delivery.order'), width: 140, text: ({ saved }) => saved.orderNo },
      {
        key: 'product',
        title: t('order.product'),
        width: 180,
        grows: true,
        text: ({ saved: { product } }) => `${product.code}  ${product.name}`,
      },
      {
        key: 'spec',
        title: t('product.spec'),
        width: 104,
        text: ({ saved }) => saved.product.spec,
      },
    ];
    if (returned) {
      columns.push({
        key: 'returned',
        title: t('purchase.returned'),
        width: 90,
        align: 'end',
        text: (line) =>
          line.saved.returnedE4 ? shownQty(line.saved.returnedE4, decimals(line)) : '',
      });
    }
    if (!posted) {
      columns.push({
        key: 'open',
        title: t('purchase.open'),
        width: 90,
        align: 'end',
        text: (line) => shownQty(line.saved.openE4, decimals(line)),
      });
    }
    columns.push(
      {
        key: 'qtyE4',
        title: t('receiptNote.qty'),
        width: 84,
        align: 'end',
        text: (line) => shownQty(line.qtyE4, decimals(line)),
        stops: () => true,
        input: { kind: 'number', decimals: 4, take: (line, qtyE4) => ({ ...line, qtyE4 }) },
      },
      {
        key: 'unit',
        title: t('delivery.unit'),
        width: 60,
        text: ({ saved }) => saved.product.unit.name,
      },
    );
    if (batches) {
      columns.push({
        key: 'batch',
        title: t('delivery.batch'),
        width: 110,
        text: (line) => line.batch,
        locked: ({ saved }) => !saved.tracksBatch,
        stops: ({ saved, batch }) => saved.tracksBatch && batch === '',
        input: { kind: 'text', max: 60, take: (line, batch) => ({ ...line, batch }) },
      });
    }
    if (pieces) {
      columns.push({
        key: 'serials',
        title: t('delivery.serials'),
        width: 160,
        text: (line) => line.serials,
        locked: ({ saved }) => !saved.tracksSerial,
        stops: ({ saved, serials }) => saved.tracksSerial && serials === '',
        input: { kind: 'text', max: 2000, take: (line, serials) => ({ ...line, serials }) },
      });
    }
    if (services) columns.push(spreadColumn(t));
    if (prices) {
      columns.push(
        {
          key: 'price',
          title: t('delivery.price'),
          width: 92,
          align: 'end',
          text: ({ saved }) => `${shownPrice(saved.priceE4)}/${saved.unit.name}`,
        },
        {
          key: 'gross',
          title: t('order.amount'),
          width: 96,
          align: 'end',
          // Of another quantity it is known once the server has reckoned it, as the sum below is.
          text: ({ saved, qtyE4 }) => (qtyE4 === saved.qtyE4 ? shownFen(saved.grossFen) : ''),
        },
      );
      if (posted) {
        columns.push({
          key: 'cost',
          title: t('receiptNote.cost'),
          width: 96,
          align: 'end',
          text: ({ saved }) => shownFen(saved.costFen),
        });
        if (services) {
          columns.push({
            key: 'freight',
            title: t('receiptNote.spread'),
            width: 84,
            align: 'end',
            text: ({ saved }) => (saved.spreadFen ? shownFen(saved.spreadFen) : ''),
          });
        }
      }
    }
    columns.push({
      key: 'note',
      title: t('delivery.lineNote'),
      width: 120,
      text: (line) => line.note,
      input: { kind: 'text', max: 200, take: (line, note) => ({ ...line, note }) },
    });
    return columns;
    // oxlint-disable-next-line react/exhaustive-deps -- words follow the language
  }, [language, posted, prices, batches, pieces, services, returned]);
}
