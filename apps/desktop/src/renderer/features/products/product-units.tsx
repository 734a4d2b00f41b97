import type { Product } from '@xinhang/shared/products.ts';
import { comma, useText } from '../../i18n/i18n.ts';
import { Section } from '../../ui/section.tsx';

/** Every unit of a product with what one of it is, and its barcodes. */
export function ProductUnits({ product }: { product: Product }) {
  const { t } = useText();
  const base = product.unit;
  const rows = [{ unit: base, num: 1, den: 1 }, ...product.units];
  const codesOf = (unitId: number) =>
    product.barcodes.filter((one) => one.unit.id === unitId).map((one) => one.code);
  return (
    <Section title={t('product.unitsAndCodes')}>
      <table className="plain-table">
        <thead>
          <tr>
            <th>{t('product.unit')}</th>
            <th className="number">{t('product.factor')}</th>
            <th>{t('product.barcodes')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ unit, num, den }) => (
            <tr key={unit.id}>
              <td>{unit.name}</td>
              <td className="number">
                {unit.id === base.id
                  ? t('product.isBase')
                  : `${den === 1 ? num : `${num}/${den}`} ${base.name}`}
              </td>
              <td>{codesOf(unit.id).join(comma())}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  );
}
