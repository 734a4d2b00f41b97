import { parseLooseDate } from '@xinhang/shared/business-date.ts';
import { formatFen } from '@xinhang/shared/money.ts';
import type { PriceBasis } from '@xinhang/shared/price-resolver.ts';
import { useMemo } from 'react';
import type { LineColumn } from '../../form/document/line-column.ts';
import { useText } from '../../i18n/i18n.ts';
import {
  amountsOf,
  isNamed,
  priceOf,
  shownPrice,
  shownQty,
  withProduct,
  withUnit,
  type FactsOf,
  type PurchaseLine,
} from './purchase-line.ts';
import { spreadColumn } from './spread-column.ts';

interface Wish {
  /** Confirmed: how far each line is stands beside it. */
  posted: boolean;
  /** Whether some of it went back. */
  returned: boolean;
  /** Whether some of it is a service. */
  services: boolean;
  /** What things cost is shown to the reader. */
  cost: boolean;
  basis: PriceBasis;
  facts: FactsOf;
  today: string;
}

const decimals = (line: PurchaseLine) => line.product?.qtyDecimals ?? 0;

/** Columns of the lines of an order to a supplier. */
export function usePurchaseColumns(wish: Wish): LineColumn<PurchaseLine>[] {
  const { posted, returned, services, cost, basis, facts, today } = wish;
  const { t, language } = useText();
  return useMemo(() => {
    const number = (
      key: string,
      title: string,
      text: (line: PurchaseLine) => string,
      width = 76,
    ): LineColumn<PurchaseLine> => ({ key, title, width, align: 'end', text });
    const columns: LineColumn<PurchaseLine>[] = [
      {
        key: 'product',
        title: t('order.product'),
        width: 190,
        grows: true,
        text: ({ product }) => (product ? `${product.code}  ${product.name}` : ''),
        stops: (line) => !isNamed(line),
        input: { kind: 'product', services: true, take: withProduct },
      },
      {
        key: 'spec',
        title: t('product.spec'),
        width: 104,
        text: ({ product }) => product?.spec ?? '',
      },
      {
        key: 'unit',
        title: t('product.unit'),
        width: 56,
        text: ({ product }) => product?.unit.name ?? '',
        locked: (line) => (facts(line)?.units.length ?? 0) < 2,
        input: {
          kind: 'select',
          value: (line) => line.product?.unit.id ?? 0,
          options: (line) =>
            (facts(line)?.units ?? []).map(({ unit }) => ({ value: unit.id, label: unit.name })),
          take: (line, id) => {
            const unit = facts(line)?.units.find((one) => one.unit.id === id)?.unit;
            return unit ? withUnit(line, unit) : line;
          },
        },
      },
      {
        key: 'qtyE4',
        title: t('order.qty'),
        width: 84,
        align: 'end',
        text: (line) => shownQty(line.qtyE4, decimals(line)),
        stops: (line) => isNamed(line) || line.unmatched !== undefined,
        locked: (line) => !isNamed(line) && line.unmatched === undefined,
        input: { kind: 'number', decimals: 4, take: (line, qty) => ({ ...line, qtyE4: qty }) },
      },
    ];
    if (posted) {
      const told = (of: 'receivedE4' | 'returnedE4' | 'openE4') => (line: PurchaseLine) =>
        line.saved?.[of] ? shownQty(line.saved[of], decimals(line)) : '';
      columns.push(
        number('received', t('purchase.received'), told('receivedE4')),
        ...(returned ? [number('returned', t('purchase.returned'), told('returnedE4'))] : []),
        number('open', t('purchase.open'), told('openE4')),
      );
    } else {
      columns.push(
        number('available', t('order.available'), (line) =>
          shownQty(facts(line)?.availableE4, decimals(line)),
        ),
        number('onOrder', t('shortage.onOrder'), (line) =>
          shownQty(facts(line)?.onOrderE4, decimals(line)),
        ),
      );
    }
    if (cost) {
      columns.push({
        key: 'priceE4',
        title: t(basis === 'gross' ? 'order.priceGross' : 'order.priceNet'),
        width: 96,
        align: 'end',
        text: (line) => shownPrice(priceOf(line, facts(line), basis)),
        lacks: (line) =>
          isNamed(line) && facts(line) !== undefined && priceOf(line, facts(line), basis) === null,
        locked: (line) => !isNamed(line),
        input: {
          kind: 'number',
          decimals: 4,
          take: (line, price) => ({ ...line, priceE4: price }),
        },
      });
      if (!posted) {
        columns.push(
          number('last', t('order.lastPrice'), (line) => shownPrice(facts(line)?.last?.priceE4)),
        );
      }
      columns.push(
        number(
          'amount',
          t('order.amount'),
          (line) => {
            const amounts = amountsOf(line, facts(line), basis);
            return amounts && isNamed(line) ? formatFen(amounts.grossFen) : '';
          },
          110,
        ),
      );
    }
    if (services) columns.push(spreadColumn(t));
    columns.push(
      {
        key: 'expectedDate',
        title: t('purchase.expected'),
        width: 96,
        text: (line) => line.expectedDate ?? '',
        locked: (line) => !isNamed(line),
        input: {
          kind: 'text',
          max: 20,
          take: (line, text) => ({
            ...line,
            expectedDate: text === '' ? null : (parseLooseDate(text, today) ?? line.expectedDate),
          }),
        },
      },
      {
        key: 'note',
        title: t('order.note'),
        width: 110,
        text: (line) => line.note,
        locked: (line) => !isNamed(line),
        input: { kind: 'text', max: 200, take: (line, note) => ({ ...line, note }) },
      },
    );
    return columns;
    // oxlint-disable-next-line react/exhaustive-deps -- words follow the language
  }, [language, posted, returned, services, cost, basis, facts, today]);
}
