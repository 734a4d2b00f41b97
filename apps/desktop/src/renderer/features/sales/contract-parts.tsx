import type { Contract } from '@xinhang/shared/contracts.ts';
import { Tabs } from 'antd';
import { useState, type ReactNode } from 'react';
import { useMay } from '../../app/session.ts';
import { useText } from '../../i18n/i18n.ts';
import { GrowingText } from '../../ui/growing-text.tsx';
import type { ContractDraft } from './contract-draft.ts';
import { ContractFiles } from './contract-files.tsx';
import { ContractOrders } from './contract-orders.tsx';
import { PayPlanEditor } from './pay-plan-editor.tsx';
import { PayPlan } from './pay-plan.tsx';

const parts = ['lines', 'plan', 'clauses', 'orders', 'files'] as const;
type Part = (typeof parts)[number];

const LONGEST_CLAUSES = 1000;

interface Props {
  /** As it is saved; null: not yet. */
  contract: Contract | null;
  editable: boolean;
  value: ContractDraft;
  /** What it is about as it is written, in fen. */
  amountFen: number | null;
  lines: ReactNode;
  onChange: (part: Partial<ContractDraft>) => void;
}

/** What a contract consists of below its head, one part at a time. */
export function ContractParts({ contract, editable, value, amountFen, lines, onChange }: Props) {
  const { t } = useText();
  const seesOrders = useMay('salesOrders.read');
  const [part, setPart] = useState<Part>('lines');
  const called =
    contract !== null && ['active', 'fulfilled', 'terminated'].includes(contract.state);
  const shown = parts.filter(
    (one) =>
      (one !== 'orders' || (called && seesOrders)) &&
      (one !== 'files' || contract !== null) &&
      (one !== 'clauses' || editable || value.clauses !== ''),
  );
  const counts: Partial<Record<Part, number>> = {
    lines: value.lines.length,
    plan: value.milestones.length,
  };
  const label = (one: Part) =>
    counts[one] ? `${t(`contract.${one}`)} ${counts[one]}` : t(`contract.${one}`);
  const active = shown.includes(part) ? part : 'lines';
  return (
    <>
      <Tabs
        size="small"
        className="contract-tabs"
        activeKey={active}
        items={shown.map((one) => ({ key: one, label: label(one) }))}
        onChange={(key) => setPart(key as Part)}
      />
      {active === 'lines' && lines}
      {active !== 'lines' && (
        <div className="contract-body">
          {active === 'plan' &&
            (editable ? (
              <PayPlanEditor
                plan={value.milestones}
                amountFen={amountFen}
                onChange={(milestones) => onChange({ milestones })}
              />
            ) : (
              <PayPlan milestones={contract!.milestones} mayMark={contract!.can.mark} />
            ))}
          {active === 'clauses' &&
            (editable ? (
              <GrowingText
                minRows={6}
                maxRows={20}
                maxLength={LONGEST_CLAUSES}
                aria-label={t('contract.clauses')}
                value={value.clauses}
                onChange={(event) => onChange({ clauses: event.target.value })}
              />
            ) : (
              <p className="contract-clauses">{value.clauses}</p>
            ))}
          {active === 'orders' && <ContractOrders contract={contract!} />}
          {active === 'files' && <ContractFiles contract={contract!} />}
        </div>
      )}
    </>
  );
}
