import type {
  ContractState as State,
  MilestoneState as Stage,
} from '@xinhang/shared/contract-rules.ts';
import { useText } from '../../i18n/i18n.ts';

const looks: Partial<Record<State, string>> = {
  draft: 'soft',
  fulfilled: 'soft',
  terminated: 'danger',
};

/** The state of a contract as coloured words. */
export function ContractState({ state }: { state: State }) {
  const { t } = useText();
  return <span className={looks[state] ?? ''}>{t(`contract.state.${state}`)}</span>;
}

const stages: Partial<Record<Stage, string>> = { planned: 'soft', paid: 'soft', overdue: 'danger' };

/** How a milestone stands, as coloured words. */
export function MilestoneState({ state }: { state: Stage }) {
  const { t } = useText();
  return <span className={stages[state] ?? ''}>{t(`milestone.state.${state}`)}</span>;
}
