import { api } from '@xinhang/shared/contract/api.ts';
import { ApiError } from '@xinhang/shared/contract/client.ts';
import type { NameRef } from '@xinhang/shared/contract/fields.ts';
import type { Deal, DealRow } from '@xinhang/shared/deals.ts';
import { useNavigate } from '@tanstack/react-router';
import { App, Button, Modal } from 'antd';
import { useState, type ReactNode } from 'react';
import { useRefusalText } from '../../form/use-refused-words.ts';
import { useCommand } from '../../app/query.ts';
import { useText } from '../../i18n/i18n.ts';
import { MissingItems, missingOf } from './missing-items.tsx';
import { ReasonDialog } from '../../form/reason-dialog.tsx';
import { showDeal } from './use-deal.ts';
import { isBefore, usePipelines } from './use-pipelines.ts';

type Movable = Pick<DealRow, 'id' | 'version' | 'name' | 'stage' | 'pipelineId'>;

interface Watch {
  /** The move is on its way; the card may stand there already. */
  onBegin?: (to: number) => void;
  onMoved?: (deal: Deal) => void;
  /** It was refused, or given up. */
  onBack?: () => void;
}

/** Moves a deal to another stage: asks why where it goes back, and says what a gate still wants. */
export function useMoveDeal(): {
  move: (deal: Movable, to: NameRef, watch?: Watch) => void;
  moving: boolean;
  dialogs: ReactNode;
} {
  const { t } = useText();
  const words = useRefusalText();
  const { message } = App.useApp();
  const navigate = useNavigate();
  const { byId } = usePipelines();
  const command = useCommand(api.deals.move);
  const [asking, setAsking] = useState<{ deal: Movable; to: NameRef; watch: Watch } | null>(null);
  const [refused, setRefused] = useState<{ deal: Movable; to: NameRef; error: Error } | null>(null);

  const refuse = (deal: Movable, to: NameRef, watch: Watch, error: Error) => {
    watch.onBack?.();
    const code = error instanceof ApiError ? error.problem.code : '';
    if (code === 'reason-needed') setAsking({ deal, to, watch });
    else if (missingOf(error)) setRefused({ deal, to, error });
    else void message.error(words(error));
  };
  // Several cards may be on their way at once, and each hears its own answer.
  const send = async (deal: Movable, to: NameRef, reason: string, watch: Watch) => {
    watch.onBegin?.(to.id);
    try {
      const saved = await command.mutateAsync({
        params: { id: deal.id },
        body: { version: deal.version, stageId: to.id, reason },
      });
      showDeal(saved);
      if (saved.waiting) void message.info(t('deal.askedFor', { stage: to.name }));
      watch.onMoved?.(saved);
    } catch (error) {
      refuse(deal, to, watch, error as Error);
    }
  };
  const move = (deal: Movable, to: NameRef, watch: Watch = {}) => {
    if (to.id === deal.stage.id) return;
    if (isBefore(byId(deal.pipelineId), to.id, deal.stage.id)) setAsking({ deal, to, watch });
    else void send(deal, to, '', watch);
  };
  const close = () => setRefused(null);
  const fill = () => {
    close();
    if (refused) void navigate({ to: '/deals/$id', params: { id: String(refused.deal.id) } });
  };
  return {
    move,
    moving: command.isPending,
    dialogs: (
      <>
        <ReasonDialog
          open={asking !== null}
          title={t('deal.backTitle', { stage: asking?.to.name ?? '' })}
          why={t('deal.backWhy', { name: asking?.deal.name ?? '' })}
          okText={t('deal.moveBack')}
          onClose={() => {
            asking?.watch.onBack?.();
            setAsking(null);
          }}
          onReason={(reason) => {
            setAsking(null);
            if (asking) void send(asking.deal, asking.to, reason, asking.watch);
          }}
        />
        <Modal
          open={refused !== null}
          title={t('deal.gateTitle', { stage: refused?.to.name ?? '' })}
          footer={
            <>
              <Button onClick={close}>{t('job.close')}</Button>
              <Button type="primary" autoFocus onClick={fill}>
                {t('deal.openToFill')}
              </Button>
            </>
          }
          onCancel={close}
        >
          <p>{t('deal.gateWhy', { name: refused?.deal.name ?? '' })}</p>
          <MissingItems error={refused?.error} />
        </Modal>
      </>
    ),
  };
}
