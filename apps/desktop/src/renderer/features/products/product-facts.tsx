import type { Product } from '@xinhang/shared/products.ts';
import { formatE4, priceE4, qtyE4 } from '@xinhang/shared/quantity.ts';
import { useText } from '../../i18n/i18n.ts';
import { useDates } from '../../ui/dates.ts';
import { FactList } from '../../ui/fact-list.tsx';
import { Section } from '../../ui/section.tsx';
import { percent } from './product-columns.tsx';

/** The facts of a product; what costs is left out where the person may not see it. */
export function ProductFacts({ product }: { product: Product }) {
  const { t } = useText();
  const dates = useDates();
  const quantity = (value: number | null) =>
    value === null ? '' : `${formatE4(qtyE4(value), product.qtyDecimals)} ${product.unit.name}`;
  const tracked = [
    product.tracksBatch && t('product.tracksBatch'),
    product.tracksSerial && t('product.tracksSerial'),
  ].filter(Boolean);
  return (
    <Section title={t('product.facts')}>
      <FactList
        facts={[
          [t('product.category'), product.category?.name ?? ''],
          [t('product.tax'), percent(product.taxBp)],
          [t('product.fapiaoName'), product.fapiaoName],
          [t('product.fapiaoUnit'), product.fapiaoUnit],
          [t('product.taxCode'), product.taxCode],
          [
            t('product.purchasePrice'),
            product.purchasePriceE4 === null
              ? ''
              : `¥${formatE4(priceE4(product.purchasePriceE4), 2)} / ${product.unit.name}`,
          ],
          [t('product.minQty'), quantity(product.minQtyE4)],
          [t('product.maxQty'), quantity(product.maxQtyE4)],
          [t('product.tracked'), tracked.join(' · ')],
          [t('product.note'), product.note],
          [t('product.createdAt'), dates.dayOf(product.createdAt)],
          [t('product.createdBy'), product.createdBy?.name ?? ''],
        ]}
      />
    </Section>
  );
}
