import type { PriceRule } from '@xinhang/shared/prices.ts';
import { formatE4, priceE4, qtyE4 } from '@xinhang/shared/quantity.ts';
import { useText } from '../../i18n/i18n.ts';

/** A unit price as people read it: `12.50`, with the decimals that it has. */
export const shownPrice = (price: number | null): string =>
  price === null ? '' : formatE4(priceE4(price), 2);

/** Prices as people say them. */
export function usePriceWords() {
  const { t } = useText();
  return {
    /** For whom a rule is. */
    whom: (rule: PriceRule): string =>
      rule.customer?.name ?? rule.region ?? rule.level?.name ?? t('price.scope.all'),
    /** What a rule is about. */
    what: (rule: PriceRule): string =>
      rule.product
        ? [rule.product.name, rule.product.spec].filter(Boolean).join(' ')
        : t('price.ofCategory', { name: rule.category?.name ?? '' }),
    /** What a rule says. */
    says: (rule: PriceRule): string =>
      rule.priceE4 === null
        ? t('price.off', { n: (rule.discountBp ?? 0) / 100 })
        : shownPrice(rule.priceE4),
    /** From which quantity on; nothing where from the first. */
    from: (rule: PriceRule): string =>
      rule.qtyFromE4 === 0
        ? ''
        : t('price.fromQty', {
            n: formatE4(qtyE4(rule.qtyFromE4)),
            unit: rule.unit?.name ?? '',
          }).trim(),
    dates: (rule: PriceRule): string =>
      rule.validTo === null
        ? t('price.since', { from: rule.validFrom })
        : `${rule.validFrom} – ${rule.validTo}`,
  };
}
