import { formatE4, priceE4, qtyE4 } from '@xinhang/shared/quantity.ts';
import type { SupplierPrice } from '@xinhang/shared/supplier-prices.ts';
import { useText } from '../../i18n/i18n.ts';

/** Prices of suppliers as people say them. */
export function useSupplierPriceWords() {
  const { t } = useText();
  return {
    /** `12.50 / 个`; stars where cost is hidden. */
    price: (row: SupplierPrice): string =>
      `${row.priceE4 === null ? '***' : formatE4(priceE4(row.priceE4), 2)} / ${row.unit.name}`,
    from: (row: SupplierPrice): string =>
      row.qtyFromE4 === 0 ? '' : `${formatE4(qtyE4(row.qtyFromE4))} ${row.unit.name}`,
    dates: (row: SupplierPrice): string =>
      row.validTo === null
        ? t('supplierPrice.since', { from: row.validFrom })
        : `${row.validFrom} – ${row.validTo}`,
    product: ({ product }: SupplierPrice): string =>
      [product.name, product.spec].filter(Boolean).join(' '),
  };
}
