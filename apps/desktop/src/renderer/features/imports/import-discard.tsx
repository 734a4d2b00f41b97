import { api } from '@xinhang/shared/contract/api.ts';
import type { ImportBatch } from '@xinhang/shared/imports.ts';
import { useNavigate } from '@tanstack/react-router';
import { App, Button } from 'antd';
import { useProblemText } from '../../app/problem-text.ts';
import { useCommand } from '../../app/query.ts';
import { useText } from '../../i18n/i18n.ts';

/** Throws away a file that was sent and not imported. */
export function ImportDiscard({ batch, busy }: { batch: ImportBatch; busy: boolean }) {
  const { t } = useText();
  const refusal = useProblemText();
  const navigate = useNavigate();
  const { message, modal } = App.useApp();
  const discard = useCommand(api.imports.discard);
  const ask = () =>
    void modal.confirm({
      title: t('import.discardAsk', { name: batch.fileName }),
      content: t('import.discardWhat'),
      okText: t('import.discard'),
      onOk: async () => {
        // First away from what will not be there any more.
        await navigate({ to: '/imports' });
        await discard
          .mutateAsync({ params: { id: batch.id } })
          .catch((error: unknown) => void message.error(refusal(error)));
      },
    });
  return (
    <Button danger disabled={busy} loading={discard.isPending} onClick={ask}>
      {t('import.discard')}
    </Button>
  );
}
