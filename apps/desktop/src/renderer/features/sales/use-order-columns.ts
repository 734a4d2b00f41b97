import { parseLooseDate } from '@xinhang/shared/business-date.ts';
import { formatFen } from '@xinhang/shared/money.ts';
import type { PriceBasis } from '@xinhang/shared/price-resolver.ts';
import { formatE4, priceE4, qtyE4 } from '@xinhang/shared/quantity.ts';
import { salesLineKinds, type SalesLineKind } from '@xinhang/shared/sales-order-rules.ts';
import { useMemo } from 'react';
import { MOST_PRICE_E4, MOST_QTY_E4 } from '../../form/document/line-values.ts';
import type { LineColumn } from '../../form/document/line-column.ts';
import { useText } from '../../i18n/i18n.ts';
import { amountsOf, isNamed, priceOf, withProduct, withUnit } from './order-line.ts';
import type { FactsOf, OrderLine } from './order-line.ts';

type Columns = LineColumn<OrderLine>[];

/** A quantity as the product shows it; nothing where there is none. */
export const shownQty = (value: number | null | undefined, decimals = 0): string =>
  value === null || value === undefined ? '' : formatE4(qtyE4(value), decimals);
export const shownPrice = (value: number | null | undefined): string =>
  value === null || value === undefined ? '' : formatE4(priceE4(value), 2);

interface Wish {
  /** Beside the quantity: what helps to write, how far each line is, or what it was. */
  beside: 'help' | 'progress' | 'change' | 'nothing';
  /** Each line may have a day of its own. */
  dated: boolean;
  basis: PriceBasis;
  facts: FactsOf;
  today: string;
  /** It may be said of each line that the supplier ships it. */
  ships?: boolean;
  /** It goes out at once: batch and numbers are asked for. */
  sent?: boolean;
  /** Which batches of a line lie there. */
  batchesOf?: (line: OrderLine) => string[];
}

const decimals = (line: OrderLine) => line.product?.qtyDecimals ?? 0;
/** Quantities of what was confirmed are told in the base unit. */
const base = (line: OrderLine, of: 'deliveredE4' | 'openE4' | 'reservedE4') => {
  const value = line.saved?.[of] ?? 0;
  return value === 0 ? '' : shownQty(value, decimals(line));
};

/** What a line of this product may be. */
const kindsOf = ({ product }: OrderLine): readonly SalesLineKind[] =>
  product?.kind === 'service'
    ? ['service', 'freight', 'gift', 'sample', 'replacement']
    : ['goods', 'gift', 'sample', 'replacement'];

const dayColumn = (
  key: 'requiredDate' | 'promisedDate',
  title: string,
  today: string,
): LineColumn<OrderLine> => ({
  key,
  title,
  width: 88,
  text: (line) => line[key] ?? '',
  locked: (line) => !isNamed(line),
  input: {
    kind: 'text',
    max: 20,
    take: (line, text) => ({
      ...line,
      [key]: text === '' ? null : (parseLooseDate(text, today) ?? line[key]),
    }),
  },
});

/** Whether goods go out from here, or from the supplier straight to the customer. */
const shipsColumn = (title: string, words: readonly [string, string]): LineColumn<OrderLine> => ({
  key: 'dropShip',
  title,
  width: 56,
  text: (line) => (line.dropShip ? words[1] : ''),
  locked: (line) => line.product === null || line.product.kind === 'service',
  input: {
    kind: 'select',
    value: (line) => (line.dropShip ? 1 : 0),
    options: () => words.map((label, value) => ({ value, label })),
    take: (line, value) => ({ ...line, dropShip: value === 1 }),
  },
});

/** What the warehouse must know of a line that goes out at once. */
const sentColumns = (
  facts: FactsOf,
  batchesOf: Wish['batchesOf'],
  [batch, serials]: [string, string],
): Columns => [
  {
    key: 'batch',
    title: batch,
    width: 84,
    text: (line) => line.batch ?? '',
    locked: (line) => facts(line)?.tracksBatch !== true,
    lacks: (line) => facts(line)?.tracksBatch === true && !line.batch,
    input: {
      kind: 'text',
      max: 60,
      take: (line, text) => ({ ...line, batch: text }),
      ...(batchesOf && { hints: batchesOf }),
    },
  },
  {
    key: 'serials',
    title: serials,
    width: 110,
    text: (line) => line.serials ?? '',
    locked: (line) => facts(line)?.tracksSerial !== true,
    lacks: (line) => facts(line)?.tracksSerial === true && !line.serials,
    input: { kind: 'text', max: 2000, take: (line, text) => ({ ...line, serials: text }) },
  },
];

