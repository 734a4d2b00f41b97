import type { ImportBatch } from '@xinhang/shared/imports.ts';
import { fen, formatFen } from '@xinhang/shared/money.ts';
import { useText } from '../../i18n/i18n.ts';

const shownIn: ReadonlySet<ImportBatch['state']> = new Set(['checked', 'importing', 'imported']);

/** What the good rows come to, of kinds that say it: held against the sums of the old program. */
export function ImportSums({ batch: { sums, state } }: { batch: ImportBatch }) {
  const { t } = useText();
  const { lines, netFen = 0, costFen, unlistedFen } = sums;
  if (lines === undefined || !shownIn.has(state)) return null;
  return (
    <strong>
      {t('import.sums', { lines: lines.toLocaleString('en-US'), net: formatFen(fen(netFen)) })}
      {costFen !== undefined && t('import.sumsCost', { cost: formatFen(fen(costFen)) })}
      {unlistedFen !== undefined && t('import.sumsUnlisted', { net: formatFen(fen(unlistedFen)) })}
    </strong>
  );
}
