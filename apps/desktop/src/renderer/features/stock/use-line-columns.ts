import { fen, formatFen } from '@xinhang/shared/money.ts';
import { formatE4, priceE4, qtyE4 } from '@xinhang/shared/quantity.ts';
import type { StockDocKind, StockDocState } from '@xinhang/shared/stock-documents.ts';
import { useMemo } from 'react';
import { useText } from '../../i18n/i18n.ts';
import type { LineColumn } from '../../form/document/line-column.ts';
import {
  amountOf,
  factsOf,
  withProduct,
  withUnit,
  type FactsOf,
  type StockDocLine,
} from './stock-line.ts';

type Columns = LineColumn<StockDocLine>[];

/** A quantity as the product shows it; nothing where there is none. */
export const shownQty = (value: number | null, decimals = 0): string =>
  value === null ? '' : formatE4(qtyE4(value), decimals);

interface Wish {
  kind: StockDocKind;
  state: StockDocState;
  costs: boolean;
  facts: FactsOf;
  batches: boolean;
  serials: boolean;
  /** Also products out of use: of those nothing new comes in. */
  retired?: boolean;
}

/** Columns of the lines of a document of this kind, as far as they say something. */
export function useLineColumns(wish: Wish): Columns {
  const { kind, state, costs, facts, batches, serials } = wish;
  const { retired = kind !== 'otherIn' } = wish;
  const { t, language } = useText();
  return useMemo(() => {
    const decimals = (line: StockDocLine) => line.product?.qtyDecimals ?? 0;
    const named = (line: StockDocLine) => line.product !== null;
    const draft = state === 'draft';
    const columns: Columns = [
      {
        key: 'product',
        title: t('stock.product'),
        width: 240,
        grows: true,
        text: ({ product }) => (product ? `${product.code}  ${product.name}` : ''),
        // What was frozen stays.
        locked: (line) => kind === 'count' && line.id !== undefined,
        stops: (line) => line.product === null,
        input: { kind: 'product', retired, take: withProduct },
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
        width: 64,
        text: ({ product }) => product?.unit.name ?? '',
        locked: (line) => kind === 'count' || (factsOf(facts, line)?.units.length ?? 0) < 2,
        input: {
          kind: 'select',
          value: (line) => line.product?.unit.id ?? 0,
          options: (line) =>
            (factsOf(facts, line)?.units ?? []).map(({ unit }) => ({
              value: unit.id,
              label: unit.name,
            })),
          take: (line, id) => {
            const unit = factsOf(facts, line)?.units.find((one) => one.unit.id === id)?.unit;
            return unit ? withUnit(line, unit) : line;
          },
        },
      },
    ];
    if (batches) {
      columns.push({
        key: 'batch',
        title: t('stock.batch'),
        width: 110,
        text: (line) => line.batch,
        locked: (line) =>
          !factsOf(facts, line)?.tracksBatch || (kind === 'count' && line.id !== undefined),
        lacks: (line) => factsOf(facts, line)?.tracksBatch === true && line.batch === '',
        input: {
          kind: 'text',
          max: 60,
          take: (line, batch) => ({ ...line, batch }),
          hints: (line) => (factsOf(facts, line)?.batches ?? []).map((one) => one.batch),
        },
      });
    }
    if (serials) {
      columns.push({
        key: 'serials',
        title: t('stock.serials'),
        width: 160,
        text: (line) => line.serials,
        locked: (line) => !factsOf(facts, line)?.tracksSerial,
        lacks: (line) => factsOf(facts, line)?.tracksSerial === true && line.serials === '',
        input: { kind: 'text', max: 4000, take: (line, text) => ({ ...line, serials: text }) },
      });
    }
    if (kind === 'count') {
      columns.push({
        key: 'book',
        title: t('stock.book'),
        width: 100,
        align: 'end',
        text: (line) => shownQty(line.bookE4, decimals(line)),
      });
    } else if (draft && kind !== 'otherIn') {
      columns.push({
        key: 'onHand',
        title: t('stock.onHandThere'),
        width: 100,
        align: 'end',
        text: (line) => shownQty(factsOf(facts, line)?.onHandE4 ?? null, decimals(line)),
      });
    }
    columns.push({
      key: 'qtyE4',
      title: t(kind === 'count' ? 'stock.counted' : 'stock.qty'),
      width: 110,
      align: 'end',
      text: (line) => shownQty(line.qtyE4, decimals(line)),
      stops: (line) => named(line) || line.unmatched !== undefined,
      locked: (line) => !named(line) && line.unmatched === undefined,
      input: { kind: 'number', decimals: 4, take: (line, value) => ({ ...line, qtyE4: value }) },
    });
    if (kind === 'count') {
      columns.push({
        key: 'difference',
        title: t('stock.difference'),
        width: 100,
        align: 'end',
        text: (line) =>
          line.qtyE4 === null || line.bookE4 === null
            ? ''
            : shownQty(line.qtyE4 - line.bookE4, decimals(line)),
      });
    }
    if (kind === 'transfer' && state === 'confirmed') {
      columns.push({
        key: 'received',
        title: t('stock.received'),
        width: 100,
        align: 'end',
        text: (line) => shownQty(line.receivedE4, decimals(line)),
      });
    }
    if (kind === 'otherIn' && costs) {
      columns.push({
        key: 'priceE4',
        title: t('stock.price'),
        width: 120,
        align: 'end',
        text: (line) => (line.priceE4 === null ? '' : formatE4(priceE4(line.priceE4), 2)),
        stops: named,
        locked: (line) => !named(line),
        input: {
          kind: 'number',
          decimals: 4,
          take: (line, value) => ({ ...line, priceE4: value }),
        },
      });
    }
    if (costs && kind !== 'transfer') {
      columns.push({
        key: 'value',
        title: t('stock.value'),
        width: 120,
        align: 'end',
        text: (line) => {
          const value = draft ? amountOf(line) : line.valueFen;
          return value === null ? '' : formatFen(fen(value));
        },
      });
    }
    columns.push({
      key: 'note',
      title: t('stock.note'),
      width: 130,
      text: (line) => line.note,
      locked: (line) => !named(line),
      input: { kind: 'text', max: 200, take: (line, note) => ({ ...line, note }) },
    });
    return columns;
    // oxlint-disable-next-line react/exhaustive-deps -- words follow the language
  }, [language, kind, state, costs, facts, batches, serials, retired]);
}
