import { api } from '@xinhang/shared/contract/api.ts';
import type { Product } from '@xinhang/shared/products.ts';
import { useEndpoint } from '../../app/query.ts';
import { useMay } from '../../app/session.ts';
import { useText } from '../../i18n/i18n.ts';
import { useDates } from '../../ui/dates.ts';
import { Loaded } from '../../ui/loaded.tsx';
import { Section } from '../../ui/section.tsx';
import { shownQty } from './purchase-line.ts';

/** How much of a product comes and when, for whoever sees what is there; not from whom. */
export function ProductIncoming({ product }: { product: Product }) {
  const available = useMay('stock.available');
  const stock = useMay('stock.read');
  return (available || stock) && product.kind === 'goods' ? <Content product={product} /> : null;
}

function Content({ product }: { product: Product }) {
  const { t } = useText();
  const { day, overdue } = useDates();
  const found = useEndpoint(api.purchaseOrders.incoming, { params: { id: product.id } });
  return (
    <Section title={t('incoming.title')}>
      <Loaded found={found} waiting={<span className="soft">{t('common.loading')}</span>}>
        {({ rows }) =>
          rows.length === 0 ? (
            <span className="soft">{t('incoming.nothing')}</span>
          ) : (
            <table className="plain-table">
              <thead>
                <tr>
                  <th>{t('purchase.expected')}</th>
                  <th className="number">{t('order.qty')}</th>
                </tr>
              </thead>
              <tbody>
                {rows.map(({ on, qtyE4 }) => (
                  <tr key={on ?? ''}>
                    <td className={overdue(on) ? 'danger' : ''} title={on ?? ''}>
                      {on === null ? t('incoming.noDate') : day(on)}
                    </td>
                    <td className="number">{shownQty(qtyE4, product.qtyDecimals)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          )
        }
      </Loaded>
    </Section>
  );
}