/** Columns of the lines of an order or a quotation; while it is written with what helps to write it. */
export function useOrderColumns({
  beside,
  dated,
  basis,
  facts,
  today,
  ships = false,
  sent = false,
  batchesOf,
}: Wish): Columns {
  const { t, language } = useText();
  return useMemo(() => {
    // What was ordered stays what it is; another product is another line.
    const ordered = (line: OrderLine) => beside === 'change' && line.id !== undefined;
    const closed = ({ saved, product }: OrderLine) =>
      saved?.cancelledE4
        ? [
            t('order.closedLine', {
              n: shownQty(saved.cancelledE4, product?.qtyDecimals),
              why: saved.closeReason ?? '',
            }),
          ]
        : [];
    const fixed = (line: OrderLine) => ordered(line) && (line.saved?.deliveredE4 ?? 0) > 0;
    const columns: Columns = [
      {
        key: 'product',
        title: t('order.product'),
        width: 190,
        grows: true,
        text: ({ product, text }) => (product ? `${product.code}  ${product.name}` : text),
        locked: (line) => line.text !== '' || ordered(line),
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
        key: 'kind',
        title: t('order.kind'),
        width: 64,
        text: (line) => (isNamed(line) ? t(`order.kind.${line.kind}`) : ''),
        locked: (line) => line.product === null || ordered(line),
        input: {
          kind: 'select',
          value: (line) => salesLineKinds.indexOf(line.kind),
          options: (line) =>
            salesLineKinds.flatMap((kind, value) =>
              kindsOf(line).includes(kind) ? [{ value, label: t(`order.kind.${kind}`) }] : [],
            ),
          take: (line, at) => ({ ...line, kind: salesLineKinds[at]!, priceE4: null }),
        },
      },
      {
        key: 'unit',
        title: t('product.unit'),
        width: 52,
        text: ({ product }) => product?.unit.name ?? '',
        locked: (line) => (facts(line)?.units.length ?? 0) < 2 || ordered(line),
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
        input: {
          kind: 'number',
          decimals: 4,
          most: MOST_QTY_E4,
          take: (line, qty) => ({ ...line, qtyE4: qty }),
        },
      },
    ];
    if (beside === 'progress') {
      for (const of of ['deliveredE4', 'openE4', 'reservedE4'] as const) {
        columns.push({
          key: of,
          title: t(`order.${of}`),
          width: 70,
          align: 'end',
          // Nobody waits any more for what is not there: why stands in the note.
          text: (line) =>
            base(line, of) ||
            (of === 'openE4' && line.saved?.cancelledE4 ? t('order.state.closed') : ''),
        });
      }
    } else if (beside === 'change') {
      columns.splice(-1, 0, {
        key: 'wasQty',
        title: t('change.wasQty'),
        width: 76,
        align: 'end',
        text: (line) => shownQty(line.saved?.qtyE4, decimals(line)),
      });
      columns.push({
        key: 'deliveredE4',
        title: t('order.deliveredE4'),
        width: 64,
        align: 'end',
        text: (line) => base(line, 'deliveredE4'),
      });
    } else if (beside === 'help') {
      columns.push({
        key: 'available',
        title: t('order.available'),
        width: 76,
        align: 'end',
        text: (line) => shownQty(facts(line)?.availableE4, decimals(line)),
      });
    }
    columns.push(
      ...(beside !== 'change'
        ? []
        : [
            {
              key: 'wasPrice',
              title: t('change.wasPrice'),
              width: 84,
              align: 'end' as const,
              text: (line: OrderLine) => shownPrice(line.saved?.priceE4),
            },
          ]),
      {
        key: 'priceE4',
        title: t(basis === 'gross' ? 'order.priceGross' : 'order.priceNet'),
        width: 90,
        align: 'end',
        text: (line) => shownPrice(priceOf(line, facts(line), basis)),
        stops: (line) => isNamed(line) && line.product === null && line.priceE4 === null,
        // Of a product it is known once the answer is there; freight has what is written alone.
        lacks: (line) =>
          isNamed(line) &&
          (line.product === null || facts(line) !== undefined) &&
          priceOf(line, facts(line), basis) === null,
        locked: (line) => !isNamed(line) || fixed(line),
        input: {
          kind: 'number',
          decimals: 4,
          most: MOST_PRICE_E4,
          take: (line, price) => ({ ...line, priceE4: price }),
        },
      },
      ...(beside !== 'help'
        ? []
        : [
            {
              key: 'last',
              title: t('order.lastPrice'),
              width: 76,
              align: 'end' as const,
              text: (line: OrderLine) => shownPrice(facts(line)?.last?.priceE4),
            },
          ]),
      {
        key: 'discountBp',
        title: t('order.discount'),
        width: 62,
        align: 'end',
        text: (line) => (line.discountBp === 0 ? '' : String(line.discountBp / 100)),
        locked: (line) => !isNamed(line) || fixed(line),
        input: {
          kind: 'number',
          decimals: 2,
          most: 10_000,
          take: (line, value) => ({ ...line, discountBp: value ?? 0 }),
        },
      },
      {
        key: 'amount',
        title: t('order.amount'),
        width: 104,
        align: 'end',
        text: (line) => {
          const amounts = amountsOf(line, facts(line), basis);
          return amounts && isNamed(line) ? formatFen(amounts.grossFen) : '';
        },
      },
      ...(dated ? [dayColumn('requiredDate', t('order.required'), today)] : []),
      ...(dated && beside !== 'change'
        ? [dayColumn('promisedDate', t('order.promised'), today)]
        : []),
      ...(ships
        ? [shipsColumn(t('dropShip.column'), [t('dropShip.ours'), t('dropShip.badge')])]
        : []),
      ...(sent ? sentColumns(facts, batchesOf, [t('delivery.batch'), t('delivery.serials')]) : []),
      {
        key: 'note',
        title: t('order.note'),
        width: 80,
        text: (line) =>
          [...(beside === 'progress' ? closed(line) : []), line.note].filter(Boolean).join(' · '),
        locked: (line) => !isNamed(line),
        input: { kind: 'text', max: 200, take: (line, note) => ({ ...line, note }) },
      },
    );
    return columns;
    // oxlint-disable-next-line react/exhaustive-deps -- words follow the language
  }, [language, beside, dated, basis, facts, today, ships, sent, batchesOf]);
}
