import type { FactField, Flow } from '@xinhang/shared/approval-flows.ts';
import { api } from '@xinhang/shared/contract/api.ts';
import type { NameRef } from '@xinhang/shared/contract/fields.ts';
import { InputNumber } from 'antd';
import { useState } from 'react';
import { useEndpoint } from '../../app/query.ts';
import { UserPicker } from '../../form/user-picker.tsx';
import { comma, useText, wordKey } from '../../i18n/i18n.ts';
import { LoadError } from '../../ui/load-error.tsx';
import { AmountInput } from './amount-input.tsx';

/** Who would decide on something of this colleague with these figures, by the saved version. */
export function FlowPreview({ flow, fields }: { flow: Flow; fields: readonly FactField[] }) {
  const { t } = useText();
  const [people, setPeople] = useState<NameRef[]>([]);
  const [figures, setFigures] = useState<Readonly<Record<string, number | null>>>({});
  const asked = new Set(flow.nodes.flatMap(({ when }) => when.map(({ field }) => field)));
  // An amount is always asked; of the other figures those that decide something.
  const figured = fields.filter(
    ({ name, type }) =>
      name === 'amountFen' || (asked.has(name) && (type === 'money' || type === 'number')),
  );
  const facts = Object.entries(figures).flatMap(([name, value]) =>
    value === null ? [] : `${name}:${value}`,
  );
  const person = people[0];
  const found = useEndpoint(
    api.approvalFlows.previewFlow,
    {
      params: { id: flow.id },
      query: {
        applicantId: person?.id ?? 0,
        ...(facts.length > 0 && { fact: facts }),
      },
    },
    { enabled: person !== undefined, keep: true },
  );
  return (
    <div className="stack">
      <span className="soft">{t('flow.previewSaved')}</span>
      <div className="flow-line">
        <UserPicker single label={t('flow.previewPerson')} value={people} onChange={setPeople} />
        {figured.map(({ name, type }) => {
          const label = t(wordKey('fact', name, 'fact.other'));
          const set = (value: number | null) => setFigures({ ...figures, [name]: value });
          const value = figures[name] ?? null;
          return type === 'money' ? (
            <AmountInput key={name} label={label} value={value} onChange={set} />
          ) : (
            <InputNumber<number>
              key={name}
              aria-label={label}
              placeholder={label}
              precision={0}
              value={value}
              onChange={set}
            />
          );
        })}
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
