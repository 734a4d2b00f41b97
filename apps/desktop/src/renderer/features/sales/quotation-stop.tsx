import { api } from '@xinhang/shared/contract/api.ts';
import type { Quotation, QuotationCheck } from '@xinhang/shared/quotations.ts';
import { useCommand } from '../../app/query.ts';
import { StopDialog } from '../../form/stop-dialog.tsx';
import { useText } from '../../i18n/i18n.ts';
import { useStopReasons } from './stop-reasons.tsx';

interface Props {
  quotation: Quotation | null;
  /** What stands against it; null: the panel is closed. */
  check: QuotationCheck | null;
  onAsked: (quotation: Quotation) => void;
  onClose: () => void;
}

/** What stops a quotation, and the way to have it approved. */
export function QuotationStop({ quotation, check, onAsked, onClose }: Props) {
  const { t } = useText();
  const reasonsOf = useStopReasons();
  const submit = useCommand(api.quotations.submit, { onDone: onAsked });
  return (
    <StopDialog
      open={quotation !== null && check !== null}
      title={t('quotation.stopped')}
      reasons={reasonsOf(check, quotation?.lines ?? [])}
      deciders={check?.deciders}
      credit={null}
      until={null}
      pending={submit.isPending}
      error={submit.error}
      onAsk={({ reason }) =>
        quotation &&
        submit.mutate({
          params: { id: quotation.id },
          body: { version: quotation.version, reason },
        })
      }
      onClose={onClose}
    />
  );
}
