import type { SalesOrderState } from '@xinhang/shared/sales-order-rules.ts';
import { useText } from '../../i18n/i18n.ts';

const looks: Partial<Record<SalesOrderState, string>> = {
  draft: 'soft',
  closed: 'soft',
  void: 'danger',
};

/** The state of an order as coloured words. */
export function OrderState({ state }: { state: SalesOrderState }) {
  const { t } = useText();
  return <span className={looks[state] ?? ''}>{t(`order.state.${state}`)}</span>;
}
