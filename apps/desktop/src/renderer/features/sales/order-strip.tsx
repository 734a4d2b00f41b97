import { fen, formatFen } from '@xinhang/shared/money.ts';
import type { PriceBasis } from '@xinhang/shared/price-resolver.ts';
import type { OrderCustomer, OrderLineFacts } from '@xinhang/shared/sales-orders.ts';
import { Input } from 'antd';
import { useText, wordKey } from '../../i18n/i18n.ts';
import { LineIncoming } from './line-incoming.tsx';
import { priceOf, type OrderLine } from './order-line.ts';
import { shownPrice, shownQty } from './use-order-columns.ts';

interface Props {
  line: OrderLine | null;
  facts: OrderLineFacts | undefined;
  basis: PriceBasis;
  customer: OrderCustomer | undefined;
  onDeviation: (why: string) => void;
}

/** What is known of the line in which somebody is, and of the customer's credit. */
export function OrderStrip({ line, facts, basis, customer, onDeviation }: Props) {
  const { t } = useText();
  const credit = customer?.credit;
  const left =
    credit && credit.limitFen !== null ? credit.limitFen - credit.exposureFen : undefined;
  const { price, last } = facts ?? {};
  const resolved = price && (basis === 'net' ? price.netE4 : price.grossE4);
  const deviates =
    line !== null &&
    typeof resolved === 'number' &&
    (priceOf(line, facts, basis) !== resolved || line.discountBp > 0) &&
    (line.kind === 'goods' || line.kind === 'service');
  const parts = [
    ...(line?.product ? [line.product.name] : []),
    ...(price
      ? [
          t('order.strip.price', {
            price: shownPrice(resolved),
            scope: t(wordKey('price.scope', price.scope, 'price.scope.all')),
          }),
        ]
      : line?.product && facts
        ? [t('order.strip.noPrice')]
        : []),
    ...(price && price.floorNetE4 !== null
      ? [t('order.strip.floor', { price: shownPrice(price.floorNetE4) })]
      : []),
    ...(last
      ? [
          t('order.strip.last', {
            price: shownPrice(last.priceE4),
            unit: last.unit.name,
            on: last.on,
            source: last.source,
          }),
        ]
      : []),
    ...(facts && facts.availableE4 !== null
      ? [
          t('order.strip.available', {
            n: shownQty(facts.availableE4, line?.product?.qtyDecimals) || '0',
            unit: line?.product?.baseUnit.name ?? '',
          }),
        ]
      : []),
    ...(customer?.level ? [t('order.strip.level', { name: customer.level.name })] : []),
    ...(left === undefined ? [] : [t('order.strip.credit', { left: `¥${formatFen(fen(left))}` })]),
    ...(credit?.temporary ? [t('limit.temporaryUntil', { until: credit.temporary.until })] : []),
  ];
  return (
    <>
      <span>{parts.join(' · ')}</span> <LineIncoming product={line?.product ?? null} />
      {deviates && (
        <Input
          size="small"
          maxLength={200}
          autoComplete="off"
          style={{ width: 220, marginInlineStart: 12 }}
          aria-label={t('order.deviation')}
          placeholder={t('order.deviation')}
          value={line.deviation}
          onChange={(event) => onDeviation(event.target.value)}
        />
      )}
    </>
  );
}
