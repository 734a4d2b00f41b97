import type { Flow } from '@xinhang/shared/approval-flows.ts';
import { api } from '@xinhang/shared/contract/api.ts';
import type { NameRef } from '@xinhang/shared/contract/fields.ts';
import { useState } from 'react';
import { useEndpoint } from '../../app/query.ts';
import { UserPicker } from '../../form/user-picker.tsx';
import { comma, useText } from '../../i18n/i18n.ts';
import { LoadError } from '../../ui/load-error.tsx';
import { AmountInput } from './amount-input.tsx';

/** Who would decide on something of this colleague with this amount, by the saved version. */
export function FlowPreview({ flow }: { flow: Flow }) {
  const { t } = useText();
  const [people, setPeople] = useState<NameRef[]>([]);
  const [amount, setAmount] = useState<number | null>(null);
  const person = people[0];
  const found = useEndpoint(
    api.approvalFlows.previewFlow,
    {
      params: { id: flow.id },
      query: {
        applicantId: person?.id ?? 0,
        ...(amount !== null && { fact: [`amountFen:${amount}`] }),
      },
    },
    { enabled: person !== undefined, keep: true },
  );
  return (
    <div className="stack">
      <span className="soft">{t('flow.previewSaved')}</span>
      <div className="flow-line">
        <UserPicker single label={t('flow.previewPerson')} value={people} onChange={setPeople} />
        {flow.kind === 'request' && (
          <AmountInput label={t('fact.amountFen')} value={amount} onChange={setAmount} />
        )}
      </div>
      {found.error && <LoadError error={found.error} retry={() => void found.refetch()} />}
      {person && found.data && (
        <ol className="approval-way" aria-label={t('flow.preview')}>
          {found.data.nodes.map((node, index) => {
            const chosen = flow.nodes[index]?.approver.rule === 'chosen';
            const who = chosen
              ? t('flow.chosenLater')
              : node.people.map(({ name }) => name).join(comma()) || t('approvals.passed');
            return (
              <li key={node.key} className={node.taken ? '' : 'soft'}>
                <strong>{node.name}</strong>: {node.taken ? who : t('flow.notTaken')}
              </li>
            );
          })}
        </ol>
      )}
    </div>
  );
}
