import { api } from '@xinhang/shared/contract/api.ts';
import { fen, formatFen } from '@xinhang/shared/money.ts';
import { placeName } from '@xinhang/shared/place-name.ts';
import { heldKinds } from '@xinhang/shared/stock-places.ts';
import { formatE4, priceE4 } from '@xinhang/shared/quantity.ts';
import {
  stockLevels,
  type AvailableRow,
  type OnHandRow,
  type StockProductRef,
} from '@xinhang/shared/stock.ts';
import { createElement, useMemo } from 'react';
import { useEndpoint } from '../../app/query.ts';
import { placesOf, useMe } from '../../app/session.ts';
import { comma, useText } from '../../i18n/i18n.ts';
import type { Column } from '../../table/column.ts';
import { levelText } from './level-text.tsx';
import { shownQty } from './use-line-columns.ts';

/** Places with a column of their own; the others can be chosen. */
const MOST_PLACES = 4;

/** Columns that say which product a row is about. */
export function useProductColumns<Row extends { product: StockProductRef }>(): Column<Row>[] {
  const { t, language } = useText();
  return useMemo(
    () => [
      { key: 'code', title: t('product.code'), width: 120, text: (row) => row.product.code },
      {
        key: 'name',
        title: t('stock.product'),
        width: 220,
        grows: true,
        text: (row) => row.product.name,
      },
      { key: 'spec', title: t('product.spec'), width: 130, text: (row) => row.product.spec },
      { key: 'unit', title: t('product.unit'), width: 60, text: (row) => row.product.unit.name },
    ],
    // oxlint-disable-next-line react/exhaustive-deps -- words follow the language
    [language],
  );
}

export const shownValue = (value: number | null): string =>
  value === null ? '' : formatFen(fen(value));

/** Less than nothing stands out: it went out before it came in. */
export const inRed = (text: string, red: boolean) =>
  createElement('span', { className: red ? 'danger' : '' }, text);

/** A column of quantities in 1/10,000; null stands for nothing to say. */
export const qtyColumn = <Row extends { product: StockProductRef }>(
  key: string,
  title: string,
  of: (row: Row) => number | null,
  more: Partial<Column<Row>> = {},
): Column<Row> => ({
  key,
  title,
  width: 100,
  align: 'end',
  text: (row) => shownQty(of(row), row.product.qtyDecimals),
  value: (row) => {
    const value = of(row);
    return value === null ? null : value / 10_000;
  },
  render: (row) => inRed(shownQty(of(row), row.product.qtyDecimals), (of(row) ?? 0) < 0),
  ...more,
});

/** A column of amounts in fen; null stands for nothing to say. */
export const valueColumn = <Row>(
  key: string,
  title: string,
  of: (row: Row) => number | null,
  more: Partial<Column<Row>> = {},
): Column<Row> => ({
  key,
  title,
  width: 120,
  align: 'end',
  text: (row) => shownValue(of(row)),
  value: (row) => {
    const value = of(row);
    return value === null ? null : value / 100;
  },
  ...more,
});

type Row = OnHandRow;

/** Columns of what there is, with one for each place. */
export function useOnHandColumns(costs: boolean): Column<Row>[] {
  const { t, language } = useText();
  const products = useProductColumns<Row>();
  const { data } = useEndpoint(api.locations.list, {});
  const reached = placesOf(useMe(), 'stock.read');
  const places = (data?.rows ?? []).filter(
    (row) =>
      heldKinds.some((kind) => kind === row.kind) &&
      row.active &&
      (reached === null || reached.includes(row.id)),
  );
  const key = places.map((place) => `${place.id}${placeName(place)}`).join();
  return useMemo(() => {
    const at = (row: Row, id: number) =>
      row.places.find((place) => place.locationId === id)?.qtyE4 ?? null;
    return [
      ...products,
      {
        key: 'category',
        title: t('product.category'),
        width: 120,
        extra: true,
        text: (row) => row.category?.name ?? '',
      },
      qtyColumn('onHand', t('stock.onHand'), (row) => row.onHandE4, {
        width: 140,
        render: (row) => {
          const qty = shownQty(row.onHandE4, row.product.qtyDecimals);
          return row.onHandE4 < 0 ? inRed(`${t('stock.provisional')} ${qty}`, true) : qty;
        },
      }),
      qtyColumn('reserved', t('stock.reserved'), (row) => row.reservedE4 || null, { width: 80 }),
      qtyColumn('available', t('stock.available'), (row) => row.availableE4),
      {
        key: 'level',
        title: t('stock.level'),
        width: 90,
        text: (row) => (row.level === 'within' ? '' : t(`stock.level.${row.level}`)),
        words: stockLevels.map((level) => t(`stock.level.${level}`)),
        render: (row) => levelText(row.level, t(`stock.level.${row.level}`)),
      },
      ...(costs
        ? ([
            {
              key: 'average',
              title: t('stock.average'),
              width: 110,
              align: 'end',
              text: (row) => (row.averageE4 === null ? '' : formatE4(priceE4(row.averageE4), 2)),
            },
            valueColumn('value', t('stock.value'), (row) => row.valueFen),
          ] satisfies Column<Row>[])
        : []),
      ...places.map((place, index) =>
        qtyColumn(`place-${place.id}`, placeName(place), (row: Row) => at(row, place.id), {
          extra: index >= MOST_PLACES,
        }),
      ),
      qtyColumn('min', t('stock.min'), (row) => row.minQtyE4, { extra: true }),
      qtyColumn('max', t('stock.max'), (row) => row.maxQtyE4, { extra: true }),
    ];
    // oxlint-disable-next-line react/exhaustive-deps -- the text stands for the places
  }, [language, products, key, costs]);
}

export function useAvailableColumns(): Column<AvailableRow>[] {
  const { t, language } = useText();
  const products = useProductColumns<AvailableRow>();
  return useMemo(
    () => [
      ...products,
      {
        key: 'available',
        title: t('stock.available'),
        width: 120,
        align: 'end',
        text: (row) => shownQty(row.availableE4, row.product.qtyDecimals),
        value: (row) => row.availableE4 / 10_000,
      },
      {
        key: 'places',
        title: t('stock.place'),
        width: 300,
        grows: true,
        text: (row) =>
          row.places
            .map(
              (one) => `${one.location.name} ${shownQty(one.availableE4, row.product.qtyDecimals)}`,
            )
            .join(comma()),
      },
    ],
    // oxlint-disable-next-line react/exhaustive-deps -- words follow the language
    [language, products],
  );
}
