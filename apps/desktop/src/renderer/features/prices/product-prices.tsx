import { api } from '@xinhang/shared/contract/api.ts';
import type { Product } from '@xinhang/shared/products.ts';
import { Link } from '@tanstack/react-router';
import { useEndpoint } from '../../app/query.ts';
import { useMay } from '../../app/session.ts';
import { useText } from '../../i18n/i18n.ts';
import { Loaded } from '../../ui/loaded.tsx';
import { Section } from '../../ui/section.tsx';
import { shownPrice, usePriceWords } from './price-words.ts';

const SHOWN = 10;

/** The prices in force of a product, as far as the person sees them. */
export function ProductPrices({ product }: { product: Product }) {
  return useMay('prices.read') ? <Content product={product} /> : null;
}

function Content({ product }: { product: Product }) {
  const { t } = useText();
  const words = usePriceWords();
  const query = { productId: product.id, state: 'released' as const, limit: SHOWN };
  const found = useEndpoint(api.prices.listRules, { query });
  return (
    <Section
      title={t('menu.prices')}
      extra={
        <Link to="/prices" search={{ productId: product.id }}>
          {t('price.allOfCustomer')}
        </Link>
      }
    >
      <Loaded found={found} waiting={<span className="soft">{t('common.loading')}</span>}>
        {({ rows }) =>
          rows.length === 0 ? (
            <span className="soft">{t('price.noneOfProduct')}</span>
          ) : (
            <table className="plain-table">
              <thead>
                <tr>
                  <th>{t('price.whom')}</th>
                  <th className="number">{t('price.qtyFrom')}</th>
                  <th className="number">{t('price.price')}</th>
                  <th className="number">{t('price.floor')}</th>
                  <th>{t('price.dates')}</th>
                </tr>
              </thead>
              <tbody>
                {rows.map((rule) => (
                  <tr key={rule.id}>
                    <td>
                      {t(`price.scope.${rule.scope}`)}
                      {rule.scope !== 'all' && ` · ${words.whom(rule)}`}
                    </td>
                    <td className="number">{words.from(rule)}</td>
                    <td className="number">
                      {words.says(rule)}
                      {rule.unit && ` / ${rule.unit.name}`}
                    </td>
                    <td className="number">{shownPrice(rule.floorE4)}</td>
                    <td>{words.dates(rule)}</td>
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
