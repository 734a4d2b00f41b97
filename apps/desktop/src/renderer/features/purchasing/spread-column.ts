import type { DocLine, LineColumn } from '../../form/document/line-column.ts';
import type { Translate } from '../../i18n/i18n.ts';

/** Where what a service costs goes: into the goods beside it, or nowhere but the books. */
export const spreadColumn = <Line extends DocLine & { spread: boolean }>(
  t: Translate,
): LineColumn<Line> => {
  const word = (spread: boolean) => t(spread ? 'purchase.spreadGoods' : 'purchase.spreadExpense');
  const isService = ({ product }: Line) => product?.kind === 'service';
  return {
    key: 'spread',
    title: t('purchase.spread'),
    width: 100,
    text: (line) => (isService(line) ? word(line.spread) : ''),
    locked: (line) => !isService(line),
    input: {
      kind: 'select',
      value: (line) => (line.spread ? 1 : 0),
      options: () => [
        { value: 0, label: word(false) },
        { value: 1, label: word(true) },
      ],
      take: (line, value) => ({ ...line, spread: value === 1 }),
    },
  };
};
