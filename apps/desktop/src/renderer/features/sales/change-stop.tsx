import { api } from '@xinhang/shared/contract/api.ts';
import type { OrderChange } from '@xinhang/shared/order-changes.ts';
import type { OrderCheck } from '@xinhang/shared/sales-orders.ts';
import { useCommand } from '../../app/query.ts';
import { StopDialog } from '../../form/stop-dialog.tsx';
import { useText } from '../../i18n/i18n.ts';
import { stopsOnCredit, useStopReasons } from './stop-reasons.tsx';

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
  const reasonsOf = useStopReasons();
  const onCredit = stopsOnCredit(check);
  const submit = useCommand(api.orderChanges.submit, { onDone: onAsked });
  return (
    <StopDialog
      open={check !== null}
      title={t('change.stopped')}
      reasons={reasonsOf(check, change?.after.lines ?? [])}
      deciders={check?.deciders}
      credit={onCredit ? check!.credit : null}
      until={onCredit ? t('order.creditUntil') : null}
      pending={submit.isPending}
      error={submit.error}
      onAsk={({ reason: askReason, until: creditUntil }) =>
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
