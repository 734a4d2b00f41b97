import { useMemo } from 'react';
import type { LineColumn } from '../../form/document/line-column.ts';
import { MOST_QTY_E4 } from '../../form/document/line-values.ts';
import { useText } from '../../i18n/i18n.ts';
import type { LyingBatches } from './fill-batches.ts';
import { shownFen, shownPrice, shownQty, type DraftLine } from './delivery-line.ts';

const decimals = ({ saved }: DraftLine) => saved.product?.qtyDecimals ?? 0;

/** Columns of the lines of a delivery; prices where the reader sees them. */
export function useDeliveryColumns({
  posted,
  prices,
  costs,
  batches,
  pieces,
  lying,
}: {
  posted: boolean;
  prices: boolean;
  /** Whether the reader sees what goods cost. */
  costs: boolean;
  /** Whether goods of it have batches, and numbers. */
  batches: boolean;
  pieces: boolean;
  /** Which batches there are to take from. */
  lying: LyingBatches;
}): LineColumn<DraftLine>[] {
  const { t, language } = useText();
  return useMemo(() => {
    const columns: LineColumn<DraftLine>[] = [
      { key: 'order', title: t('delivery.order'), width: 136, text: ({ saved }) => saved.orderNo },
      {
        key: 'product',
        title: t('delivery.product'),
        width: 170,
        grows: true,
        text: ({ saved }) =>
          saved.product ? `${saved.product.code}  ${saved.product.name}` : saved.text,
      },
      {
        key: 'spec',
        title: t('product.spec'),
        width: 104,
        text: ({ saved }) => saved.product?.spec ?? '',
      },
      ...(posted
        ? []
        : [
            {
              key: 'open',
              title: t('delivery.open'),
              width: 90,
              align: 'end' as const,
              text: (line: DraftLine) => shownQty(line.saved.openE4, decimals(line)),
            },
          ]),
      {
        key: 'qtyE4',
        title: t('delivery.qty'),
        width: 84,
        align: 'end',
        text: (line) => shownQty(line.qtyE4, decimals(line)),
        stops: () => true,
        input: {
          kind: 'number',
          decimals: 4,
          most: MOST_QTY_E4,
          take: (line, qtyE4) => ({ ...line, qtyE4 }),
        },
      },
      {
        key: 'unit',
        title: t('delivery.unit'),
        width: 52,
        text: ({ saved }) => saved.product?.unit.name ?? '',
      },
    ];
    if (batches) {
      columns.push({
        key: 'batch',
        title: t('delivery.batch'),
        width: 90,
        text: (line) => line.batch,
        locked: ({ saved }) => !saved.tracksBatch,
        stops: ({ saved, batch }) => saved.tracksBatch && batch === '',
        input: {
          kind: 'text',
          max: 60,
          take: (line, batch) => ({ ...line, batch }),
          hints: ({ product }) =>
            (lying.get(product?.id ?? 0)?.batches ?? []).map(({ batch }) => batch),
        },
      });
    }
    if (pieces) {
      columns.push({
        key: 'serials',
        title: t('delivery.serials'),
        width: 110,
        text: (line) => line.serials,
        locked: ({ saved }) => !saved.tracksSerial,
        stops: ({ saved, serials }) => saved.tracksSerial && serials === '',
        input: { kind: 'text', max: 2000, take: (line, serials) => ({ ...line, serials }) },
      });
    }
    if (posted) {
      columns.push({
        key: 'returned',
        title: t('delivery.returned'),
        width: 64,
        align: 'end',
        text: (line) =>
          line.saved.returnedE4 === 0 ? '' : shownQty(line.saved.returnedE4, decimals(line)),
      });
    }
    if (prices) {
      columns.push(
        {
          key: 'price',
          title: t('delivery.price'),
          width: 94,
          align: 'end',
          text: ({ saved }) => shownPrice(saved.priceE4),
        },
        {
          key: 'gross',
          title: t('delivery.gross'),
          width: 100,
          align: 'end',
          text: ({ grossFen }) => shownFen(grossFen),
        },
      );
    }
    if (costs) {
      columns.push({
        key: 'cost',
        title: t('delivery.cost'),
        width: 110,
        align: 'end',
        text: ({ saved: { costFen, costProvisional } }) =>
          costProvisional
            ? t('delivery.costProvisional', { cost: shownFen(costFen) })
            : shownFen(costFen),
      });
    }
    columns.push({
      key: 'note',
      title: t('delivery.lineNote'),
      width: 96,
      text: (line) => line.note,
      input: { kind: 'text', max: 200, take: (line, note) => ({ ...line, note }) },
    });
    return columns;
    // oxlint-disable-next-line react/exhaustive-deps -- words follow the language
  }, [language, posted, prices, costs, batches, pieces, lying]);
}
