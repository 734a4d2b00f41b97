import type { TargetMetric } from '@xinhang/shared/performance.ts';
import { useText } from '../../i18n/i18n.ts';
import { shown } from './metric-words.ts';

export const amount = (value: number | null, metric: TargetMetric) =>
  value === null || Number.isNaN(value) ? '' : shown(value, metric);

interface Props {
  /** 1 to 12, and 13 for the year. */
  columns: readonly number[];
  summed: (column: number) => number;
  /** What the department is to reach; null where nobody said. */
  wanted: (column: number) => number | null;
  metric: TargetMetric;
  label: string;
  /** Whether there is one more column. */
  wide: boolean;
}

/** What the members come to, and how far that is from what the department is to reach. */
export function SheetSums({ columns, summed, wanted, metric, label, wide }: Props) {
  const { t } = useText();
  const gap = (column: number) => {
    const want = wanted(column);
    return want === null || Number.isNaN(want) ? null : summed(column) - want;
  };
  return (
    <tfoot>
      <tr className="plain-total">
        <th scope="row" className="sheet-name">
          {label}
        </th>
        {columns.map((column) => (
          <td key={column}>{amount(summed(column), metric)}</td>
        ))}
        <td colSpan={wide ? 2 : 1} />
      </tr>
      {columns.some((column) => gap(column) !== null) && (
        <tr>
          <th scope="row" className="sheet-name">
            {t('target.gap')}
          </th>
          {columns.map((column) => {
            const value = gap(column);
            return (
              <td key={column} className={value !== null && value < 0 ? 'danger' : 'soft'}>
                {amount(value, metric)}
              </td>
            );
          })}
          <td colSpan={wide ? 2 : 1} />
        </tr>
      )}
    </tfoot>
  );
}
