import type { PriceAdjustmentRow } from '@xinhang/shared/price-adjustments.ts';
import { useText } from '../../i18n/i18n.ts';
import { useDates } from '../../ui/dates.ts';

type Sheet = Pick<
  PriceAdjustmentRow,
  'state' | 'validFrom' | 'scope' | 'region' | 'level' | 'customer'
>;

/** Sheets as people say them. */
export function useAdjustmentWords() {
  const { t } = useText();
  const { today } = useDates();
  return {
    /** For whom a sheet is. */
    whom: (sheet: Sheet): string =>
      sheet.customer?.name ?? sheet.region ?? sheet.level?.name ?? t('price.scope.all'),
    /** A released sheet waits for its first day. */
    state: (sheet: Sheet): string =>
      sheet.state === 'released' && sheet.validFrom > today
        ? t('adjust.state.waiting')
        : t(`adjust.state.${sheet.state}`),
  };
}

/** The state of a sheet as words. */
export function AdjustmentState({ sheet }: { sheet: Sheet }) {
  const { state } = useAdjustmentWords();
  return <span className={sheet.state === 'draft' ? 'soft' : ''}>{state(sheet)}</span>;
}
