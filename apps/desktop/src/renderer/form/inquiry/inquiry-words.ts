import type { PriceInquiry } from '@xinhang/shared/price-inquiries.ts';
import type { PriceBasis } from '@xinhang/shared/price-resolver.ts';
import { formatE4, priceE4, qtyE4 } from '@xinhang/shared/quantity.ts';
import { useText } from '../../i18n/i18n.ts';

/** Inquiries as people say them. */
export function useInquiryWords() {
  const { t } = useText();
  const price = (value: number | null, basis: PriceBasis | null): string =>
    value === null
      ? ''
      : [formatE4(priceE4(value), 2), basis && t(`price.basis.${basis}`)].filter(Boolean).join(' ');
  return {
    price,
    qty: (value: number | null): string => (value ? formatE4(qtyE4(value)) : ''),
    /** What it is about, in one line. */
    thing: ({ product, text, spec }: PriceInquiry): string =>
      (product ? [product.code, product.name, product.spec || spec] : [text, spec])
        .filter(Boolean)
        .join(' '),
    state: ({ state, expired }: PriceInquiry): string =>
      t(expired ? 'inquiry.state.expired' : `inquiry.state.${state}`),
    lead: (days: number | null): string => (days === null ? '' : t('inquiry.days', { n: days })),
  };
}
