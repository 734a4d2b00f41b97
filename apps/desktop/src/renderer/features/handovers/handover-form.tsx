import { api } from '@xinhang/shared/contract/api.ts';
import { ApiError } from '@xinhang/shared/contract/client.ts';
import type { UserEstate } from '@xinhang/shared/handovers.ts';
import { useNavigate } from '@tanstack/react-router';
import { Alert, App, Button, Checkbox, Input } from 'antd';
import { useState } from 'react';
import { useProblemText } from '../../app/problem-text.ts';
import { useCommand, useEndpoint } from '../../app/query.ts';
import { useMay } from '../../app/session.ts';
import { emptySplit, planOf, queryOf } from '../../form/split-draft.ts';
import { SplitEditor } from '../../form/split-editor.tsx';
import { comma, useText } from '../../i18n/i18n.ts';
import { Loaded } from '../../ui/loaded.tsx';
import { RecordHead } from '../../ui/record-page.tsx';
import { Section } from '../../ui/section.tsx';
import { listKeys } from '../../ui/keys.ts';
import { useShortcut } from '../../ui/use-shortcut.ts';
import { countOf, customersOf, dealsOf, whole } from './handover-words.ts';
import { EstateTable } from './estate-table.tsx';
import { ReceiverTable } from './receiver-table.tsx';
import { useRevertDays } from './use-revert-days.ts';

interface Props {
  estate: UserEstate;
  /** Whether the account is to end with it, unless told otherwise. */
  leaving: boolean;
  /** What there is has changed meanwhile. */
  onStale: () => void;
}

/** What there is, to whom, who gets how much; then all of it at once. */
export function HandoverForm({ estate, leaving, onStale }: Props) {
  const { t } = useText();
  const { modal } = App.useApp();
  const words = useProblemText();
  const navigate = useNavigate();
  const mayAssign = useMay('customers.assign');
  const days = useRevertDays();
  const run = useCommand(api.handovers.run, { form: true });
  const [split, setSplit] = useState(emptySplit);
  const [shares, setShares] = useState(true);
  const [note, setNote] = useState('');
  const [leaves, setLeaves] = useState(estate.can.leave && leaving);
  const { user, counts, groups, can } = estate;
  const { name } = user;
  const of = (by: string) => groups.filter((group) => group.by === by);
  const plan = planOf(
    split,
    of(split.by).map(({ value }) => value),
  );
  const preview = useEndpoint(
    api.handovers.preview,
    { params: { id: user.id }, query: plan ? queryOf(plan) : { by: 'share' } },
    { enabled: plan !== null, keep: true, staleMs: 0 },
  );
  const moving = counts.filter(({ fate }) => fate === 'moves');
  const seen = moving.map(({ sort, count }) => ({ sort, count }));
  const leave = can.leave && (leaves || !can.handOver);
  const may = plan !== null && (can.handOver || can.leave) && !run.isPending;

  const submit = () =>
    plan &&
    run.mutate(
      {
        body: {
          userId: user.id,
          plan,
          seen,
          shares,
          ...(note.trim() !== '' && { note: note.trim() }),
          ...(leave && { leave: { version: user.version } }),
        },
      },
      {
        onSuccess: ({ id }) =>
          void navigate({ to: '/handovers/$id', params: { id: String(id) }, replace: true }),
        onError: (error) => {
          const stale = ['handover-stale', 'version-conflict'];
          if (error instanceof ApiError && stale.includes(error.problem.code)) onStale();
        },
      },
    );
  const ask = () =>
    void modal.confirm({
      title: t('handover.runAsk', {
        name,
        customers: whole(customersOf(seen)),
        deals: whole(dealsOf(seen)),
        people: split.people.map((one) => one.name).join(comma()),
      }),
      content: t('handover.runWhy', { days }),
      okText: t('handover.run'),
      onOk: () => void submit(),
    });
  useShortcut({ key: 'enter', ctrl: true }, may ? ask : null);
  return (
    <>
      <RecordHead title={t('handover.title', { name })}>
        <Button
          type="primary"
          disabled={!may}
          loading={run.isPending}
          aria-keyshortcuts="Control+Enter"
          onClick={ask}
        >
          {t('handover.run')}
        </Button>
      </RecordHead>
      {run.error && (
        <Alert type="error" showIcon role="alert" className="page-note" title={words(run.error)} />
      )}
      <div className="handover-parts" {...listKeys(() => may && ask())}>
        <div>
          <Section title={t('handover.to')}>
            <SplitEditor
              autoFocus
              except={user.id}
              purpose={mayAssign ? 'owner' : 'collaborator'}
              value={split}
              onChange={setSplit}
              groups={of}
            />
          </Section>
          <Section title={t('handover.preview')}>
            {plan === null ? (
              <span className="soft">{t('split.needed')}</span>
            ) : (
              <Loaded found={preview}>{({ rows }) => <ReceiverTable rows={rows} />}</Loaded>
            )}
          </Section>
        </div>
        <div>
          <Section title={t('handover.what')}>
            <EstateTable counts={counts} />
          </Section>
          <div className="stack">
            {countOf(seen, 'dealsOpen') > 0 && (
              <Checkbox checked={shares} onChange={(event) => setShares(event.target.checked)}>
                {t('handover.shares')}
              </Checkbox>
            )}
            {dealsOf(seen) > 0 && <span className="soft">{t('handover.sharesWhy')}</span>}
            <Input
              aria-label={t('handover.note')}
              placeholder={t('handover.note')}
              maxLength={200}
              value={note}
              onChange={(event) => setNote(event.target.value)}
            />
            {can.leave && (
              <Checkbox
                checked={leave}
                disabled={!can.handOver}
                onChange={(event) => setLeaves(event.target.checked)}
              >
                {t('handover.leave')}
              </Checkbox>
            )}
            {can.leave && !can.handOver && (
              <span className="soft">{t('handover.leaveNeeded')}</span>
            )}
          </div>
        </div>
      </div>
    </>
  );
}
