import { api } from '@xinhang/shared/contract/api.ts';
import type { DealRow } from '@xinhang/shared/deals.ts';
import { App, Button } from 'antd';
import { useState } from 'react';
import { useRefusalText } from '../../form/use-refused-words.ts';
import { useCommand } from '../../app/query.ts';
import { useMay } from '../../app/session.ts';
import { useText } from '../../i18n/i18n.ts';
import { DropMenu } from '../../ui/drop-menu.tsx';
import { BulkDialog, type Asking } from './bulk-dialog.tsx';
import type { BulkFilter, DealAction } from './bulk-types.ts';
import { usePipelines } from './use-pipelines.ts';

interface Props {
  ids: readonly number[];
  /** Those of them that are loaded. */
  rows: readonly DealRow[];
  /** How many the list shows; null where nobody knows. */
  count: number | null;
  filter: BulkFilter;
  onStarted: (jobId: number) => void;
}

/** What can be done with many deals at once; the job says what became of each. */
export function BulkActions({ ids, rows, count, filter, onStarted }: Props) {
  const { t } = useText();
  const words = useRefusalText();
  const { message } = App.useApp();
  const { active } = usePipelines();
  const bulk = useCommand(api.deals.bulk);
  const mayUpdate = useMay('deals.update');
  const mayAssign = useMay('deals.assign');
  const [whole, setWhole] = useState(false);
  const [asking, setAsking] = useState<Asking | null>(null);
  const more = count !== null && count > ids.length;
  const all = whole && more;

  // As the person sees them: what a colleague changed meanwhile is refused, row by row.
  const versionOf = new Map(rows.map((row) => [row.id, row.version]));
  const versions = ids.flatMap((id) => versionOf.get(id) ?? []);
  const seen = versions.length === ids.length ? { versions } : {};
  const run = (action: DealAction) => {
    setAsking(null);
    bulk.mutate(
      { body: all ? { filter, action } : { ids: [...ids], ...seen, action } },
      {
        onSuccess: ({ jobId }) => onStarted(jobId),
        onError: (error) => void message.error(words(error)),
      },
    );
  };
  const button = (label: string, may: boolean, what: Asking) => (
    <Button
      disabled={!may || bulk.isPending}
      title={may ? undefined : t('problem.forbidden')}
      onClick={() => setAsking(what)}
    >
      {label}
    </Button>
  );
  return (
    <>
      {more && (
        <Button type="link" aria-pressed={all} onClick={() => setWhole(!all)}>
          {all ? t('deal.bulkChosen') : t('deal.bulkAll', { n: count })}
        </Button>
      )}
      {button(t('deal.assign'), mayAssign, { kind: 'assign' })}
      {button(t('deal.bulkDate'), mayUpdate, { kind: 'expectedOn' })}
      <DropMenu
        disabled={!mayUpdate || bulk.isPending}
        menu={{
          items: active.map((one) => ({
            key: `pipeline-${one.id}`,
            type: 'group' as const,
            label: one.name,
            children: one.stages.map((stage) => ({
              key: String(stage.id),
              label: stage.name,
              onClick: () => setAsking({ kind: 'stage', stage }),
            })),
          })),
        }}
      >
        <Button>{t('deal.bulkStage')}</Button>
      </DropMenu>
      {button(t('deal.lostDo'), mayUpdate, { kind: 'close', outcome: 'lost' })}
      {button(t('deal.voidDo'), mayUpdate, { kind: 'close', outcome: 'void' })}
      <BulkDialog
        asking={asking}
        scope={all ? t('deal.bulkAllOn', { n: count }) : t('list.selected', { n: ids.length })}
        onRun={run}
        onClose={() => setAsking(null)}
      />
    </>
  );
}
