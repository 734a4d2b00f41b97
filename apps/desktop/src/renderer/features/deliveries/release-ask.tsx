import { api } from '@xinhang/shared/contract/api.ts';
import type { Delivery, DeliveryCheck } from '@xinhang/shared/deliveries.ts';
import { App } from 'antd';
import { useCommand } from '../../app/query.ts';
import { StopDialog } from '../../form/stop-dialog.tsx';
import { useText } from '../../i18n/i18n.ts';

const LONGEST = 200;

interface Props {
  doc: Delivery;
  /** What stands against it; null: the panel is closed. */
  check: DeliveryCheck | null;
  onAsked: (doc: Delivery) => void;
  onClose: () => void;
}

/** What stops a delivery, with its figures, and the way to have it released. */
export function ReleaseAsk({ doc, check, onAsked, onClose }: Props) {
  const { t } = useText();
  const { message } = App.useApp();
  const ask = useCommand(api.deliveries.askRelease, {
    onDone: (answer) => {
      void message.success(t('order.asked'));
      onAsked(answer);
    },
  });
  return (
    <StopDialog
      open={check !== null}
      title={t('delivery.stoppedTitle')}
      reasons={(check?.reasons ?? []).map((one) => ({
        key: one,
        text: t(`delivery.stop.${one}`),
      }))}
      deciders={check?.deciders}
      credit={check?.credit ?? null}
      until={t('delivery.releaseUntil')}
      longest={LONGEST}
      pending={ask.isPending}
      error={ask.error}
      onAsk={({ reason, until }) =>
        ask.mutate({ params: { id: doc.id }, body: { version: doc.version, reason, until } })
      }
      onClose={onClose}
    />
  );
}
