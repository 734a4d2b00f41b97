import { api } from '@xinhang/shared/contract/api.ts';
import { formatE4, qtyE4 } from '@xinhang/shared/quantity.ts';
import type { PurchaseOrder } from '@xinhang/shared/purchase-orders.ts';
import { Alert } from 'antd';
import { useEndpoint } from '../../app/query.ts';
import { useText } from '../../i18n/i18n.ts';

/** For what the goods of an order are: days and quantities, without customer and price. */
export function PurchaseCauses({ order }: { order: PurchaseOrder }) {
  const { t } = useText();
  const found = useEndpoint(api.purchaseCauses.causes, { params: { id: order.id } });
  const rows = (found.data?.rows ?? []).filter((row) => row.receivedE4 < row.qtyE4);
  if (rows.length === 0) return null;
  // What is wanted on one day is said once.
  const days = new Map<string, (typeof rows)[number]>();
  for (const row of rows) {
    const key = `${row.product.id}/${row.wantedOn}`;
    days.set(key, { ...row, qtyE4: row.qtyE4 + (days.get(key)?.qtyE4 ?? 0) });
  }
  const parts = [...days.values()].map(({ product, qtyE4: ordered, wantedOn }) =>
    t('supply.cause', {
      name: [product.name, product.spec].filter(Boolean).join(' '),
      qty: formatE4(qtyE4(ordered)),
      on: wantedOn ?? t('incoming.noDate'),
    }),
  );
  const title = t('supply.causes', { parts: parts.join('、') });
  return <Alert type="info" showIcon className="page-note" title={title} />;
}
