import type { SupplierPrice } from '@xinhang/shared/supplier-prices.ts';
import type { ReactNode } from 'react';
import { useText } from '../../i18n/i18n.ts';
import { useSupplierPriceWords } from './price-words.ts';

interface Props {
  rows: readonly SupplierPrice[];
  /** What tells the rows apart, and its heading. */
  heading: string;
  first: (row: SupplierPrice) => ReactNode;
  /** What can be done with a row. */
  actions?: (row: SupplierPrice) => ReactNode;
}

/** Prices of suppliers, of one supplier or of one product. */
export function PriceTable({ rows, heading, first, actions }: Props) {
  const { t } = useText();
  const words = useSupplierPriceWords();
  return (
    <table className="plain-table">
      <thead>
        <tr>
          <th>{heading}</th>
          <th>{t('supplierPrice.partNo')}</th>
          <th className="number">{t('supplierPrice.qtyFrom')}</th>
          <th className="number">{t('supplierPrice.price')}</th>
          <th>{t('supplierPrice.basis')}</th>
          <th>{t('supplierPrice.dates')}</th>
          {actions && <th />}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.id} className={row.state === 'current' ? '' : 'soft'}>
            <td>{first(row)}</td>
            <td>{row.partNo}</td>
            <td className="number">{words.from(row)}</td>
            <td className="number">{words.price(row)}</td>
            <td className="whole">{t(`price.basis.${row.basis}`)}</td>
            <td className="whole">
              {words.dates(row)}
              {row.state !== 'current' && ` · ${t(`supplierPrice.state.${row.state}`)}`}
            </td>
            {actions && <td className="number">{actions(row)}</td>}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
