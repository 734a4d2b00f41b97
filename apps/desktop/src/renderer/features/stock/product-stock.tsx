import { api } from '@xinhang/shared/contract/api.ts';
import { placeName } from '@xinhang/shared/place-name.ts';
import { houseLocationKinds } from '@xinhang/shared/product-words.ts';
import type { Product } from '@xinhang/shared/products.ts';
import { Link } from '@tanstack/react-router';
import { useEndpoint } from '../../app/query.ts';
import { useMay } from '../../app/session.ts';
import { useText } from '../../i18n/i18n.ts';
import { Loaded } from '../../ui/loaded.tsx';
import { Section } from '../../ui/section.tsx';
import { shownQty } from './use-line-columns.ts';

/** What there is of a product and where; for who sells what may be promised. */
export function ProductStock({ product }: { product: Product }) {
  const stock = useMay('stock.read');
  const available = useMay('stock.available');
  if (product.kind !== 'goods') return null;
  if (stock) return <OnHand product={product} />;
  return available ? <Available product={product} /> : null;
}

interface PlaceRow {
  id: number;
  name: string;
  /** One for each column of quantities. */
  qtys: readonly number[];
}

function Places({ product, heads, rows }: { heads: string[]; rows: PlaceRow[] } & Of) {
  const { t } = useText();
  if (rows.length === 0) return <span className="soft">{t('stock.nothingThere')}</span>;
  const sums = heads.map((_, at) => rows.reduce((sum, row) => sum + row.qtys[at]!, 0));
  const cells = (qtys: readonly number[]) =>
    qtys.map((qty, at) => (
      <td key={heads[at]} className={qty < 0 ? 'number danger' : 'number'}>
        {shownQty(qty, product.qtyDecimals)}
      </td>
    ));
  return (
    <table className="plain-table">
      <thead>
        <tr>
          <th>{t('stock.place')}</th>
          {heads.map((head) => (
            <th key={head} className="number">
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.id}>
            <td>{row.name}</td>
            {cells(row.qtys)}
          </tr>
        ))}
        {rows.length > 1 && (
          <tr>
            <td>
              <strong>{t('trading.total')}</strong>
            </td>
            {cells(sums)}
          </tr>
        )}
      </tbody>
    </table>
  );
}

interface Of {
  product: Product;
}

function OnHand({ product }: Of) {
  const { t } = useText();
  const query = { productId: product.id, empty: true, limit: 1 };
  const found = useEndpoint(api.stock.onHand, { query });
  const { data } = useEndpoint(api.locations.list, {});
  const nameOf = (id: number) => {
    const place = data?.rows.find((row) => row.id === id);
    const house = houseLocationKinds.find((kind) => kind === place?.kind);
    return house ? t(`location.kind.${house}`) : place ? placeName(place) : '';
  };
  const movements = { productId: product.id, productName: product.name };
  return (
    <Section
      title={t('menu.onHand')}
      extra={
        <Link to="/stock-ledger" search={movements}>
          {t('menu.stockLedger')}
        </Link>
      }
    >
      <Loaded found={found} waiting={<span className="soft">{t('common.loading')}</span>}>
        {({ rows }) => (
          <Places
            product={product}
            heads={[t('stock.onHand'), t('stock.reserved')]}
            rows={(rows[0]?.places ?? []).map(({ locationId, qtyE4, reservedE4 }) => ({
              id: locationId,
              name: nameOf(locationId),
              qtys: [qtyE4, reservedE4],
            }))}
          />
        )}
      </Loaded>
    </Section>
  );
}

function Available({ product }: Of) {
  const { t } = useText();
  const found = useEndpoint(api.stock.available, { query: { productId: product.id, limit: 1 } });
  return (
    <Section title={t('stock.availableTitle')}>
      <Loaded found={found} waiting={<span className="soft">{t('common.loading')}</span>}>
        {({ rows }) => (
          <Places
            product={product}
            heads={[t('stock.available')]}
            rows={(rows[0]?.places ?? []).map(({ location, availableE4 }) => ({
              ...location,
              qtys: [availableE4],
            }))}
          />
        )}
      </Loaded>
    </Section>
  );
}
