import { api } from '@xinhang/shared/contract/api.ts';
import type { OrderCheck, SalesOrder } from '@xinhang/shared/sales-orders.ts';
import { useCommand } from '../../app/query.ts';
import { StopDialog } from '../../form/stop-dialog.tsx';
import { useText } from '../../i18n/i18n.ts';
import { stopsOnCredit, useStopReasons } from './stop-reasons.tsx';

interface Props {
  order: SalesOrder;
  /** What stands against it; null: the panel is closed. */
  check: OrderCheck | null;
  onAsked: (order: SalesOrder) => void;
  onClose: () => void;
}

/** What stops an order, with its figures, and the way to have it approved. */
export function StopPanel({ order, check, onAsked, onClose }: Props) {
  const { t } = useText();
  const reasonsOf = useStopReasons();
  const submit = useCommand(api.salesOrders.submit, { onDone: onAsked });
  const onCredit = stopsOnCredit(check);
  return (
    <StopDialog
      open={check !== null}
      title={t('order.stopped')}
      reasons={reasonsOf(check, order.lines)}
      deciders={check?.deciders}
      credit={onCredit ? check!.credit : null}
      until={onCredit ? t('order.creditUntil') : null}
      pending={submit.isPending}
      error={submit.error}
      onAsk={({ reason, until: creditUntil }) =>
        submit.mutate({
          params: { id: order.id },
          body: { version: order.version, reason, creditUntil },
        })
      }
      onClose={onClose}
    />
  );
}
