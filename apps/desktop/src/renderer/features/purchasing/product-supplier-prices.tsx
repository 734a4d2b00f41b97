import { api } from '@xinhang/shared/contract/api.ts';
import type { Product } from '@xinhang/shared/products.ts';
import { Link } from '@tanstack/react-router';
import { useEndpoint } from '../../app/query.ts';
import { useMay } from '../../app/session.ts';
import { useText } from '../../i18n/i18n.ts';
import { Loaded } from '../../ui/loaded.tsx';
import { Section } from '../../ui/section.tsx';
import { PriceTable } from './price-table.tsx';

const SHOWN = 20;

/** Who delivers a product, and for how much; for those alone who see suppliers. */
export function ProductSupplierPrices({ product }: { product: Product }) {
  return useMay('suppliers.read') ? <Content product={product} /> : null;
}

function Content({ product }: { product: Product }) {
  const { t } = useText();
  const found = useEndpoint(api.supplierPrices.list, {
    query: { productId: product.id, state: 'current', limit: SHOWN },
  });
  return (
    <Section title={t('supplierPrice.title')}>
      <Loaded found={found} waiting={<span className="soft">{t('common.loading')}</span>}>
        {({ rows }) =>
          rows.length === 0 ? (
            <span className="soft">{t('supplierPrice.none')}</span>
          ) : (
            <PriceTable
              rows={rows}
              heading={t('supplierPrice.supplier')}
              first={({ supplier }) => (
                <Link to="/suppliers/$id" params={{ id: String(supplier.id) }}>
                  {supplier.name}
                </Link>
              )}
            />
          )
        }
      </Loaded>
    </Section>
  );
}
