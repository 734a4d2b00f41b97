import type { Product } from '@xinhang/shared/products.ts';
import { Link } from '@tanstack/react-router';
import { useMay } from '../../app/session.ts';
import { useText } from '../../i18n/i18n.ts';
import { Section } from '../../ui/section.tsx';
import { MarketTable } from './market-table.tsx';

/** What competitors ask for a product. */
export function ProductMarket({ product }: { product: Product }) {
  const { t } = useText();
  if (!useMay('prices.read')) return null;
  return (
    <Section
      title={t('menu.marketPrices')}
      extra={
        <Link to="/market-prices" search={{ productId: product.id }}>
          {t('price.allOfCustomer')}
        </Link>
      }
    >
      <MarketTable productId={product.id} unitId={product.unit.id} />
    </Section>
  );
}
