import { useState } from 'react';
import type { LineAt } from '../../form/document/line-column.ts';
import { useText } from '../../i18n/i18n.ts';
import { freightLine, type OrderLine } from './order-line.ts';

/**
 * Lines that a button puts below those that are written, which stay; what is written of them next
 * is where the keys go on.
 */
export function useAddedLines(
  linesNow: () => readonly OrderLine[],
  put: (part: { lines: OrderLine[] }) => void,
) {
  const { t } = useText();
  const [at, setAt] = useState<LineAt | null>(null);
  const add = (lines: readonly OrderLine[], column: 'qtyE4' | 'priceE4') => {
    if (lines.length === 0) return;
    put({ lines: [...linesNow(), ...lines] });
    setAt({ key: lines[0]!.key, column });
  };
  return {
    /** For the grid. */
    at,
    addLines: (lines: readonly OrderLine[]) => add(lines, 'qtyE4'),
    addFreight: () => add([freightLine(t('order.freight'))], 'priceE4'),
  };
}
