import { api } from '@xinhang/shared/contract/api.ts';
import {
  receiversOf,
  splitRows,
  type SplitFacts,
  type SplitKey,
  type SplitPlan,
} from '@xinhang/shared/split.ts';
import { Alert, Modal } from 'antd';
import { useState } from 'react';
import { useProblemText } from '../app/problem-text.ts';
import { useCommand } from '../app/query.ts';
import { useText } from '../i18n/i18n.ts';
import { Loaded } from '../ui/loaded.tsx';
import { emptySplit, planOf, type SplitDraft } from './split-draft.ts';
import { SplitEditor, type SplitGroup } from './split-editor.tsx';
import { useSplitFacts } from './use-split-facts.ts';

interface Props {
  /** Null: closed. */
  ids: readonly number[] | null;
  onClose: () => void;
  onStarted: (jobId: number) => void;
}

/** Customers to several salespeople by a rule, with who gets how many before anything happens. */
export function DistributeDialog({ ids, ...rest }: Props) {
  return ids === null ? null : <Content ids={ids} {...rest} />;
}

function groupsOf(facts: readonly SplitFacts[], by: SplitKey): SplitGroup[] {
  return [...Map.groupBy(facts, (fact) => fact[by])]
    .map(([value, { length: customers }]) => ({ value, customers }))
    .toSorted((a, b) => b.customers - a.customers);
}

function Content({ ids, onClose, onStarted }: Props & { ids: readonly number[] }) {
  const { t } = useText();
  const words = useProblemText();
  const facts = useSplitFacts(ids);
  const bulk = useCommand(api.customerWork.bulk);
  const [draft, setDraft] = useState<SplitDraft>(emptySplit);
  const found = facts.data ?? [];
  const groups = (by: SplitKey) => groupsOf(found, by);
  const values = draft.by === 'share' ? [] : groups(draft.by).map(({ value }) => value);
  const plan = planOf(draft, values);
  const may = plan !== null && found.length > 0;
  const run = () =>
    plan &&
    bulk.mutate(
      { body: { ids: found.map(({ id }) => id), action: { kind: 'distribute', plan } } },
      { onSuccess: ({ jobId }) => onStarted(jobId) },
    );
  return (
    <Modal
      open
      width={640}
      title={t('distribute.title', { count: found.length })}
      okText={t('distribute.run')}
      okButtonProps={{ disabled: !may, loading: bulk.isPending }}
      cancelText={t('common.cancel')}
      onOk={run}
      onCancel={onClose}
    >
      <Loaded found={facts}>
        {(rows) =>
          rows.length === 0 ? (
            <Alert type="info" showIcon title={t('distribute.none')} />
          ) : (
            <div className="stack">
              <SplitEditor
                autoFocus
                purpose="owner"
                value={draft}
                onChange={setDraft}
                groups={groups}
              />
              {plan && <Parts plan={plan} draft={draft} facts={rows} />}
              {bulk.error && <Alert type="error" showIcon role="alert" title={words(bulk.error)} />}
            </div>
          )
        }
      </Loaded>
    </Modal>
  );
}

interface PartsProps {
  plan: SplitPlan;
  draft: SplitDraft;
  facts: readonly SplitFacts[];
}

/** How many each gets, by the same reckoning as the server's. */
function Parts({ plan, draft, facts }: PartsProps) {
  const { t } = useText();
  const owners = splitRows(plan, facts);
  const names = new Map(draft.people.map(({ id, name }) => [id, name]));
  return (
    <table className="plain-table" aria-label={t('handover.preview')}>
      <thead>
        <tr>
          <th>{t('handover.receiver')}</th>
          <th className="number">{t('handover.customers')}</th>
        </tr>
      </thead>
      <tbody>
        {receiversOf(plan).map((id) => (
          <tr key={id}>
            <td>{names.get(id)}</td>
            <td className="number">
              {owners.filter((owner) => owner === id).length.toLocaleString('en-US')}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
