import { api } from '@xinhang/shared/contract/api.ts';
import { formatE4, qtyE4 } from '@xinhang/shared/quantity.ts';
import type { SalesOrder } from '@xinhang/shared/sales-orders.ts';
import { Alert } from 'antd';
import { useEndpoint } from '../../app/query.ts';
import { useText } from '../../i18n/i18n.ts';

/** What was ordered for the lines of an order, how much came and when the rest comes. */
export function OrderSupply({ order }: { order: SalesOrder }) {
  const { t } = useText();
  const found = useEndpoint(
    api.purchaseCauses.supply,
    { params: { id: order.id } },
    { enabled: order.no !== '' },
  );
  const rows = (found.data?.rows ?? []).filter((row) => row.receivedE4 < row.qtyE4);
  if (rows.length === 0) return null;
  const shown = (value: number) => formatE4(qtyE4(value));
  return (
    <Alert
      type="info"
      showIcon
      className="page-note"
      title={rows
        .map(({ product, qtyE4: ordered, receivedE4, comingOn }) =>
          t('supply.line', {
            name: [product.name, product.spec].filter(Boolean).join(' '),
            ordered: shown(ordered),
            received: shown(receivedE4),
            on: comingOn ?? t('incoming.noDate'),
          }),
        )
        .join('；')}
    />
  );
}
