import type { QuotationState as State } from '@xinhang/shared/quotation-rules.ts';
import { useText } from '../../i18n/i18n.ts';

const looks: Partial<Record<State, string>> = {
  draft: 'soft',
  rejected: 'soft',
  expired: 'danger',
};

/** The state of a quotation as coloured words. */
export function QuotationState({ state }: { state: State }) {
  const { t } = useText();
  return <span className={looks[state] ?? ''}>{t(`quotation.state.${state}`)}</span>;
}
