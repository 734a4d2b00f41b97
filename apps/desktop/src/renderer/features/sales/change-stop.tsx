import { api } from '@xinhang/shared/contract/api.ts';
import type { OrderChange } from '@xinhang/shared/order-changes.ts';
import type { OrderCheck } from '@xinhang/shared/sales-orders.ts';
import { useCommand } from '../../app/query.ts';
import { useText } from '../../i18n/i18n.ts';
import { StopDialog } from './stop-panel.tsx';

interface Props {
  change: OrderChange | null;
  /** What stands against it; null: the panel is closed. */
  check: OrderCheck | null;
  onAsked: (change: OrderChange) => void;
  onClose: () => void;
}

/** What stops a change, with its figures, and the way to have it approved. */
export function ChangeStop({ change, check, onAsked, onClose }: Props) {
  const { t } = useText();
  const submit = useCommand(api.orderChanges.submit, { onDone: onAsked });
  return (
    <StopDialog
      title={t('change.stopped')}
      lines={change?.after.lines ?? []}
      check={check}
      pending={submit.isPending}
      error={submit.error}
      onAsk={({ reason: askReason, creditUntil }) =>
        change &&
        submit.mutate({
          params: { id: change.id },
          body: { version: change.version, askReason, creditUntil },
        })
      }
      onClose={onClose}
    />
  );
}
