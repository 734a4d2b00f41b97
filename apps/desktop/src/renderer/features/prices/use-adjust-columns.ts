import { leavesRange } from '@xinhang/shared/price-adjustment-rules.ts';
import { formatE4, qtyE4 } from '@xinhang/shared/quantity.ts';
import type { LineColumn } from '../../form/document/line-column.ts';
import { useText } from '../../i18n/i18n.ts';
import { blankLine, changeText, type AdjustLine } from './adjustment-line.ts';
import { shownPrice } from './price-words.ts';

/** Whether a line leaves the range that held before. */
export const isBeyond = (line: AdjustLine): boolean =>
  line.newPriceE4 !== null && leavesRange({ ...line, newPriceE4: line.newPriceE4 });

/** Columns of a sheet: old and new price, by how much, the range, and what competitors ask. */
export function useAdjustColumns(): LineColumn<AdjustLine>[] {
  const { t } = useText();
  const price = (
    key: 'newPriceE4' | 'floorE4' | 'ceilingE4',
    title: string,
    stops: boolean,
  ): LineColumn<AdjustLine> => ({
    key,
    title,
    width: 110,
    align: 'end',
    text: (line) => shownPrice(line[key]),
    input: { kind: 'number', decimals: 4, take: (line, value) => ({ ...line, [key]: value }) },
    ...(stops && { stops: () => true }),
  });
  return [
    {
      key: 'product',
      title: t('stock.product'),
      width: 220,
      grows: true,
      text: (line) =>
        line.product
          ? [line.product.code, line.product.name, line.product.spec].filter(Boolean).join(' · ')
          : (line.unmatched ?? ''),
      input: {
        kind: 'product',
        services: true,
        take: (line, product) => ({ ...blankLine(), key: line.key, product }),
      },
      stops: () => true,
    },
    {
      key: 'unit',
      title: t('product.unit'),
      width: 70,
      text: (line) => line.product?.unit.name ?? '',
    },
    {
      key: 'from',
      title: t('price.qtyFrom'),
      width: 80,
      align: 'end',
      text: (line) => (line.qtyFromE4 === 0 ? '' : formatE4(qtyE4(line.qtyFromE4))),
    },
    {
      key: 'basis',
      title: t('price.basis'),
      width: 70,
      text: (line) => (line.product ? t(`price.basis.${line.basis}`) : ''),
    },
    {
      key: 'oldPriceE4',
      title: t('adjust.oldPrice'),
      width: 110,
      align: 'end',
      text: (line) => shownPrice(line.oldPriceE4),
    },
    price('newPriceE4', t('adjust.newPrice'), true),
    { key: 'change', title: t('adjust.change'), width: 80, align: 'end', text: changeText },
    price('floorE4', t('price.floor'), false),
    price('ceilingE4', t('price.ceiling'), false),
    {
      key: 'market',
      title: t('adjust.market'),
      width: 110,
      align: 'end',
      text: (line) => shownPrice(line.marketE4),
    },
  ];
}
