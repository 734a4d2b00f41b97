import { useMemo } from 'react';
import type { LineColumn } from '../../form/document/line-column.ts';
import { useText } from '../../i18n/i18n.ts';
import { shownFen, shownPrice, shownQty } from './purchase-line.ts';
import { grossOf, isOfReceipt, withProduct, type ReturnLine } from './purchase-return-line.ts';

interface Wish {
  posted: boolean;
  /** What things cost is shown to the reader. */
  prices: boolean;
  /** Whether lines without a receipt stand or may come. */
  free: boolean;
  /** Whether lines of receipts stand there. */
  receipts: boolean;
  /** Whether goods of it have batches, and numbers. */
  batches: boolean;
  pieces: boolean;
}

const decimals = ({ product }: ReturnLine) => product?.qtyDecimals ?? 0;

/** Columns of the lines of a return to a supplier. */
export function useReturnColumns(wish: Wish): LineColumn<ReturnLine>[] {
  const { posted, prices, free, receipts, batches, pieces } = wish;
  const { t, language } = useText();
  return useMemo(() => {
    const columns: LineColumn<ReturnLine>[] = [
      {
        key: 'productId',
        title: t('order.product'),
        width: 200,
        grows: true,
        text: ({ product }) => (product ? `${product.code}  ${product.name}` : ''),
        stops: ({ product }) => product === null,
        locked: isOfReceipt,
        ...(free && { input: { kind: 'product', take: withProduct } as const }),
      },
      {
        key: 'spec',
        title: t('product.spec'),
        width: 100,
        text: ({ product }) => product?.spec ?? '',
      },
    ];
    if (receipts) {
      columns.unshift({
        key: 'receipt',
        title: t('purchaseReturn.receipt'),
        width: 150,
        text: ({ saved }) => saved?.receiptNo ?? '',
      });
    }
    if (receipts && !posted) {
      columns.push({
        key: 'left',
        title: t('purchaseReturn.left'),
        width: 90,
        align: 'end',
        text: (line) => shownQty(line.saved?.leftE4, decimals(line)),
      });
    }
    columns.push(
      {
        key: 'qtyE4',
        title: t('purchaseReturn.qty'),
        width: 100,
        align: 'end',
        text: (line) => shownQty(line.qtyE4, decimals(line)),
        stops: () => true,
        locked: ({ product }) => product === null,
        input: { kind: 'number', decimals: 4, take: (line, qtyE4) => ({ ...line, qtyE4 }) },
      },
      {
        key: 'unit',
        title: t('delivery.unit'),
        width: 60,
        text: ({ product }) => product?.unit.name ?? '',
      },
    );
    if (batches) {
      columns.push({
        key: 'batch',
        title: t('delivery.batch'),
        width: 110,
        text: (line) => line.batch,
        locked: isOfReceipt,
        input: { kind: 'text', max: 60, take: (line, batch) => ({ ...line, batch }) },
      });
    }
    if (pieces) {
      columns.push({
        key: 'serials',
        title: t('delivery.serials'),
        width: 160,
        text: (line) => line.serials,
        locked: ({ saved }) => saved !== null && !saved.tracksSerial,
        stops: ({ saved, serials }) => (saved?.tracksSerial ?? false) && serials === '',
        input: { kind: 'text', max: 2000, take: (line, serials) => ({ ...line, serials }) },
      });
    }
    if (prices) {
      columns.push(
        {
          key: 'priceE4',
          title: t('order.priceGross'),
          width: 100,
          align: 'end',
          text: (line) => shownPrice(line.priceE4),
          locked: isOfReceipt,
          stops: (line) => !isOfReceipt(line) && line.priceE4 === null,
          input: { kind: 'number', decimals: 4, take: (line, priceE4) => ({ ...line, priceE4 }) },
        },
        {
          key: 'gross',
          title: t('order.amount'),
          width: 110,
          align: 'end',
          text: (line) => shownFen(grossOf(line)),
        },
      );
      if (posted) {
        columns.push({
          key: 'cost',
          title: t('purchaseReturn.cost'),
          width: 110,
          align: 'end',
          text: ({ saved }) => shownFen(saved?.costFen ?? null),
        });
      }
    }
    columns.push({
      key: 'note',
      title: t('delivery.lineNote'),
      width: 130,
      text: (line) => line.note,
      input: { kind: 'text', max: 200, take: (line, note) => ({ ...line, note }) },
    });
    return columns;
    // oxlint-disable-next-line react/exhaustive-deps -- words follow the language
  }, [language, posted, prices, free, receipts, batches, pieces]);
}
