import { App } from 'antd';
import { useRefusalText } from '../../form/use-refused-words.ts';
import { ReasonDialog } from '../../form/reason-dialog.tsx';
import { useText } from '../../i18n/i18n.ts';

interface Props {
  /** What is taken back; null: nothing is. */
  row: { id: number; version: number; no: string } | null;
  /** What comes of it. */
  why: string;
  command: {
    isPending: boolean;
    mutate: (
      input: { params: { id: number }; body: { version: number; reason: string } },
      then: { onError: (error: Error) => void },
    ) => void;
  };
  onClose: () => void;
}

/** Asks why a document of money is taken back, and takes it back. */
export function ReversalDialog({ row, why, command, onClose }: Props) {
  const { t } = useText();
  const words = useRefusalText();
  const { message } = App.useApp();
  return (
    <ReasonDialog
      open={row !== null}
      title={t('finance.reverseTitle', { no: row?.no ?? '' })}
      why={why}
      okText={t('finance.reverse')}
      saving={command.isPending}
      onReason={(reason) =>
        row &&
        command.mutate(
          { params: { id: row.id }, body: { version: row.version, reason } },
          { onError: (error) => void message.error(words(error)) },
        )
      }
      onClose={onClose}
    />
  );
}
