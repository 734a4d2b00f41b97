import { api } from '@xinhang/shared/contract/api.ts';
import type { PickedProduct } from '@xinhang/shared/products.ts';
import { useEndpoint } from '../../app/query.ts';
import { useMay } from '../../app/session.ts';
import { useText } from '../../i18n/i18n.ts';
import { useDates } from '../../ui/dates.ts';
import { shownQty } from './use-order-columns.ts';

/** So many days are named; what comes later is summed. */
const NAMED = 3;

/** What of a product is on its way and when, beside the line that wants it; from nobody in particular. */
export function LineIncoming({ product }: { product: PickedProduct | null }) {
  const { t } = useText();
  const { day } = useDates();
  const [available, stock] = [useMay('stock.available'), useMay('stock.read')];
  const asks = product !== null && product.kind === 'goods' && (available || stock);
  const found = useEndpoint(
    api.purchaseOrders.incoming,
    { params: { id: product?.id ?? 0 } },
    { enabled: asks },
  );
  const rows = (asks && found.data?.rows) || [];
  if (!product || rows.length === 0) return null;
  const shown = (qtyE4: number) =>
    `${shownQty(qtyE4, product.qtyDecimals)} ${product.baseUnit.name}`;
  const parts = rows
    .slice(0, NAMED)
    .map(({ on, qtyE4 }) => `${on === null ? t('incoming.noDate') : day(on)} ${shown(qtyE4)}`);
  const rest = rows.slice(NAMED).reduce((all, row) => all + row.qtyE4, 0);
  if (rest > 0) parts.push(t('order.strip.later', { n: shown(rest) }));
  return <span className="soft">{t('order.strip.incoming', { parts: parts.join('、') })}</span>;
}
