import { api } from '@xinhang/shared/contract/api.ts';
import type { MarketPrice } from '@xinhang/shared/market-prices.ts';
import { useEndpoint } from '../../app/query.ts';
import { useText } from '../../i18n/i18n.ts';
import { Loaded } from '../../ui/loaded.tsx';
import { shownPrice } from './price-words.ts';

const SHOWN = 10;
const ONE_E4 = 10_000;

interface Props {
  productId: number;
  /** The base unit, in which our price stands beside theirs. */
  unitId: number;
}

/** The last that competitors asked for a product, beside what we ask of everybody today. */
export function MarketTable({ productId, unitId }: Props) {
  const { t } = useText();
  const found = useEndpoint(api.marketPrices.list, { query: { productId, limit: SHOWN } });
  const line = [`${productId}:${unitId}:${ONE_E4}`];
  const ours = useEndpoint(api.prices.resolve, { query: { line } });
  const price = ours.data?.lines[0]?.price ?? null;
  const against = (row: MarketPrice) => {
    if (!price || row.unit.id !== unitId) return '';
    const own = row.basis === 'gross' ? price.grossE4 : price.netE4;
    const percent = ((row.priceE4 - own) / own) * 100;
    return own === 0 ? '' : `${percent > 0 ? '+' : ''}${percent.toFixed(1)}%`;
  };
  return (
    <Loaded found={found} waiting={<span className="soft">{t('common.loading')}</span>}>
      {({ rows }) =>
        rows.length === 0 ? (
          <span className="soft">{t('market.noneOfProduct')}</span>
        ) : (
          <div className="stack">
            {price && (
              <span className="soft">
                {t('market.ours', {
                  gross: shownPrice(price.grossE4),
                  net: shownPrice(price.netE4),
                })}
              </span>
            )}
            <table className="plain-table">
              <thead>
                <tr>
                  <th>{t('market.seenOn')}</th>
                  <th>{t('competitor.name')}</th>
                  <th className="number">{t('market.price')}</th>
                  <th className="number" title={t('market.againstWhy')}>
                    {t('market.against')}
                  </th>
                  <th>{t('price.scope.region')}</th>
                  <th>{t('market.source')}</th>
                </tr>
              </thead>
              <tbody>
                {rows.map((row) => (
                  <tr key={row.id}>
                    <td>{row.seenOn}</td>
                    <td>{row.competitor.name}</td>
                    <td className="number">
                      {shownPrice(row.priceE4)} / {row.unit.name}
                      {row.basis === 'net' && ` · ${t('price.basis.net')}`}
                    </td>
                    <td className="number">{against(row)}</td>
                    <td>{row.region}</td>
                    <td>{row.source}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )
      }
    </Loaded>
  );
}
