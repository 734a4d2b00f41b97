import { daysBetween } from '@xinhang/shared/business-date.ts';
import { api } from '@xinhang/shared/contract/api.ts';
import type { NameRef } from '@xinhang/shared/contract/fields.ts';
import type { Deal } from '@xinhang/shared/deals.ts';
import { App, Button, Modal } from 'antd';
import { useState } from 'react';
import { useRefusalText } from '../../form/use-refused-words.ts';
import { useCommand } from '../../app/query.ts';
import { useMe } from '../../app/session.ts';
import { AlertFlag } from '../../form/alert-flag.tsx';
import { UserPicker } from '../../form/user-picker.tsx';
import { useText } from '../../i18n/i18n.ts';
import { useDates } from '../../ui/dates.ts';
import { daysInStage } from '../../ui/days-in-stage.ts';
import { beginInField } from '../../ui/begin-in-field.ts';
import { RecordHead } from '../../ui/record-page.tsx';
import { CloseDialog, type Outcome } from './close-dialog.tsx';
import { money, useDealWords } from './deal-words.ts';
import { ReasonDialog } from '../../form/reason-dialog.tsx';
import { usePipelines } from './use-pipelines.ts';
import { showDeal } from './use-deal.ts';

/** Name, state, owner and the actions that matter. */
export function DealHead({ deal }: { deal: Deal }) {
  const { t } = useText();
  const words = useDealWords();
  const dates = useDates();
  const { company } = useMe();
  const [ending, setEnding] = useState<Outcome | null>(null);
  const [assigning, setAssigning] = useState(false);
  const [reopening, setReopening] = useState(false);
  const { can, state } = deal;
  const open = state === 'open';
  const why = (allowed: boolean) => (allowed ? {} : { title: t('problem.forbidden') });
  const end = (outcome: Outcome, primary = false) => (
    <Button
      {...(primary && { type: 'primary' as const })}
      disabled={!can.close}
      {...why(can.close)}
      onClick={() => setEnding(outcome)}
    >
      {t(`deal.${outcome}Do`)}
    </Button>
  );
  return (
    <RecordHead
      title={deal.name}
      facts={
        <>
          <span className={`deal-${state}`}>
            {words.stateName(state)}
            {deal.closedOn !== null && ` · ${deal.closedOn}`}
          </span>
          {deal.amountFen !== null && <strong>{money(deal.amountFen)}</strong>}
          <span>
            <span className="soft">{t('deal.owner')}</span> {deal.owner.name}
          </span>
          {open && deal.expectedOn !== null && (
            <span className={dates.overdue(deal.expectedOn) ? 'danger' : ''}>
              {dates.overdue(deal.expectedOn)
                ? t('deal.lateDays', { n: daysBetween(deal.expectedOn, dates.today) })
                : `${t('deal.expectedOn')} ${dates.day(deal.expectedOn)}`}
            </span>
          )}
          {open && <AlertFlag of="deal" id={deal.id} />}
          {deal.stuck && (
            <span className="danger">
              {t('deal.stuckDays', { n: daysInStage(deal.stageSince, company) })}
            </span>
          )}
        </>
      }
    >
      {open ? (
        <>
          {end('won', true)}
          {end('lost')}
          {end('void')}
        </>
      ) : (
        <Button disabled={!can.close} {...why(can.close)} onClick={() => setReopening(true)}>
          {t('deal.reopen')}
        </Button>
      )}
      <Button disabled={!can.assign} {...why(can.assign)} onClick={() => setAssigning(true)}>
        {t('deal.assign')}
      </Button>
      <CloseDialog closing={ending && { deal, outcome: ending }} onClose={() => setEnding(null)} />
      <AssignDeal deal={deal} open={assigning} onClose={() => setAssigning(false)} />
      <ReopenDeal deal={deal} open={reopening} onClose={() => setReopening(false)} />
    </RecordHead>
  );
}

interface DialogProps {
  deal: Deal;
  open: boolean;
  onClose: () => void;
}

function ReopenDeal({ deal, open, onClose }: DialogProps) {
  const { t } = useText();
  const shown = useDealWords();
  const words = useRefusalText();
  const { message } = App.useApp();
  const reopen = useCommand(api.deals.reopen);
  const { byId } = usePipelines();
  const stands = byId(deal.pipelineId)?.stages.some((stage) => stage.id === deal.stage.id) ?? true;
  return (
    <ReasonDialog
      open={open}
      title={t('deal.reopenTitle', { name: deal.name })}
      why={
        stands
          ? t('deal.reopenWhy', { stage: shown.stage(deal.stage.name) })
          : t('deal.reopenBefore', { stage: shown.stage(deal.stage.name) })
      }
      okText={t('deal.reopen')}
      saving={reopen.isPending}
      onClose={onClose}
      onReason={(reason) =>
        reopen.mutate(
          { params: { id: deal.id }, body: { version: deal.version, reason } },
          {
            onSuccess: (saved) => {
              showDeal(saved);
              onClose();
            },
            onError: (error) => void message.error(words(error)),
          },
        )
      }
    />
  );
}

/** Gives a deal to a colleague; as it goes back the same way, it is undone at once. */
function AssignDeal({ deal, open, onClose }: DialogProps) {
  const { t } = useText();
  const words = useRefusalText();
  const { message } = App.useApp();
  const assign = useCommand(api.deals.assign);
  const [chosen, setChosen] = useState<NameRef[]>([]);
  const owner = chosen[0];
  const give = (ownerId: number, version: number) =>
    assign.mutate(
      { params: { id: deal.id }, body: { version, ownerId } },
      {
        onError: (error) => void message.error(words(error)),
        onSuccess: () => {
          setChosen([]);
          onClose();
          done(ownerId, version + 1);
        },
      },
    );
  const done = (ownerId: number, version: number) => {
    const key = `deal-${deal.id}`;
    const back = ownerId !== deal.owner.id;
    void message.success({
      key,
      duration: 8,
      content: (
        <>
          {t('deal.assigned')}
          {back && (
            <Button
              type="link"
              size="small"
              onClick={() => {
                message.destroy(key);
                give(deal.owner.id, version);
              }}
            >
              {t('common.undo')}
            </Button>
          )}
        </>
      ),
    });
  };
  return (
    <Modal
      open={open}
      title={t('deal.assignTitle', { name: deal.name })}
      okText={t('deal.assign')}
      okButtonProps={{ disabled: !owner || owner.id === deal.owner.id, loading: assign.isPending }}
      onOk={() => owner && give(owner.id, deal.version)}
      onCancel={onClose}
      {...beginInField}
      destroyOnHidden
    >
      <UserPicker
        single
        purpose="dealOwner"
        label={t('deal.newOwner')}
        value={chosen}
        onChange={setChosen}
      />
    </Modal>
  );
}
